"""A log reader: authors get a letter when a moderator hides a story of theirs, and when it is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from feuilleton.accounts import mailing
from feuilleton.accounts.models import User
from feuilleton.archive import keeping, speaking
from feuilleton.moderation.models import Told
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from feuilleton.events.models import Event

HIDDEN, SHOWN = "story_hidden", "story_shown"


def tell(event: Event) -> None:
    """Send each author of the story the letter about this event, once, however often the event is read."""
    story = event.subject if event.kind in (HIDDEN, SHOWN) else None
    if not isinstance(story, Story):
        return
    for author in User.objects.filter(pen_names__authorships__story=story, is_active=True).distinct().order_by("pk"):
        with speaking.in_its_language(), transaction.atomic():
            _told, is_new = Told.objects.get_or_create(event=event, user=author)
            if is_new and author.email:
                mailing.post(_letter(event, story, author))


def _letter(event: Event, story: Story, to: User) -> mailing.Letter:
    house = keeping.the_archive().name
    words = {"title": story.title, "house": house}
    if event.kind == HIDDEN:
        subject = _("“%(title)s” was hidden")
        paragraphs = [
            _("A moderator of %(house)s has hidden your story “%(title)s” from readers. The reason:") % words,
            str(event.data.get("reason", "")),
            _("Nothing of it is lost: you can read, change and take it out as before."),
            _("Once it is mended, a moderator can show it again."),
        ]
    else:
        subject = _("“%(title)s” is shown again")
        paragraphs = [_("A moderator of %(house)s has given your story “%(title)s” back to its readers.") % words]
    return mailing.Letter(
        to=to.email,
        subject=subject % words,
        paragraphs=paragraphs,
        link=_address(story),
        house=house,
        kind=event.kind,
        id=mailing.message_id(event.kind, event.pk, to.pk),
    )


def _address(story: Story) -> str:
    # The worker has no request to know the site's name from.
    site = settings.FEUILLETON_ADDRESS.rstrip("/")
    return site + reverse("story", args=[story.public_id]) if site else ""
