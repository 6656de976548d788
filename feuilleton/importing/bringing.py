"""From a manuscript to a story: drafts that nobody sees yet, made in one go, and taken back the same way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts import naming
from feuilleton.accounts.models import PenName
from feuilleton.events import recording
from feuilleton.importing.models import Manuscript
from feuilleton.kit import numerals, text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import aligning, marking, sources
from feuilleton.stories import arranging, composing, describing, drafting, models, removing, starting
from feuilleton.stories.composing import Typed
from feuilleton.stories.describing import Header
from feuilleton.stories.models import Chapter, Story
from feuilleton.tags.models import CHARACTER, FANDOM, RELATIONSHIP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.importing.parting import Note, Part
    from feuilleton.importing.proposal import Proposal
    from feuilleton.stories.composing import Composed

_MOST_OF_A_LINE = 2_000
_MOST_LINES = 100
MOST_CHAPTERS = 500


def header_of(proposal: Proposal, parts: Sequence[Part], *, language: str) -> Header:
    """The story's header as the manuscript says it. The title may be missing."""
    ratings = dict(models.RATINGS)
    return Header(
        title=proposal.title,
        summary=proposal.summary,
        disclaimer=proposal.disclaimer,
        language=language,
        rating=proposal.rating if proposal.rating in ratings else models.UNRATED,
        warnings=[key for key, _name in models.WARNINGS if key in proposal.warning_keys],
        warning_words=", ".join(proposal.warnings),
        planned=max((part.of for part in parts if part.of), default=None),
        tags={
            FANDOM: list(proposal.fandoms),
            RELATIONSHIP: list(proposal.relationships),
            CHARACTER: list(proposal.characters),
        },
        other_headers=other_headers(proposal),
    )


def other_headers(proposal: Proposal) -> list[dict[str, str]]:
    """Header lines without a field of ours. A long one is cut short here; the whole of it is in the kept file."""
    return [_line(note.label, note.text) for note in proposal.others[:_MOST_LINES]]


def bring(
    manuscript: Manuscript,
    *,
    header: Header,
    pen_name: str,
    parts: Sequence[Part],
    by: User | None,
    at: datetime,
    story: Story | None = None,
) -> Story:
    """Make drafts of the manuscript's chapters: of a new story, or of `story`, whose header then stays as it is.

    `pen_name`: one of theirs, or one to be made; without `by`, any there is, or an unclaimed one. Everything is made or
    nothing is. A manuscript that is a story already stays the one it is. Raises Refusal for what does not fit.
    """
    if len(parts) > MOST_CHAPTERS:
        words = _("There are %(count)s chapters in this file; bring up to 500 at once, and the rest after.")
        raise Refusal(words % {"count": f"{len(parts):,}"}, field="parts")
    describing.checked(header if story is None else replace(header, title=story.title))
    composed = [_composed(part, story) for part in parts]
    with transaction.atomic():
        there = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
        if there.story is not None and there.is_brought:
            manuscript.refresh_from_db()
            brought: Story = there.story
            return brought
        started = story is None
        if story is None:
            story = starting.start(header, pen_name=_signed(pen_name, by, at), by=by, at=at)
        else:
            _add_to_header(story, header, by=by, at=at)
        made = _made(story, list(zip(parts, composed, strict=True)), by=by, at=at)
        there.story, there.made, there.brought_at, there.undone_at = story, {"story": started, **made}, at, None
        there.save(update_fields=["story", "made", "brought_at", "undone_at"])
        recording.record("manuscript_brought", by=by, about=there, at=at, touches=[], story=story.pk)
    manuscript.refresh_from_db()
    return story


def undo(manuscript: Manuscript, *, by: User, at: datetime) -> None:
    """Take back what was made of the manuscript, published or not; it waits again, to be brought another time.

    What it made goes in the bin, for thirty days; a draft that it laid beside a published chapter is set aside among
    the chapter's versions. A story that has got further chapters since stays, with those. Twice is once.
    """
    with transaction.atomic():
        there = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
        if not there.is_brought:
            return
        made, story = there.made, there.story
        if story is not None:
            _take_back(story, made, by=by, at=at)
        there.story, there.made, there.brought_at, there.undone_at = None, {}, None, at
        there.save(update_fields=["story", "made", "brought_at", "undone_at"])
        recording.record("manuscript_taken_back", by=by, about=there, at=at, touches=[])
    manuscript.refresh_from_db()


def _line(label: str, said: str) -> dict[str, str]:
    short = said if len(said) <= _MOST_OF_A_LINE else said[:_MOST_OF_A_LINE] + "…"
    return {"label": text.one_line(label)[:_MOST_OF_A_LINE], "text": short}


