"""Three openings on the front page, drawn by lot each morning: no story is ranked above another."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import escape
from django_tasks import task

from feuilleton.accounts.visiting import Visitor
from feuilleton.archive import keeping
from feuilleton.events import recording
from feuilleton.kit.prose import blocks, rendering
from feuilleton.stories.models import GENERAL, TEEN, Chapter, Story
from feuilleton.web import cards, measures
from feuilleton.web.addresses import address

HOW_MANY = 3
ENOUGH = 250


class Opening(NamedTuple):
    """The first paragraph of a story."""

    url: str
    story_url: str
    title: str
    number: str
    planned: int | None
    language: str
    html: str
    authors: list[cards.Person]


def drawn(visitor: Visitor, *, day: date) -> list[Opening]:
    """The openings of that day, of stories that anybody may read without being asked first."""
    stories = Story.objects.listed_for(visitor).filter(rating__in=[GENERAL, TEEN])
    keys = _lots(stories, random.Random(day.toordinal()))  # noqa: S311 – a lot, no secret
    first = Chapter.objects.filter(story=OuterRef("pk")).published().in_reading_order()
    firsts = Story.objects.filter(pk__in=keys).annotate(first=Subquery(first.values("pk")[:1])).values("first")
    rows = Chapter.objects.filter(pk__in=firsts).values(
        *("public_id", "live__number", "live__packed", "story_id", "story__public_id"),
        *("story__title", "story__language", "story__planned"),
    )
    authors = cards.authors_of(keys)
    found = {row["story_id"]: _opening(row, authors[row["story_id"]]) for row in rows}
    return [found[key] for key in keys if key in found]


@task()
def turn_the_page() -> None:
    """Each morning: the front page is made anew, with other openings and the new date."""
    with transaction.atomic():
        recording.record("morning_came", by=None, about=keeping.the_archive(), at=timezone.now(), touches=["front"])


def _lots(stories: QuerySet[Any], lot: random.Random) -> list[int]:
    # Each lot is a point between the oldest and the newest key; the story at or after it is drawn. No list is read.
    ends = stories.aggregate(low=Min("pk"), high=Max("pk"))
    keys: list[int] = []
    for _ in range(HOW_MANY if ends["low"] is not None else 0):
        point = lot.randint(ends["low"], ends["high"])
        others = stories.exclude(pk__in=keys).order_by("pk").values_list("pk", flat=True)
        key = others.filter(pk__gte=point).first() or others.first()
        keys += [key] if key else []
    return keys


def _opening(row: dict[str, Any], authors: list[cards.Person]) -> Opening:
    return Opening(
        url=address("chapter", row["public_id"]),
        story_url=address("story", row["story__public_id"]),
        title=row["story__title"],
        number=row["live__number"],
        planned=row["story__planned"],
        language=row["story__language"],
        html=_beginning(row["live__packed"], row["story__language"]),
        authors=authors,
    )


def _beginning(packed: list[dict[str, Any]], language: str) -> str:
    """The first paragraphs, as many as make a column. Only a first one that alone is far too long is cut."""
    begun: list[blocks.Block] = []
    enough, length = (ENOUGH // 2 if language.startswith(measures.BY_CHARACTER) else ENOUGH), 0
    paragraphs = (block for block in blocks.unpack(packed) if block.kind == "paragraph")
    while length < enough and (block := next(paragraphs, None)):
        begun.append(_cut(block, 5 * enough) if len(block.text) > 5 * enough else replace(block, id=""))
        length += len(block.text)
    return rendering.render(begun)


def _cut(block: blocks.Block, most: int) -> blocks.Block:
    kept = block.text[:most].rsplit(" ", 1)[0]
    return replace(block, id="", html=escape(kept + "…"))
