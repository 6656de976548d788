"""A story's header: title, summary, rating, warnings, tags, who may see it, how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import languages, text
from feuilleton.kit.errors import Refusal
from feuilleton.stories import models, tallying
from feuilleton.stories.models import Story, StoryTag
from feuilleton.tags import finding
from feuilleton.tags.models import CHARACTER, FANDOM, FREE, RELATIONSHIP

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

MOST_TAGS = 75
LONGEST_TAG = 150
LONGEST_SUMMARY = 5_000
LONGEST_DISCLAIMER = 5_000
MOST_CHAPTERS = 10_000
TAG_KINDS = [FANDOM, RELATIONSHIP, CHARACTER, FREE]


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a story, as somebody typed it. `tags`: kind → the tags of that kind, in order."""

    title: str
    summary: str = ""
    disclaimer: str = ""
    language: str = "en"
    rating: str = models.UNRATED
    warnings: list[str] = field(default_factory=list)
    warning_words: str = ""
    status: str = models.ONGOING
    planned: int | None = None
    audience: str = models.EVERYONE
    tags: dict[str, list[str]] = field(default_factory=dict)
    other_headers: list[dict[str, str]] = field(default_factory=list)


def describe(story: Story, header: Header, *, by: User | None, at: datetime) -> None:
    """Change the story's header. Raises Refusal if a field is empty, too long or unknown; then nothing changes."""
    fields = checked(header)
    with transaction.atomic():
        before, stood = story.touches, Story.objects.values_list("status", flat=True).get(pk=story.pk)
        Story.objects.filter(pk=story.pk).update(**fields)
        set_tags(story, header.tags)
        story.refresh_from_db()
        completed = tallying.tally(story, at=at)
        recording.record("story_described", by=by, about=story, at=at, touches=[*before, *story.touches])
        if completed:
            tallying.tell_complete(story, by=by, at=at)
        _tell_of_pause(story, stood, by=by, at=at)


def _tell_of_pause(story: Story, stood: str, *, by: User | None, at: datetime) -> None:
    """Readers who wait for chapters hear that none will come for a while, and that they come again."""
    if not story.chapter_count:
        return
    if stood != models.HIATUS and story.status == models.HIATUS:
        kind = "story_paused"
    elif stood == models.HIATUS and story.status == models.ONGOING:
        kind = "story_resumed"
    else:
        return
    recording.record(kind, by=by, about=story, at=at, touches=story.touches, topics=story.topics)


def header_of(story: Story) -> Header:
    """The story's header as it stands, with the tags as they were typed."""
    tags: dict[str, list[str]] = {kind: [] for kind in TAG_KINDS}
    for kind, typed in story.story_tags.order_by("position", "id").values_list("kind", "typed"):
        tags[kind].append(typed)
    said = {name: getattr(story, name) for name in Header.__slots__ if name != "tags"}
    return Header(**said, tags=tags)


def checked(header: Header) -> dict[str, object]:
    """The header's fields as `Story` stores them. Raises Refusal for the first that does not fit."""
    title = text.one_line(header.title)
    if not title:
        raise Refusal(_("A story needs a title. Any will do for now; it can be changed."), field="title")
    _fits(title, models.LONGEST_TITLE, "title", _("The title can have %(most)s letters at most; this has %(length)s."))
    summary = text.tidy(header.summary).strip()
    _fits(summary, LONGEST_SUMMARY, "summary", _("The summary can have %(most)s letters at most; this has %(length)s."))
    disclaimer = text.tidy(header.disclaimer).strip()
    _fits(
        disclaimer,
        LONGEST_DISCLAIMER,
        "disclaimer",
        _("The disclaimer can have %(most)s letters at most; this has %(length)s."),
    )
    warning_words = text.one_line(header.warning_words)
    _fits(warning_words, 500, "warning_words", _("A warning can have %(most)s letters at most; this has %(length)s."))
    _known(header)
    _checked_tags(header.tags)
    return {
        "title": title,
        "summary": summary,
        "disclaimer": disclaimer,
        "language": languages.canonical(header.language),
        "rating": header.rating,
        "warnings": [key for key, _name in models.WARNINGS if key in header.warnings],
        "warning_words": warning_words,
        "status": header.status,
        "planned": header.planned,
        "audience": header.audience,
        "other_headers": header.other_headers,
    }


def set_tags(story: Story, tags: dict[str, list[str]]) -> None:
    """Give the story these tags and no others. For use inside a transaction, after `checked`."""
    typed = _checked_tags(tags)
    kept: set[int] = set()
    for position, (kind, name) in enumerate(typed, start=1):
        tag = finding.find_or_make(kind, name)
        StoryTag.objects.update_or_create(
            story=story, tag=tag, defaults={"kind": kind, "typed": name, "position": position}
        )
        kept.add(tag.pk)
    story.story_tags.exclude(tag__in=kept).delete()


def _checked_tags(tags: dict[str, list[str]]) -> list[tuple[str, str]]:
    typed = [(kind, text.one_line(name)) for kind in TAG_KINDS for name in tags.get(kind, [])]
    typed = [(kind, name) for kind, name in typed if name]
    if len(typed) > MOST_TAGS:
        raise Refusal(_("A story can have 75 tags at most; these are %(count)s.") % {"count": len(typed)}, field="tags")
    for _kind, name in typed:
        _fits(name, LONGEST_TAG, "tags", _("A tag can have %(most)s letters at most; one has %(length)s."))
    return typed


def _known(header: Header) -> None:
    if header.rating not in dict(models.RATINGS):
        raise Refusal(_("There is no such rating."), field="rating")
    if header.status not in dict(models.STATUSES):
        raise Refusal(_("A story is ongoing, on hiatus or abandoned."), field="status")
    if header.audience not in dict(models.AUDIENCES):
        raise Refusal(_("A story is for everyone, for members, or for whoever has its address."), field="audience")
    if not languages.canonical(header.language):
        raise Refusal(_("We do not know this language. Pick one from the list."), field="language")
    if header.planned is not None and not 1 <= header.planned <= MOST_CHAPTERS:
        raise Refusal(_("A story can plan for one to 10,000 chapters, or leave it open."), field="planned")


def _fits(value: str, most: int, field_name: str, words: str) -> None:
    if len(value) > most:
        raise Refusal(words % {"most": f"{most:,}", "length": f"{len(value):,}"}, field=field_name)
