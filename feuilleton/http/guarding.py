"""What every request must be like, and what every answer gets on its way out."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import parse_header_parameters

from feuilleton.http import errors
from feuilleton.pages.front import Application, StartResponse
from feuilleton.pages.keys import Environ


def in_utf_8(application: Application) -> Application:
    """The application, behind a 400 for requests that say they are in another charset.

    Django would read even the query in it: fall over some (`zlib`) before a middleware is asked, and by others see
    other parameters than those a page is stored under.
    """

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        kind = environ.get("CONTENT_TYPE")
        if not kind or _says_utf_8(kind):
            return application(environ, start_response)
        body = b"Send this again as UTF-8.\n"
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("400 Bad Request", headers)
        return [body]

    return answer


def _says_utf_8(kind: str) -> bool:
    try:
        charset = parse_header_parameters(kind)[1].get("charset", "utf-8")
    except (LookupError, ValueError):
        return False  # A parameter can name a charset of its own, in which it cannot be read.
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return True  # Django does not know it either, and takes it for UTF-8.


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
    if any("\0" in value for value in request.COOKIES.values()):
        raise BadRequest("There is a NUL sign in a cookie.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        raise BadRequest("The length of the body is not a number.")
    if int(length) > settings.FEUILLETON_LONGEST_REQUEST:
        raise RequestDataTooBig("The body is longer than FEUILLETON_LONGEST_REQUEST.")
