"""Proofreading a chapter: every rule over its blocks, what was found in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.proofreading import doubling, likelihood, misplacing, quoting, spelling, symbols, vocabulary
from feuilleton.proofreading.paragraphs import base, paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.proofreading.finding import Finding
    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.vocabulary import Vocabulary

Ignored = tuple[str, str]  # a check and a key


def read(
    blocks: Sequence[Block],
    *,
    language: str,
    known: Vocabulary | None = None,
    ignored: Collection[Ignored] = (),
) -> list[Finding]:
    """Everything that is observed in a chapter, in the order of its text, without what the author had ignored.

    `known` is what the story's other chapters and tags teach; this chapter teaches its own words beside.
    """
    tongue = base(language)
    read = paragraphs(blocks, language)
    words = vocabulary.learn(read)
    found = list(_found(read, tongue, words if known is None else known + words))
    places = {one.id: at for at, one in enumerate(read)}
    found = [one for one in found if (one.check, one.key) not in ignored]
    return sorted(found, key=lambda one: (places.get(one.place.block, 0), one.place.start, one.check))


def _found(read: Sequence[Paragraph], language: str, words: Vocabulary) -> Iterator[Finding]:
    yield from quoting.listen(read, language)
    yield from spelling.misspelled(read, language, words)
    for one in read:
        if not one.is_foreign:
            yield from doubling.doubled(one, language)
            if language == "en":
                yield from _weighed(one)


def _weighed(one: Paragraph) -> Iterator[Finding]:
    table = likelihood.english()
    read = symbols.symbols(one.tokens, table.kinds)
    yield from misplacing.misplaced(one, read, table)
    yield from misplacing.crowded(one, read, table)
