"""How pages look to this reader: a form that stands on every chapter, and on a page of its own."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from feuilleton.accounts import preferring
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.pages import looks
from feuilleton.web import metadata
from feuilleton.web.addresses import address, safe_return

A_YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _keep(request)
    visitor = visitor_of(request)
    context = {
        "here": "look",
        "choices": looks.choices(looks.of(request)),
        "is_of_device": visitor.user is not None and looks.COOKIE in request.COOKIES,
        "next": safe_return(request, ""),
        "about": metadata.plain_page(request),
    }
    return answers.page(request, "reading/look.html", context)


def _keep(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen: on the account of who is signed in, unless it is for this device alone."""
    chosen = _chosen(request)
    user = visitor_of(request).user
    answer = _answer(request)
    if user is not None and not _for_this_device(request):
        preferring.keep_look(user, chosen)
        if looks.COOKIE in request.COOKIES:
            answer.delete_cookie(looks.COOKIE, samesite="Lax")
    else:
        answer.set_cookie(
            looks.COOKIE, chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return answer


def _for_this_device(request: HttpRequest) -> bool:
    # A device that has a look of its own keeps it, until its reader says that it follows the account again.
    return request.POST.get("where", "device" if looks.COOKIE in request.COOKIES else "account") == "device"


def _chosen(request: HttpRequest) -> str:
    # What the form does not say stays as it is: the form on a stored page does not know the reader's look.
    if "reset" in request.POST:
        return ""
    kept = looks.choices(looks.of(request))
    said = {name: request.POST[name] for name in kept if request.POST.get(name, "keep") != "keep"}
    return looks.made_of(kept | said)


def _answer(request: HttpRequest) -> HttpResponse:
    if answers.is_live(request):
        return HttpResponse(status=204)
    return answers.see_other(safe_return(request, address("look")))
