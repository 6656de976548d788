"""A small site for the tests of the middlewares and answers, in front of the real one."""

from django.contrib.contenttypes.models import ContentType
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from feuilleton.config import urls as site
from feuilleton.http import answers, health
from feuilleton.http.paging import page_of
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"taken: {request.POST.get('words')}")


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refusal("There is nothing to publish.", field="text")


def see(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    return HttpResponse(f"{visitor.user} {visitor.adult_ok}")


def many(request: HttpRequest) -> HttpResponse:
    listed = page_of(request, ContentType.objects.filter(app_label="many").order_by("id"))
    rows = ",".join(row.model for row in listed.rows)
    return HttpResponse(f"{rows} {listed.previous} {listed.number} {listed.next} {listed.last} {listed.count}")


def on(request: HttpRequest) -> HttpResponse:
    return answers.see_other("/form")


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("a view that fails")


def unreadable(request: HttpRequest) -> HttpResponse:
    raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")


urlpatterns = [
    path("unreadable", unreadable),
    path("form", form),
    path("send", send),
    path("refuse", refuse),
    path("see", see),
    path("many", many),
    path("on", on),
    path("safe", require_safe(form)),
    path("broken", broken),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    *site.urlpatterns,  # the pages that our error pages link to
]
handler400 = "feuilleton.http.errors.bad_request"
handler403 = "feuilleton.http.errors.forbidden"
handler404 = "feuilleton.http.errors.not_found"
handler500 = "feuilleton.http.errors.server_error"
