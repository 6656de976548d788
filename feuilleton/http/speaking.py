"""In which language a page speaks, and in whose time zone: the archive's language, and the zone of who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from feuilleton.archive import speaking
from feuilleton.http.visitor import visitor_of

SAY_NOTHING = {"/healthz"}  # A process answers there whatever its database does.


class SpeakingMiddleware:
    """Costs no query, but after something was announced, and for who is signed in, which their page needs anyhow."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in SAY_NOTHING:
            return self.get_response(request)
        user = visitor_of(request).user
        with speaking.in_its_language(), timezone.override(_zone(user.time_zone if user else "")):
            return self.get_response(request)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None  # A zone that this machine no longer knows: the site's own.
