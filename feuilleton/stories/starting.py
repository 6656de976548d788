"""Starting a story, and adding a chapter to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from feuilleton.events import recording
from feuilleton.kit import ids
from feuilleton.stories import arranging, describing, holding
from feuilleton.stories.models import Authorship, Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName, User
    from feuilleton.stories.describing import Header


def start(header: Header, *, pen_name: PenName, by: User | None, at: datetime, public_id: str = "") -> Story:
    """A new story under that pen name, which nobody else sees until a chapter is published.

    `public_id`: a form that names the story's id beforehand starts one story however often it is sent.
    Raises Refusal if the header does not fit (see `describing`).
    """
    fields = describing.checked(header) | {"public_id": public_id or ids.public_id()}
    try:
        with transaction.atomic():
            story = Story.objects.create(made_at=at, **fields)
            Authorship.objects.create(story=story, pen_name=pen_name)
            describing.set_tags(story, header.tags)
            recording.record("story_started", by=by, about=story, at=at, touches=story.touches)
    except IntegrityError:
        if not public_id:
            raise
        started: Story | None = Story.objects.written_by(by).filter(public_id=public_id).first()
        return started or start(header, pen_name=pen_name, by=by, at=at)
    return story


def add_chapter(story: Story, *, by: User | None, at: datetime, number: str = "") -> Chapter:
    """A new chapter without text. It stands before the first chapter with a greater number, else last."""
    with transaction.atomic():
        story = holding.story(story.pk)
        position = arranging.make_room(story, number)
        chapter: Chapter = Chapter.objects.create(story=story, position=position, made_at=at)
        recording.record("chapter_started", by=by, about=chapter, at=at, touches=[])
    return chapter
