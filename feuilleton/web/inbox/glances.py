"""Saying what of the inbox has been seen: all of it, or single things."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.inbox import glancing
from feuilleton.web.addresses import address, safe_return
from feuilleton.web.writing.door import signed_in, takes_a_form, writer


@takes_a_form("inbox")
@signed_in
def seen(request: HttpRequest) -> HttpResponse:
    """`do`: "all" (up to the event `up_to`), "see" or "put_back" (each `event`). Back to the part it was sent from."""
    user, do = writer(request), request.POST.get("do", "")
    if do == "all" and (up_to := _number(request.POST.get("up_to", ""))):
        glancing.see_all(user, up_to=up_to, at=timezone.now())
        messages.success(request, _("Marked as seen."))
    events = [number for said in request.POST.getlist("event") for one in said.split() if (number := _number(one))]
    if do == "see" and events:
        glancing.see(user, events, at=timezone.now())
    elif do == "put_back" and events:
        glancing.put_back(user, events)
    return answers.see_other(safe_return(request, address("inbox")))


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else 0
