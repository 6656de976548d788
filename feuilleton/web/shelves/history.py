"""Where one has been reading: the list, what is forgotten of it, and whether it is kept at all."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers, paging
from feuilleton.kit.errors import Refusal
from feuilleton.shelves import placing, remembering
from feuilleton.shelves.placing import Where
from feuilleton.stories.models import Story
from feuilleton.web.addresses import address
from feuilleton.web.shelves import continuing
from feuilleton.web.writing.door import signed_in, writer


@dataclass(frozen=True, slots=True)
class Row:
    """A story one has been in, and the way on in it."""

    where: Where
    way: continuing.Way


@signed_in
def history(request: HttpRequest) -> HttpResponse:
    user = writer(request)
    if request.method == "POST":
        return _change(request)
    page = paging.page_of(request, placing.places_of(user))
    rows = [Row(where, continuing.way(where)) for where in placing.wheres(list(page.rows))]
    context = {"page": page, "rows": rows, "is_paused": remembering.is_paused(user)}
    return answers.page(request, "shelves/history.html", context)


@signed_in
def clear(request: HttpRequest) -> HttpResponse:
    """Asks, then forgets everything that was read."""
    if request.method == "POST":
        remembering.forget_all(by=writer(request))
        messages.success(request, _("Forgotten."))
        return answers.see_other(address("history"))
    context = {
        "title": _("Forget everything you have read"),
        "say": _("Your place in every story and all your read marks are deleted. Shelves and favorites stay."),
        "button": _("Forget it"),
        "back": address("history"),
    }
    return answers.page(request, "confirm.html", context)


def _change(request: HttpRequest) -> HttpResponse:
    user, wish = writer(request), request.POST.get("do", "")
    if wish == "pause":
        remembering.pause(user, at=timezone.now())
        messages.success(request, _("Paused. Nothing you read is kept until you say so."))
    elif wish == "resume":
        remembering.resume(user)
        messages.success(request, _("Your place is kept again as you read."))
    elif wish == "forget":
        # Whatever became of the story: what they read is theirs to forget.
        story = get_object_or_404(Story, public_id=request.POST.get("story", ""), places__user=user)
        remembering.forget(story, by=user)
        messages.success(request, _("Forgotten."))
    else:
        raise Refusal(_("There is no such wish."))
    return answers.see_other(address("history"))
