"""How a view opts in: what it answers may be kept and given to every signed-out visitor.

    @stored(parameters=("page",))
    def listing(request): ...
        return page(request, "browsing/stories.html", {...}, made_from=["stories"])

Under `@stored`, a signed-out visitor is a stranger: the view sees no cookie but the adult consent, and of the query
only the parameters it named. `made_from` names what the page was made from (`story.touches`); without it nothing is
kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from feuilleton.pages import keys

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]

ASKED = "feuilleton.storing"
"""The front leaves the reader under this in the environ of a request whose answer it would keep."""

log = logging.getLogger(__name__)


def stored(*, parameters: Iterable[str] = ()) -> Callable[[View[Arguments]], View[Arguments]]:
    """Let the front keep what this view answers. `parameters`: the query parameters that the view knows."""
    known = frozenset(parameters)
    if not known <= keys.PARAMETERS:
        raise ValueError(f"Add {sorted(known - keys.PARAMETERS)} to pages.keys.PARAMETERS first.")

    def opened(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
            is_one_of_many = bool(request.GET.keys() & keys.PARAMETERS - known)
            _forget_parameters(request, but=known)
            if ASKED not in request.META:
                return view(request, *args, **kwargs)
            _forget_cookies(request)
            response = view(request, *args, **kwargs)
            response.may_be_kept = not (is_one_of_many or _holds_a_token(request))  # type: ignore[attr-defined]
            return response

        answer.stored_parameters = known  # type: ignore[attr-defined]
        return answer

    return opened


def storable(response: HttpResponse, *, made_from: Iterable[str]) -> HttpResponse:
    """Say what this answer was made from, by the names that events touch. Without `@stored` it is not kept for that."""
    response.made_from = sorted(set(made_from))  # type: ignore[attr-defined]
    return response


def made_from(response: Any) -> list[str] | None:
    """What an answer that may be kept was made from; None when it may not be kept."""
    if getattr(response, "status_code", 0) != 200 or response.streaming or response.cookies:
        return None
    if not getattr(response, "may_be_kept", False):
        return None
    names: list[str] | None = getattr(response, "made_from", None)
    return names


def _forget_parameters(request: HttpRequest, *, but: frozenset[str]) -> None:
    if request.GET.keys() - but:
        query = request.GET.copy()
        for name in request.GET.keys() - but:
            del query[name]
        request.GET = query  # type: ignore[assignment]


def _forget_cookies(request: HttpRequest) -> None:
    # As the front read them, or a page could be kept for others than it was made for.
    reader: keys.Reader = request.META[ASKED]
    request.COOKIES = {keys.ADULT: "1"} if reader.adult else {}
    request.META.pop("HTTP_COOKIE", None)


def _holds_a_token(request: HttpRequest) -> bool:
    # A token is one visitor's: bytes that hold one are nobody else's.
    if not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        return False
    log.error("A page that was to be stored holds a CSRF token: %s", request.path)
    if settings.DEBUG:
        raise RuntimeError("A stored page holds a CSRF token. Its forms need none: leave out csrf_input.")
    return True
