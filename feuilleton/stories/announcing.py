"""Saying something to a story's readers that is no chapter: a pause, a change of plan, a thank-you."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering, sources
from feuilleton.stories import holding
from feuilleton.stories.models import Announcement, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

LONGEST = 5_000


def announce(story: Story, source: str, *, by: User, at: datetime) -> Announcement:
    """Tell everybody who follows the story. The same words twice within a day are one announcement.

    `source` is Markdown of 5,000 letters at most. Raises Refusal when it is empty, too long, or the story is not out.
    """
    source = text.tidy(source).strip()
    if len(source) > LONGEST:
        raise Refusal(_("An announcement can have 5,000 letters at most."), field="source")
    if not story.chapter_count:
        raise Refusal(_("Nobody reads this story yet: publish a chapter first."), field="source")
    blocks = sources.from_markdown(source)
    if not any(block.text.strip() for block in blocks):
        raise Refusal(_("Say something first."), field="source")
    html = rendering.render(blocks)
    with transaction.atomic():
        story = holding.story(story.pk)
        said: Announcement | None = story.announcements.filter(withdrawn_at=None).newest_first().first()
        if said is not None and said.source == source and (at - said.made_at).days < 1:
            return said
        made = Announcement.objects.create(story=story, by=by, source=source, html=html, made_at=at)
        recording.record("announcement_made", by=by, about=made, at=at, touches=story.touches, topics=story.topics)
    return made


def withdraw(announcement: Announcement, *, by: User, at: datetime) -> None:
    """Take it back. Who has not been told by then never is. Twice is once."""
    with transaction.atomic():
        standing = Announcement.objects.filter(pk=announcement.pk, withdrawn_at=None)
        if standing.update(withdrawn_at=at):
            story = announcement.story
            recording.record("announcement_withdrawn", by=by, about=announcement, at=at, touches=story.touches)
    announcement.refresh_from_db()
