"""A browser says where its reader is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.shelves import placing
from feuilleton.shelves.carrying import Spot
from feuilleton.shelves.placing import Seen
from feuilleton.web.shelves import devices
from feuilleton.web.writing.door import takes_a_form

LONGEST = 2_000  # bytes; what our own element sends has about a hundred
_BLOCK = re.compile(r"(?:[a-z0-9]{8})?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_FARTHEST = 2**31 - 1


class Unreadable(Refusal):
    """What was sent says no place."""

    def __init__(self) -> None:
        super().__init__(_("This says no place in a chapter."))


@takes_a_form("chapter")
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    visitor = visitor_of(request)
    if visitor.user is None:
        return HttpResponse(status=403)
    seen = seen_in(_sent(request), device=devices.of(request))
    opened = placing.opened(visitor, public_id, seen)
    if opened is None:
        raise Http404
    placing.remember(opened, seen, at=timezone.now())
    return HttpResponse(status=204)


def seen_in(sent: Mapping[str, Any], *, device: str = "") -> Seen:
    """`block`, `offset`, `revision`, `seen` (milliseconds since 1970), `end` ("1" or ""). Raises Unreadable."""
    block = str(sent.get("block", ""))
    if not _BLOCK.fullmatch(block):
        raise Unreadable
    return Seen(
        spot=Spot(block, min(_number(sent, "offset"), _FARTHEST)),
        revision=_number(sent, "revision"),
        seen_at=_moment(_number(sent, "seen")),
        device=device,
        at_end=str(sent.get("end", "")) in ("1", "True"),
    )


def _sent(request: HttpRequest) -> Mapping[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        raise Unreadable
    if request.content_type != "application/json":
        return request.POST  # Its body is read once: by now, it may be gone.
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(said, dict):
        raise Unreadable
    return said


def _number(sent: Mapping[str, Any], name: str) -> int:
    said = str(sent.get(name, ""))[:20]
    if not _NUMBER.fullmatch(said):
        raise Unreadable
    return int(said)


def _moment(milliseconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Unreadable from error
