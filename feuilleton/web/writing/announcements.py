"""Announcements of a story: saying something to its readers, what was said before, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers, paging
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.stories import announcing
from feuilleton.stories.models import Announcement, Story
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User


@signed_in
def announce(request: HttpRequest, public_id: str) -> HttpResponse:
    """The field for it, with the earlier ones below; and saying it."""
    person = writer(request)
    story: Story = get_object_or_404(Story.objects.editable_by(person), public_id=public_id)
    typed = text.tidy(request.POST.get("source", ""))
    if request.method != "POST":
        return answers.page(request, "writing/announce.html", _context(request, story, typed))
    try:
        announcing.announce(story, typed, by=person, at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "writing/announce.html", _context(request, story, typed))
    messages.success(request, _("Announced. It stands on the story’s page."))
    return answers.see_other(address("announce", public_id))


@signed_in
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, then take an announcement back."""
    person = writer(request)
    found = _theirs(person, public_id)
    back = address("announce", found.story.public_id)
    if request.method == "POST":
        announcing.withdraw(found, by=person, at=timezone.now())
        messages.success(request, _("Withdrawn. Who had not been told of it never will be."))
        return answers.see_other(back)
    if found.withdrawn_at is not None:
        return answers.see_other(back)
    return answers.page(request, "confirm.html", {
        "here": "write",
        "title": _("Withdraw this announcement?"),
        "say": _("It goes from the story’s page and from every inbox. Letters that were sent cannot be called back."),
        "subject": _("Announced on %(day)s") % {"day": measures.day(found.made_at)},
        "goes": [found.source],
        "button": _("Withdraw it"),
        "back": back,
    })  # fmt: skip


def _theirs(person: User, public_id: str) -> Announcement:
    stories = Story.objects.editable_by(person)
    found: Announcement = get_object_or_404(
        Announcement.objects.select_related("story").filter(story__in=stories), public_id=public_id
    )
    return found


def _context(request: HttpRequest, story: Story, typed: str) -> dict[str, object]:
    earlier = story.announcements.filter(withdrawn_at=None).newest_first()
    return {
        "story": story,
        "typed": typed,
        "listed": paging.page_of(request, earlier),
        "most": announcing.LONGEST,
    }