def _composed(part: Part, story: Story | None) -> Composed:
    """The chapter ready to be stored: its blocks as proposed, with the ids of the chapter whose place it takes."""
    if len(part.source) > composing.MOST_SIGNS:
        raise Refusal(
            _("A chapter is %(length)s letters long; there is room for %(most)s. Part it in two, with a heading.")
            % {"length": f"{len(part.source):,}", "most": f"{composing.MOST_SIGNS:,}"},
            field="parts",
        )
    before = drafting.find(_replaced(part, story)).blocks if part.into and story else []
    typed = Typed(
        source=part.source,
        title=part.title,
        number=part.number,
        notes=[composing.Note(note.place, _in_markdown(note), note.label) for note in part.notes],
        format=part.format,
    )
    return composing.compose_blocks(typed, part.source, aligning.keep_ids(before, part.blocks))


def _in_markdown(note: Note) -> str:
    return marking.to_markdown(sources.from_text(note.text))


def _replaced(part: Part, story: Story) -> Chapter:
    chapter: Chapter | None = story.chapters.present().filter(public_id=part.into).first()
    if chapter is None:
        raise Refusal(
            _("The chapter whose text was to be replaced is gone. Bring this one as a new one."), field="parts"
        )
    return chapter


def _signed(name: str, by: User | None, at: datetime) -> PenName:
    try:
        if by is None:
            return PenName.objects.named(name).first() or naming.make_unclaimed(name, by=None, at=at)
        return naming.own(name, by=by, at=at)
    except Refusal as refusal:
        raise Refusal(refusal.words, field="new_pen_name") from refusal


def _add_to_header(story: Story, header: Header, *, by: User | None, at: datetime) -> None:
    """What stood above the chapter and is not above its story is kept with the story, for its author to see."""
    there = [(line.get("label", ""), line.get("text", "")) for line in story.other_headers]
    said = [
        *((label, words) for label, words, own in (
            (_("Title"), header.title, story.title),
            (_("Summary"), header.summary, story.summary),
            (_("Disclaimer"), header.disclaimer, story.disclaimer),
        ) if words and text.one_line(words) != text.one_line(own)),
        *((line["label"], line["text"]) for line in header.other_headers),
    ]  # fmt: skip
    new = [_line(label, words) for label, words in said if (label, words) not in there]
    planned = story.planned or header.planned
    if new or planned != story.planned:
        stands = describing.header_of(story)
        with_more = replace(stands, planned=planned, other_headers=[*stands.other_headers, *new])
        describing.describe(story, with_more, by=by, at=at)


def _made(
    story: Story, chapters: list[tuple[Part, Composed]], *, by: User | None, at: datetime
) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {"chapters": [], "replaced": []}
    if len(chapters) == 1 and not chapters[0][1].number:
        chapters = [(chapters[0][0], replace(chapters[0][1], number=arranging.next_number(story)))]
    rising = _rise([composed.number for _part, composed in chapters])
    for part, composed in chapters:
        if part.into:
            made["replaced"].append(_beside(_replaced(part, story), composed, by=by, at=at))
            continue
        chapter = starting.add_chapter(story, by=by, at=at, number=composed.number if rising else "")
        drafting.save_composed(chapter, composed, version=0, at=at)
        made["chapters"].append(chapter.public_id)
    return made


def _rise(numbers: Sequence[str]) -> bool:
    """Whether the numbers say where chapters go; otherwise those keep the file's order, at the story's end."""
    values = [numerals.number(number) for number in numbers]
    known = [value for value in values if value is not None]
    return len(known) == len(values) and sorted(set(known)) == known


def _beside(chapter: Chapter, composed: Composed, *, by: User | None, at: datetime) -> str:
    """Lay a draft beside what readers see; one that lay there is set aside among the versions."""
    there = drafting.stored(chapter)
    number = composed.number or drafting.find(chapter).number
    if there is not None:
        drafting.set_aside(chapter, version=there.version, by=by, at=at)
    drafting.save_composed(chapter, replace(composed, number=number), version=0, at=at, based_on=chapter.live)
    return chapter.public_id


def _take_back(story: Story, made: dict[str, list[str]], *, by: User, at: datetime) -> None:
    mine = story.chapters.present().filter(public_id__in=made.get("chapters", []))
    others = story.chapters.present().exclude(public_id__in=made.get("chapters", []))
    if made.get("story") and not others.exists():
        removing.remove_story(story, by=by, at=at)
        return
    for chapter in mine:
        removing.remove_chapter(chapter, by=by, at=at)
    for chapter in story.chapters.present().filter(public_id__in=made.get("replaced", [])):
        draft = drafting.stored(chapter)
        if draft is not None:
            drafting.set_aside(chapter, version=draft.version, by=by, at=at)
