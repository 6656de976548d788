"""What stands beside a chapter's text: clarifications at their passages, how many notes there are, a list of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.messages import get_messages
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import ngettext
from markupsafe import Markup

from feuilleton.kit.prepared import Prepared
from feuilleton.notes import carrying, models
from feuilleton.notes.models import AGAINST, Carried, Note
from feuilleton.shelves.models import Mark
from feuilleton.stories.models import Chapter
from feuilleton.web import fixed, measures
from feuilleton.web.notes import states, weaving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor

TOLD = "at-"  # what the tags of a message begin with that is said beside a paragraph, by its id


class Row(NamedTuple):
    """A note as it is shown. `who`: the pen name it stands under, None for “a reader”; `spot`: for what paints it.

    `replacement`: what should stand there, until it does."""

    public_id: str
    kind: str
    block: str
    spot: str
    quote: str
    words: str
    reaction: str
    replacement: str | None
    answer: str
    who: Any
    is_own: bool
    state: str

    @property
    def stands_there(self) -> bool:
        """Whether its words are shown at the passage itself."""
        return bool(self.block) and self.kind in (models.CLARIFICATION, models.PRIVATE)


class Shown(NamedTuple):
    """A chapter with its notes: the text, with what stands after its paragraphs ("": nothing does); and the list."""

    text: Markup = Markup("")
    list: Markup = Markup("")
    touches: frozenset[str] = frozenset()


NOTHING = Shown()


def flagged(chapters: QuerySet[Chapter]) -> QuerySet[Chapter]:
    """Each with `has_notes`, whether anything is published beside it; `has_notes_ahead`, whether some of that speaks of
    another passage; and `has_notes_due`, whether they are still to be carried to the text that readers have."""
    there = Note.objects.published().filter(chapter=OuterRef("pk"))
    due = Carried.objects.filter(chapter=OuterRef("pk")).exclude(revision=OuterRef("live"))
    return chapters.annotate(
        has_notes=Exists(there),
        has_notes_ahead=Exists(there.filter(placements__part=AGAINST)),
        has_notes_due=Exists(due),
    )


def for_everybody(chapter: Any) -> Shown:
    """What everybody is shown who may read the chapter, of whom nothing is known. Needs `flagged`."""
    if not chapter.has_notes:
        return NOTHING
    _catch_up(chapter)
    return _drawn(chapter, [_row(note, None) for note in _published(chapter=chapter.pk)])


def for_reader(
    request: HttpRequest, visitor: Visitor, chapter: Any, *, has_noted: bool, is_apart: bool
) -> Shown | None:
    """What this reader is shown where it is not what everybody is: their own notes, what came of a form, nothing of who
    is apart from them. None where it is the same."""
    told = _told(request)
    differs = has_noted or (chapter.has_notes and (is_apart or chapter.has_notes_ahead))
    user = visitor.user
    if user is None or not (told or differs):
        return None
    if not (has_noted or chapter.has_notes):
        return Shown(weaving.woven(chapter.live.html, told))
    if has_noted:
        carrying.catch_up(chapter)  # The chapter may be one that all share, read before this person's first note.
    else:
        _catch_up(chapter)
    passed = _passed(user, chapter) if chapter.has_notes_ahead else []
    notes = Note.objects.said_to(visitor).filter(chapter=chapter).shown_beside(user)
    notes = _placed(notes.not_ahead(passed, by=user))
    return _drawn(chapter, [_row(note, user) for note in notes], told)


def clarified(chapters: Sequence[Any]) -> dict[int, Markup]:
    """For the page with all chapters: the texts of those that have clarifications, with these in them, by their keys.
    Needs `flagged`."""
    having = [chapter for chapter in chapters if chapter.has_notes]
    for chapter in having:
        _catch_up(chapter)
    notes = Note.objects.published().filter(chapter__in=having, kind=models.CLARIFICATION)
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for note in _placed(notes) if having else ():
        found[note.chapter_id].append(_row(note, None))
    return {
        chapter.pk: weaving.woven(chapter.live.html, _after(chapter, found[chapter.pk], lists=False))
        for chapter in having
        if found[chapter.pk]
    }


def _passed(user: User, chapter: Chapter) -> list[int]:
    """The chapters further on that this reader is through with: read to their end, or behind where they have been."""
    marks = Mark.objects.filter(user=user, story=chapter.story_id, chapter__position__gt=chapter.position)
    read = [(position, is_read) for position, is_read in marks.values_list("chapter__position", "is_read")]
    if not read:
        return []
    furthest = max(position for position, _is_read in read)
    done = {position for position, is_read in read if is_read}
    others = Chapter.objects.filter(story=chapter.story_id, position__gt=chapter.position, position__lte=furthest)
    return [key for key, place in others.values_list("pk", "position") if place < furthest or place in done]


def _told(request: HttpRequest) -> dict[str, Markup]:
    """What is said once of a form that was sent about a paragraph, by the paragraph's id."""
    said = {}
    for message in get_messages(request):
        if message.extra_tags.startswith(TOLD):
            said[message.extra_tags.removeprefix(TOLD)] = fixed.component("note").told(message.message)
    return said


