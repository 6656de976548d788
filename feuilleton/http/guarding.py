"""What every request must be like, and what every answer gets on its way out."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from feuilleton.http import errors


class GuardingMiddleware:
    """The outermost: refuses what nobody can mean; gives answers a length, and privacy unless they say otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        check(request)
        response = self.get_response(request)
        if response.status_code == 405 and isinstance(response, HttpResponse) and not response.content:
            page = errors.answer(request, 405)
            page["Allow"] = response["Allow"]
            response = page
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        if isinstance(response, HttpResponse) and not response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response


def check(request: HttpRequest) -> None:
    """Raise what becomes a 400 or 413 for NUL signs, which databases choke on, and for bodies nobody has to read."""
    query = request.META.get("QUERY_STRING", "")
    if "\0" in request.path_info or "%00" in query or "\0" in query:
        raise BadRequest("There is a NUL sign in the address.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit():
        raise BadRequest("The length of the body is not a number.")
    if int(length) > settings.FEUILLETON_LONGEST_REQUEST:
        raise RequestDataTooBig("The body is longer than FEUILLETON_LONGEST_REQUEST.")
