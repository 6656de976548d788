"""What a story has taught before a chapter is read: names in its tags, words of its other chapters, its facts."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from feuilleton.kit import numerals
from feuilleton.kit.prose import blocks as prose
from feuilleton.proofreading import quoting, vocabulary
from feuilleton.proofreading.facts import Fact
from feuilleton.proofreading.finding import Passage
from feuilleton.proofreading.paragraphs import base, paragraphs
from feuilleton.proofreading.vocabulary import Vocabulary
from feuilleton.stories import models
from feuilleton.stories.models import Draft, Revision

if TYPE_CHECKING:
    from feuilleton.stories.models import Chapter, Story

# Of which chapter, of which table, which row and version, at which position, in which language. With the chapter, as a
# restored archive counts its rows anew.
Key = tuple[str, str, int, int, int, str]

_KEPT: Final = 500  # chapters, a few kilobytes each
_learned: OrderedDict[Key, Vocabulary] = OrderedDict()
_one_at_a_time = threading.Lock()


def known(chapter: Chapter) -> Vocabulary:
    """What the story teaches apart from this chapter. A text is read once a process while it stays the same."""
    story = chapter.story
    taught = vocabulary.given(story.story_tags.values_list("typed", flat=True))
    keys = _keys(story, chapter)
    missing = [key for key in keys if key not in _learned]
    for kind, model in (("revision", Revision), ("draft", Draft)):
        wanted = {key[2]: key for key in missing if key[1] == kind}
        for pk, packed in model._default_manager.filter(pk__in=wanted).values_list("pk", "packed"):
            _keep(wanted[pk], _learn(packed, wanted[pk]))
    for key in keys:
        if (one := _learned.get(key)) is not None:
            taught += one
    return taught


def facts(story: Story) -> list[Fact]:
    """What the story's authors wrote down or confirmed of its people."""
    rows = story.facts.filter(confirmed_at__isnull=False).select_related("since__live", "until", "revision__chapter")
    return [_fact(row) for row in rows.only(*_OF_A_FACT).order_by("id")]


_OF_A_FACT: Final = (
    *("subject", "relation", "object", "is_secret", "block", "quote", "since__position", "until__position"),
    *("public_id", "revision__chapter__position", "since__live__number"),
)


def _fact(row: models.Fact) -> Fact:
    chapter = row.revision.chapter.position if row.revision else None
    return Fact(
        row.subject,
        row.relation,
        row.object,
        since=row.since.position if row.since else 1,
        until=row.until.position if row.until else None,
        is_secret=row.is_secret,
        anchor=Passage(row.block, 0, len(row.quote), row.quote, chapter) if row.quote else None,
        number=_number(row.since),
        public_id=row.public_id,
    )


def _number(since: Chapter | None) -> str:
    """The chapter's number as it is printed: figures as Roman ones, others as they are."""
    said = since.live.number if since and since.live else ""
    return numerals.roman(int(said)) if said.isascii() and said.isdecimal() else said


_OF_A_CHAPTER: Final = ("public_id", "live_id", "draft__pk", "draft__version", "position")


def _keys(story: Story, but: Chapter) -> list[Key]:
    """Of each other chapter what readers see; of one that they do not see, its draft."""
    rows = story.chapters.present().exclude(pk=but.pk).in_reading_order()
    return [
        (chapter, "revision" if live else "draft", live or draft, 0 if live else version, position, story.language)
        for chapter, live, draft, version, position in rows.values_list(*_OF_A_CHAPTER)
        if live or draft
    ]


def _learn(packed: list[prose.Packed], key: Key) -> Vocabulary:
    *_which, position, language = key
    read = paragraphs(prose.unpack(packed), language)
    quoting.listen(read, base(language))
    return vocabulary.learn(read, base(language), chapter=position)


def _keep(key: Key, learned: Vocabulary) -> None:
    with _one_at_a_time:
        _learned[key] = learned
        while len(_learned) > _KEPT:
            _learned.popitem(last=False)
