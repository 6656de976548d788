"""Proofreading a chapter: every rule over its blocks, what was found in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.proofreading import (
    doubling,
    gathering,
    ignoring,
    lacking,
    likelihood,
    misplacing,
    mixing,
    names,
    numbering,
    punctuating,
    quoting,
    spelling,
    spellings,
    symbols,
    traits,
    vocabulary,
)
from feuilleton.proofreading import (
    facts as noted,
)
from feuilleton.proofreading.finding import shortened
from feuilleton.proofreading.paragraphs import base, paragraphs
from feuilleton.stories import drafting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.proofreading.facts import Fact
    from feuilleton.proofreading.finding import Finding
    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.vocabulary import Vocabulary
    from feuilleton.stories.models import Chapter, Draft

Ignored = tuple[str, str]  # a check and a key


def read_draft(
    chapter: Chapter,
    *,
    draft: Draft | None = None,
    blocks: Sequence[Block] | None = None,
    facts: Sequence[Fact] | None = None,
) -> list[Finding]:
    """Everything that is observed in a chapter's draft, or in what readers see of it where there is none.

    The chapter's number comes first (it is in no block), then the text in its order. `draft`: as it was found already;
    `blocks`: those of it that are read, if not all. `facts` are those that the author confirmed, unless others are
    given.
    """
    story, draft = chapter.story, draft or drafting.find(chapter)
    ignored = ignoring.ignored(story)
    found = read(
        draft.blocks if blocks is None else blocks,
        language=story.language,
        known=gathering.known(chapter),
        facts=gathering.facts(story) if facts is None else facts,
        position=chapter.position,
        ignored=ignored,
    )
    rows = story.chapters.published().exclude(pk=chapter.pk).values_list("position", "live__number")
    numbers = numbering.out_of_step(draft.number, chapter.position, list(rows))
    return [*(one for one in numbers if (one.check, shortened(one.key)) not in ignored), *found]


def read(
    blocks: Sequence[Block],
    *,
    language: str,
    known: Vocabulary | None = None,
    facts: Sequence[Fact] = (),
    position: int = 1,
    ignored: Collection[Ignored] = (),
) -> list[Finding]:
    """Everything that is observed in a chapter, in the order of its text, without what the author had ignored.

    `known` is what the story's other chapters and tags teach; this chapter teaches its own words beside. `facts` are
    compared with what it tells, `position` being its place in the story.
    """
    tongue = base(language)
    read = paragraphs(blocks, language)
    found = list(quoting.listen(read, tongue))
    here = vocabulary.learn(read, tongue)
    words = here if known is None else known + here
    found += _slips(read, tongue, words)
    found += _agreement(blocks, read, tongue, here, words)
    found += traits.differing(here.traits, known.traits if known else ())
    if tongue == "en":
        found += noted.contradictions(read, facts, position)
    places = {block.id: at for at, block in enumerate(blocks)}
    kept = {(one.check, one.place): one for one in found if (one.check, shortened(one.key)) not in ignored}
    return sorted(kept.values(), key=lambda one: (places[one.place.block], one.place.start, one.check))


def _slips(read: Sequence[Paragraph], language: str, words: Vocabulary) -> Iterator[Finding]:
    yield from spelling.misspelled(read, language, words)
    for one in read:
        if one.is_foreign:
            continue
        yield from doubling.doubled(one, language)
        yield from punctuating.marks(one, language)
        if language == "en":
            table = likelihood.english()
            named = symbols.symbols(one.tokens, table.kinds)
            yield from misplacing.articles(one)
            yield from misplacing.misplaced(one, named, table)
            yield from misplacing.crowded(one, named, table)
            yield from doubling.weighed(one, named, table)
            yield from lacking.lacking(one, named)


def _agreement(
    blocks: Sequence[Block], read: Sequence[Paragraph], language: str, here: Vocabulary, words: Vocabulary
) -> Iterator[Finding]:
    yield from mixing.mixed(read)
    yield from mixing.broken(blocks, read)
    yield from names.varied(read, words, language)
    if language == "en":
        yield from spellings.spelled_twice(here, words)
