"""A small site for the tests of the front: pages that may be stored, and pages that may not."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from feuilleton.http.visitor import visitor_of
from feuilleton.pages import looks
from feuilleton.pages.storing import storable, stored

renders: list[str] = []


def page(request: HttpRequest, words: str) -> HttpResponse:
    renders.append(request.get_full_path())
    look = looks.attributes(looks.of(request))
    return HttpResponse(f'<!doctype html>\n<html lang="en"{look}><body>{words} {"padding " * 50}</body></html>')


def words() -> str:
    """Something in the database that a page is made from."""
    return ContentType.objects.filter(app_label="words").values_list("model", flat=True).first() or "no words"


@stored(parameters=("page",))
def chapter(request):
    adult = visitor_of(request).adult_ok
    shown = f"{words()} page={request.GET.get('page')} x={request.GET.get('x')} adult={adult} {sorted(request.COOKIES)}"
    return storable(page(request, shown), made_from=["chapter"])


@stored()
def plain(request):
    return storable(page(request, f"page={request.GET.get('page')}"), made_from=["plain"])


def unstored(request):
    return page(request, f"cookies={sorted(request.COOKIES)}")


def forgotten(request):
    return storable(page(request, f"made with {sorted(request.COOKIES)}"), made_from=["x"])


@stored()
def gate(request):
    return page(request, "made from nothing that is named")


@stored()
def missing(request):
    raise Http404


@stored()
def with_cookie(request):
    response = storable(page(request, "a cookie"), made_from=["x"])
    response.set_cookie("mine", "1")
    return response


@stored()
def with_token(request):
    return storable(page(request, get_token(request)), made_from=["x"])


@stored()
def listening(request):
    heard = [str(message) for message in messages.get_messages(request)]
    return storable(page(request, f"heard {heard}"), made_from=["x"])


@stored()
def feed(request):
    renders.append(request.path)
    return storable(HttpResponse("<feed/>", content_type="application/atom+xml"), made_from=["x"])


def tell(request):
    messages.info(request, "Kept.")
    return HttpResponse("told")


def hear(request):
    return HttpResponse(" ".join(str(message) for message in messages.get_messages(request)) or "silence")


def broken(request):
    raise ValueError("a view that fails")


urlpatterns = [
    path("forgotten", forgotten),
    path("chapter", chapter),
    path("plain", plain),
    path("unstored", unstored),
    path("gate", gate),
    path("missing", missing),
    path("with-cookie", with_cookie),
    path("with-token", with_token),
    path("listening", listening),
    path("feed", feed),
    path("tell", tell),
    path("hear", hear),
    path("broken", broken),
]
handler404 = "feuilleton.http.errors.not_found"
handler500 = "feuilleton.http.errors.server_error"
