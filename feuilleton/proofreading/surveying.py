"""Looking a chapter over before it is published: what is observed in its draft, and what it says of people."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from feuilleton.proofreading import facts, gathering, ignoring, quoting, reading
from feuilleton.proofreading.finding import FACTS, shortened
from feuilleton.proofreading.paragraphs import base, paragraphs
from feuilleton.stories import drafting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.proofreading.facts import Fact
    from feuilleton.proofreading.finding import Finding
    from feuilleton.stories.models import Chapter, Draft

MOST: Final = 300_000  # code points that are looked at in one go: two or three seconds
_QUICK: Final = 120_000  # and those that may be read while somebody waits for another page


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen. `read`: those blocks of the draft that were looked at; `stated`: facts that are in no book yet."""

    draft: Draft
    read: Sequence[Block]
    is_whole: bool
    findings: Sequence[Finding]
    stated: Sequence[Fact]


def survey(chapter: Chapter) -> Survey:
    """Look over the chapter's draft, or what readers have where there is none: the first `MOST` code points of it."""
    draft = drafting.find(chapter)
    blocks = draft.blocks
    read = _first(blocks, MOST)
    known = gathering.facts(chapter.story)
    found = reading.read_draft(chapter, draft=draft, blocks=read, facts=known)
    return Survey(draft, read, len(read) == len(blocks), found, _stated(chapter, read))


def stated(chapter: Chapter, draft: Draft) -> list[Fact]:
    """The facts that a draft states and that neither stand in the story's book nor are let be."""
    return _stated(chapter, _first(draft.blocks, MOST))


def key(fact: Fact) -> str:
    """What names a fact that is not so, together with the check FACTS, for ignoring."""
    return shortened(f"{fact.subject} {fact.relation} {fact.object}".lower().strip() + "?")


def contradictions(chapter: Chapter, draft: Draft) -> int:
    """In how many places the draft states what cannot be so by the story's facts. 0 for a text that takes too long."""
    tongue = base(chapter.story.language)
    known = gathering.facts(chapter.story) if tongue == "en" else []
    blocks = draft.blocks if known else []
    if not blocks or len(_first(blocks, _QUICK)) < len(blocks):
        return 0
    read = paragraphs(blocks, tongue)
    list(quoting.listen(read, tongue))
    found = list(facts.contradictions(read, known, chapter.position))
    left = ignoring.ignored(chapter.story) if found else set()
    return len({one.place for one in found if (one.check, shortened(one.key)) not in left})


def _first(blocks: Sequence[Block], most: int) -> list[Block]:
    """The blocks from the first on that have at most so many code points, one at least."""
    sums = accumulate(len(block.html) for block in blocks)
    return [block for at, (block, length) in enumerate(zip(blocks, sums, strict=True)) if length <= most or not at]


def _stated(chapter: Chapter, blocks: Sequence[Block]) -> list[Fact]:
    story = chapter.story
    drafted = facts.draft(blocks, language=story.language, position=chapter.position)
    if not drafted:
        return []
    rows = story.facts.values_list("subject", "relation", "object")
    there = {_who(*row) for row in rows}
    left = ignoring.ignored(story)
    return [one for one in drafted if not _is_known(one, there) and (FACTS, key(one)) not in left]


def _is_known(fact: Fact, there: Collection[tuple[frozenset[str], str]]) -> bool:
    return _who(fact.subject, fact.relation, fact.object) in there


def _who(subject: str, relation: str, other: str) -> tuple[frozenset[str], str]:
    return frozenset((subject.lower(), other.lower())), relation