def _catch_up(chapter: Any) -> None:
    if chapter.has_notes_due:
        carrying.catch_up(chapter)
        chapter.has_notes_due = False


def _placed(notes: Any) -> Any:
    return notes.with_place_here().select_related("pen_name").oldest_first()


_published = Prepared(lambda chapter: _placed(Note.objects.published().filter(chapter=chapter).not_ahead()))


def _row(note: Any, user: User | None) -> Row:
    is_own = user is not None and note.user_id == user.pk
    return Row(
        public_id=note.public_id,
        kind=note.kind,
        block=note.start_block or "",
        spot=f"{note.start_block} {note.start} {note.end_block} {note.end}" if note.start_block else "",
        quote=note.quote or "",
        words=note.source,
        reaction=str(dict(models.REACTIONS).get(note.reaction, "")),
        replacement=None if note.is_mended else note.replacement,
        answer=note.answer,
        who=note.pen_name if note.names_me or note.kind == models.CLARIFICATION else None,
        is_own=is_own,
        state=states.said(note) if is_own else "",
    )


def _drawn(chapter: Any, rows: list[Row], told: dict[str, Markup] | None = None) -> Shown:
    order = {block: place for place, block in enumerate(weaving.ids(chapter.live.html))}
    # A passage may have gone to another chapter, and its paragraph with it.
    rows = [row if row.block in order else row._replace(block="", spot="") for row in rows]
    rows.sort(key=lambda row: (order.get(row.block, len(order)), _start(row)))
    after = _after(chapter, rows, lists=True)
    for block, words in (told or {}).items():
        after[block] = words + after.get(block, Markup(""))
    listed = fixed.component("note").listed(chapter, chapter.story, rows) if rows else Markup("")
    people = {f"person:{row.who.pk}" for row in rows if row.who is not None}
    return Shown(weaving.woven(chapter.live.html, after) if after else Markup(""), listed, frozenset(people))


def _start(row: Row) -> int:
    return int(row.spot.split()[1]) if row.spot else 0


def _after(chapter: Any, rows: Sequence[Row], *, lists: bool) -> dict[str, Markup]:
    """What stands after each paragraph: what is said there, and how many other notes the list has on it."""
    draw, after = fixed.component("note"), defaultdict[str, Markup](Markup)
    for row in rows:
        if row.stands_there:
            after[row.block] += draw.said(row, chapter.story)
    counted = Counter(row.block for row in rows if row.block and not row.stands_there) if lists else Counter[str]()
    for block, count in counted.items():
        first = next(row for row in rows if row.block == block and not row.stands_there)
        after[block] += draw.more(f"#n-{first.public_id}", _notes(count), chapter.story)
    return dict(after)


def _notes(count: int) -> str:
    return ngettext("%(count)s note", "%(count)s notes", count) % {"count": measures.number(count)}
