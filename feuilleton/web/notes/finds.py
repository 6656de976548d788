"""All that a reader said of passages, story by story, and what became of it; and what they keep for themselves."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from feuilleton.http import answers, paging
from feuilleton.http.visitor import visitor_of
from feuilleton.notes import models
from feuilleton.notes.models import AGAINST, HERE, Credit, Note, Placement
from feuilleton.stories.models import Chapter, Revision
from feuilleton.web import comparing, measures
from feuilleton.web.addresses import address
from feuilleton.web.notes import opposing, states
from feuilleton.web.reviews import names
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor
    from feuilleton.web.comparing import Part

_OTHERS = (models.PRIVATE, models.CLARIFICATION)


class Find(NamedTuple):
    """A note of one's own. `quote` and `where`: "" where its story is not one's to read any more."""

    note: Note
    kind: str
    reaction: str
    quote: str
    against: str
    difference: list[Part]
    where: str
    called: str
    state: str
    may_reopen: bool
    is_thanked: bool
    named: str


class OfStory(NamedTuple):
    """The finds in one story. `title` is "" where it is not one's to read any more."""

    title: str
    url: str
    language: str
    finds: list[Find]


@signed_in
def finds(request: HttpRequest) -> HttpResponse:
    """What was said to authors."""
    user = writer(request)
    page = paging.page_of(request, in_order(Note.objects.written_by(user).exclude(kind__in=_OTHERS)))
    mended = Credit.objects.earned_by(user).count()
    context = _context(request, page) | {"sum": _mended(mended) if mended else "", "own": own_of(user).count()}
    return answers.page(request, "notes/finds.html", context)


@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """What somebody keeps for themselves."""
    user = writer(request)
    page = paging.page_of(request, in_order(own_of(user)))
    return answers.page(request, "notes/own.html", _context(request, page))


def own_of(user: User) -> QuerySet[Note]:
    """The notes that only this person sees."""
    found: QuerySet[Note] = Note.objects.written_by(user).filter(kind=models.PRIVATE)
    return found


def in_order(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Story by story, the one first in which they wrote last; in each the newest first."""
    in_story = notes.filter(story=OuterRef("story")).order_by("-id")
    return notes.annotate(latest=Subquery(in_story.values("id")[:1])).order_by("-latest", "-story", "-id")


def with_places(notes: Any) -> QuerySet[Note]:
    """With all that is shown of them."""
    found: QuerySet[Note] = notes.select_related(
        "story", "chapter__live", "pen_name", "resolved_in", "credit"
    ).with_places()
    return found.defer(
        *("chapter__live__packed", "chapter__live__source", "chapter__live__html", "story__other_headers"),
        *("resolved_in__packed", "resolved_in__source", "resolved_in__html"),
    )


def readable(notes: Sequence[Note], visitor: Visitor) -> set[int]:
    """The keys of those whose story and chapter this reader may still see."""
    return set(Note.objects.visible_to(visitor).filter(pk__in=[note.pk for note in notes]).values_list("pk", flat=True))


def chapters_of(notes: Sequence[Any], visitor: Visitor) -> dict[int, str]:
    """The public ids of the chapters in which their passages stand, by the keys of these passages’ revisions; only of
    those that this reader may see."""
    revisions = {place.revision_id for note in notes for place in note.places}
    seen = Chapter.objects.visible_to(visitor).published()
    return dict(Revision.objects.filter(pk__in=revisions, chapter__in=seen).values_list("pk", "chapter__public_id"))


def _context(request: HttpRequest, page: Any) -> dict[str, Any]:
    keys = [note.pk for note in page.rows]
    rows = sorted(with_places(Note.objects.filter(pk__in=keys)), key=lambda note: keys.index(note.pk))
    visitor, as_read = visitor_of(request), _as_read(rows)
    seen, chapters = readable(rows, visitor), chapters_of(rows, visitor)
    stories = [
        _of_story(story, [_find(note, chapters, as_read.get(note.pk, ""), is_there=note.pk in seen) for note in notes])
        for story, notes in groupby(rows, lambda note: note.story)
    ]
    return {"page": page, "stories": stories, "names": names.signer(writer(request)).names}


def _of_story(story: Any, found: list[Find]) -> OfStory:
    if not any(one.where for one in found):
        return OfStory("", "", story.language, found)
    return OfStory(story.title, address("story", story.public_id), story.language, found)


def _as_read(notes: Sequence[Note]) -> dict[int, str]:
    """The words as they were read when the note was made, by the keys of those that are mended."""
    mended = [note.pk for note in notes if note.is_mended]
    if not mended:
        return {}
    # The first placement comes last, and stays.
    places = Placement.objects.filter(note__in=mended, part=HERE).order_by("-pk")
    return dict(places.values_list("note", "quote"))


def _find(note: Any, chapters: Collection[int], as_read: str, *, is_there: bool) -> Find:
    place = next((one for one in note.places if one.part == HERE), None)
    against = next((one for one in note.places if one.part == AGAINST), None)
    where = address("chapter", note.chapter.public_id) if is_there else ""
    if where and place is not None and not place.is_detached:
        where += f"#b-{place.start_block}"
    quote = place.quote if place is not None and is_there else ""
    before, after = (as_read, quote) if note.is_mended else (quote, note.replacement)
    changed = is_there and bool(before) and after is not None and before != after
    thanked = getattr(note, "credit", None)
    return Find(
        note=note,
        kind=str(dict(models.KINDS)[note.kind]),
        reaction=str(dict(models.REACTIONS).get(note.reaction, "")),
        quote=quote,
        against=against.quote if against is not None and is_there and against.revision_id in chapters else "",
        difference=comparing.words(before, after) if changed else [],
        where=where,
        called=opposing.called(note.chapter) if is_there else "",
        state=states.said(note),
        may_reopen=not note.is_waiting and note.reopened_by_reader_at is None and note.kind not in _OTHERS,
        is_thanked=thanked is not None,
        named=note.pen_name.public_id if note.names_me and note.pen_name is not None else "nobody",
    )


def _mended(count: int) -> str:
    words = ngettext("One thing you found is mended.", "%(count)s things you found are mended.", count)
    return words % {"count": measures.number(count)}
