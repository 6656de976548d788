"""When a rule says no and the view does not answer for it: the words on a page, with what was typed below.

And when the database does, of a value that it cannot read (PostgreSQL takes no NUL sign): a 400. And when nothing says
that a form is one of ours: a 403.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from feuilleton.http import answers, errors
from feuilleton.kit.errors import Refusal

log = logging.getLogger(__name__)
_NOT_SHOWN = ("password", "csrfmiddlewaretoken")


class RefusingMiddleware:
    """Turns a Refusal into an answer (422: a page, plain words for a live form, or JSON), a DataError into a 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DataError):
            log.warning("The database cannot read what was sent to %s", request.path, exc_info=exception)
            return errors.answer(request, 400)
        return refusal_page(request, exception) if isinstance(exception, Refusal) else None


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The words of a refusal, in the form that whoever asked can read."""
    if answers.is_live(request):
        return errors.plain(refusal.words, 422)
    if not request.accepts("text/html") and request.accepts("application/json"):
        return JsonResponse({"error": refusal.words, "field": refusal.field}, status=422)
    context = {"refusal": refusal, "typed": typed(request), "back": back(request)}
    return errors.drawn(request, "errors/refused.html", context, status=422, words=refusal.words)


def sent_from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that another site sent, or that a browser sent which says too little about itself.

    Only where nothing says that it came from elsewhere, what was typed stands below.
    """
    if "Sec-Fetch-Site" in request.headers or "Origin" in request.headers:
        return errors.answer(request, 403)
    there = back(request)
    if request.headers.get("Referer") and not there:
        return errors.answer(request, 403)
    return errors.answer(request, 403, {"typed": typed(request), "back": there})


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, by name, but no passwords and tokens: so that nobody has to type it again."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if not any(secret in name.lower() for secret in _NOT_SHOWN)
        for value in values
        if value
    ]


def back(request: HttpRequest) -> str:
    """The page of ours that the form stood on: path and query, or nothing."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if came_from.netloc != request.get_host() or not came_from.path.startswith("/") or came_from.path.startswith("//"):
        return ""
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")
