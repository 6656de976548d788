"""What was observed, thing by thing, as the page shows it: where it stands, what could stand there, what is against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from feuilleton.proofreading import correcting, covering, surveying
from feuilleton.stories.models import RELATIONS, Chapter
from feuilleton.web.comparing import IN, OUT, SAME, Part
from feuilleton.web.desk import naming, passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feuilleton.proofreading.correcting import Spot
    from feuilleton.proofreading.facts import Fact
    from feuilleton.proofreading.finding import Finding
    from feuilleton.proofreading.finding import Passage as Place
    from feuilleton.stories.models import Story
    from feuilleton.web.desk.passages import Passage

MOST_PROPOSALS = 4


class Proposal(NamedTuple):
    """Words that could stand there, and what of the passage they change."""

    words: str
    parts: list[Part]


class Other(NamedTuple):
    """The place that it does not agree with: amid its sentence, in which chapter ("": this one), its address."""

    passage: Passage
    chapter: str
    address: str


@dataclass(frozen=True)
class Item:
    """Something observed. `id` is its number on the page; `passage` has the first proposal in it."""

    id: int
    finding: Finding
    heading: str
    passage: Passage | None
    spot: Spot
    proposals: list[Proposal]
    other: Other | None
    there: str


class Text(NamedTuple):
    """A chapter that something is set against: what it is called, its words by block, and whether readers have it."""

    called: naming.Called
    blocks: Mapping[str, str]
    is_live: bool


class Stated(NamedTuple):
    """A fact that could be kept: `id` is its number on the page."""

    id: int
    fact: Fact
    key: str

    @property
    def relation(self) -> str:
        return str(dict(RELATIONS)[self.fact.relation])


def items(chapter: Chapter, seen: surveying.Survey, findings: Sequence[Finding], *, first: int = 1) -> list[Item]:
    """These findings as they are shown. One query, whatever their number."""
    here = {block.id: block.text or block.ornament for block in seen.read}
    wanted = {one.other.chapter for one in findings if one.other and one.other.chapter is not None}
    others = texts(chapter.story, wanted - {chapter.position})
    return [_item(at, chapter, one, here, others) for at, one in enumerate(findings, first)]


def stated(facts: Iterable[Fact]) -> list[Stated]:
    return [Stated(at, fact, surveying.key(fact)) for at, fact in enumerate(facts, 1)]


def texts(story: Story, positions: Iterable[int]) -> dict[int, Text]:
    """The story's chapters at these positions, as readers have them, or as drafts where they do not."""
    found = Chapter.objects.present().filter(story=story, position__in=list(positions))
    without = [f"{of}__{what}" for of in ("live", "draft") for what in ("source", "notes", "summary")]
    rows = found.select_related("live", "draft").defer(*without, "live__html")
    return {row.position: _text(row) for row in rows}


def editor_at(chapter: Chapter | naming.Called, place: Place | None = None, text: str = "") -> str:
    """The chapter's editor; a script there finds the words again and selects them."""
    address = reverse("write_chapter", args=[chapter.public_id])
    if place is None or not place.block:
        return address
    # So much before it that it is found, so little that no format is among it.
    return f"{address}#{urlencode({'find': text[max(0, place.start - 30) : place.start], 'mark': place.quote})}"


def _item(at: int, chapter: Chapter, one: Finding, here: Mapping[str, str], others: Mapping[int, Text]) -> Item:
    place, text = one.place, here.get(one.place.block, "")
    offered = [Proposal(words, _parts(place.quote, words)) for words in one.proposals[:MOST_PROPOSALS]]
    passage = _amid(place, text) if text else None
    if passage and len(offered) == 1:
        passage = passages.Passage(passage.before, offered[0].parts, passage.after)
    return Item(
        at,
        one,
        covering.check_name(one.check),
        passage,
        correcting.spot(place, text),
        offered,
        _other(chapter, one.other, here, others) if one.other else None,
        editor_at(chapter, place, text),
    )


def _parts(quote: str, words: str) -> list[Part]:
    """What changes; where only blanks do, which nobody sees struck out, all of it."""
    parts = passages.parts(quote, words)
    if any(part.kind != SAME and part.text.isspace() for part in parts):
        return [part for part in (Part(OUT, quote), Part(IN, words)) if part.text]
    return parts


def _other(chapter: Chapter, place: Place, here: Mapping[str, str], others: Mapping[int, Text]) -> Other:
    elsewhere = others.get(place.chapter) if place.chapter is not None else None
    if elsewhere is None:
        text = here.get(place.block, "")
        return Other(_amid(place, text), "", editor_at(chapter, place, text))
    text = elsewhere.blocks.get(place.block, "")
    address = editor_at(elsewhere.called, place, text)
    if elsewhere.is_live:
        address = reverse("chapter", args=[elsewhere.called.public_id]) + (f"#b-{place.block}" if text else "")
    return Other(_amid(place, text), elsewhere.called.short, address)


def _amid(place: Place, text: str) -> Passage:
    """The place in its sentence; its words alone where the text has them no more."""
    if not place.quote:
        return passages.Passage("", passages.parts(text, None), "")
    start = place.start if text.startswith(place.quote, place.start) else text.find(place.quote)
    if start < 0:
        return passages.Passage("", passages.parts(place.quote, None), "")
    return passages.span(text, start, start + len(place.quote))


def _text(row: Chapter) -> Text:
    text = row.live or getattr(row, "draft", None)
    blocks = {block.id: block.text or block.ornament for block in text.blocks} if text else {}
    return Text(naming.called(row), blocks, row.is_published)
