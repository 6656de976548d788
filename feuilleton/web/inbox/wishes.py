"""The page where somebody says, in one place, how they are told of things: when, of what, and with how many words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.http import answers
from feuilleton.inbox import bouncing, wishing
from feuilleton.inbox.models import DAILY, EACH, NONE, Wishes
from feuilleton.inbox.wishing import Wished
from feuilleton.kit.errors import Refusal
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

NUMBERS = ("quiet_from", "quiet_until", "digest_hour", "digest_day")
CHOICES = ("reviews", "answers", "favorites")
BOXES = ("text_in_mail", "neutral")


@signed_in
def wishes(request: HttpRequest) -> HttpResponse:
    """The page, and its form."""
    user = writer(request)
    if request.method != "POST":
        kept = wishing.of(user)
        values = {name: getattr(kept, name) for name in (*NUMBERS, *CHOICES, *BOXES)}
        return answers.page(request, "inbox/wishes.html", _context(user, kept, values))
    try:
        wishing.wish(_wished(request), by=user, at=timezone.now())
    except Refusal as refusal:
        typed = {name: request.POST.get(name, "") for name in (*NUMBERS, *CHOICES, *BOXES)}
        return answers.refused(request, refusal, "inbox/wishes.html", _context(user, wishing.of(user), typed))
    messages.success(request, _("Kept."))
    return answers.see_other(address("wishes"))


@takes_a_form("wishes")
@signed_in
def pause(request: HttpRequest) -> HttpResponse:
    """No letters for a while, or letters again."""
    if request.POST.get("do") == "resume":
        wishing.resume(writer(request))
        messages.success(request, _("Letters come again, of what happens from now on."))
    else:
        wishing.pause(writer(request), at=timezone.now())
        messages.success(request, _("No letters come until you say so. The inbox goes on."))
    return answers.see_other(address("wishes"))


def _wished(request: HttpRequest) -> Wished:
    sent = request.POST
    numbers = {name: _number(sent.get(name, ""), name) for name in NUMBERS}
    hour, day = numbers["digest_hour"], numbers["digest_day"]
    if hour is None or day is None:
        raise Refusal(_("Gathered letters need a day and an hour."), field="digest_hour")
    return Wished(
        quiet_from=numbers["quiet_from"],
        quiet_until=numbers["quiet_until"],
        digest_hour=hour,
        digest_day=day,
        reviews=sent.get("reviews", ""),
        answers=sent.get("answers", ""),
        favorites=sent.get("favorites", ""),
        text_in_mail=sent.get("text_in_mail") == "on",
        neutral=sent.get("neutral") == "on",
    )


def _number(typed: str, field: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 3):
        raise Refusal(_("There is no such hour."), field=field)
    return int(typed)


def _context(user: User, kept: Wishes, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "here": "you",
        "values": {name: "" if value is None else value for name, value in values.items()},
        "refusal": None,
        "paused_at": kept.paused_at,
        "stopped": bouncing.is_stopped(kept, user),
        "bounce_words": kept.bounce_words,
        "hours": [(hour, f"{hour:02}:00") for hour in range(24)],
        "days": [(number, str(name)) for number, name in WEEKDAYS.items()],
        "each": [(EACH, _("Each, at once")), (DAILY, _("Once a day, gathered")), (NONE, _("Only in the inbox"))],
        "gathered": [(DAILY, _("Once a day, gathered")), (NONE, _("Only in the inbox"))],
        "now": timezone.localtime(),
    }
