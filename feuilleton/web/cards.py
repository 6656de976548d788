"""Stories in lists, as values: what a card shows, read for a whole page of stories in two queries more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from feuilleton.archive.speaking import spoken
from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import RATINGS, STATUSES, WARNINGS, Authorship, StoryTag
from feuilleton.web.addresses import address

FIELDS = (
    *("pk", "public_id", "title", "summary", "language", "rating", "warnings", "warning_words", "status", "planned"),
    *("chapter_count", "words", "characters", "updated_at"),
)
RATING_NAMES = dict(RATINGS)
STATUS_NAMES = dict(STATUSES)
KIND_NAMES = {
    "fandom": _("Fandoms"),
    "relationship": _("Relationships"),
    "character": _("Characters"),
    "free": _("Free tags"),
}
WARNING_NAMES = dict(WARNINGS)


class Person(NamedTuple):
    """A pen name on a story."""

    public_id: str
    name: str
    touch: str


class Label(NamedTuple):
    """A tag on a story, in its author's own words."""

    kind: str
    public_id: str
    typed: str


class Card(NamedTuple):
    """What a list shows of a story. Hashable: `fixed.entry` remembers how it looks."""

    url: str
    title: str
    summary: str
    language: str
    rating_name: str
    warnings: tuple[str, ...]
    posted: int
    planned: int | None
    is_ongoing: bool
    words: int
    characters: int
    updated_at: datetime | None
    authors: tuple[Person, ...]
    tags: tuple[Label, ...]


def cards(rows: Iterable[dict[str, Any]]) -> list[Card]:
    """Cards for stories read as `.values(*FIELDS)`, in the same order."""
    rows = list(rows)
    keys = [row["pk"] for row in rows]
    authors, tags, ratings = authors_of(keys), tags_of(keys), _rating_names(spoken())
    return [_card(row, authors[row["pk"]], tags[row["pk"]], ratings) for row in rows]


def authors_of(stories: Iterable[int]) -> defaultdict[int, list[Person]]:
    """The pen names on each of the stories, in their order; nobody for an orphaned one."""
    found = defaultdict(list)
    for story, key, public_id, name in _authors(stories=list(stories)):
        found[story].append(Person(public_id, name, f"person:{key}"))
    return found


def touches(*people: Iterable[Person]) -> set[str]:
    """What a page that names these people was made from."""
    return {one.touch for some in people for one in some}


def tags_of(stories: Iterable[int]) -> defaultdict[int, list[Label]]:
    """The tags of each of the stories, in their order."""
    found = defaultdict(list)
    for story, kind, public_id, typed in _tags(stories=list(stories)):
        found[story].append(Label(kind, public_id, typed))
    return found


_authors = Prepared(
    lambda stories: (
        Authorship.objects.filter(story__in=stories)
        .order_by("story", "position", "id")
        .values_list("story_id", "pen_name_id", "pen_name__public_id", "pen_name__name")
    )
)
_tags = Prepared(
    lambda stories: (
        StoryTag.objects.filter(story__in=stories)
        .order_by("story", "position", "id")
        .values_list("story_id", "kind", "tag__public_id", "typed")
    )
)


def warnings_said(keys: Iterable[str], words: str) -> list[str]:
    """The warnings of a story as words: those of the list, then the author's own."""
    return [str(WARNING_NAMES[key]) for key in keys if key in WARNING_NAMES] + [words] * bool(words)


@lru_cache(maxsize=100)
def _rating_names(_language: str | None) -> dict[str, str]:
    return {key: str(name) for key, name in RATING_NAMES.items()}


def _card(row: dict[str, Any], authors: list[Person], tags: list[Label], ratings: dict[str, str]) -> Card:
    return Card(
        url=address("story", row["public_id"]),
        title=row["title"],
        summary=row["summary"],
        language=row["language"],
        rating_name=ratings[row["rating"]],
        warnings=tuple(warnings_said(row["warnings"], row["warning_words"])),
        posted=row["chapter_count"],
        planned=row["planned"],
        is_ongoing=row["planned"] is None and row["status"] == "ongoing",
        words=row["words"],
        characters=row["characters"],
        updated_at=row["updated_at"],
        authors=tuple(authors),
        tags=tuple(tags),
    )
