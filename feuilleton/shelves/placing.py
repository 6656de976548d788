"""Where a reader is in a story: kept as they read, found again in whatever the text has become.

The place is the last one by the clock of the device that was read on; a chapter's mark keeps the furthest spot in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, F, FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, StrIndex

from feuilleton.accounts import visiting
from feuilleton.accounts.models import name_key
from feuilleton.kit.prepared import Prepared
from feuilleton.shelves import carrying
from feuilleton.shelves.carrying import TOP, Spot
from feuilleton.shelves.models import DROPPED, PAUSED, Favorite, Mark, Place, Reader, Shelved
from feuilleton.stories.models import Authorship, Chapter, Revision, Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader's browser says: a spot in a revision's text (by its key), when, on what, and whether it is the end.

    `seen_at`: the moment by the device's own clock.
    """

    spot: Spot
    revision: int
    seen_at: datetime
    device: str = ""
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A chapter as one reader has it open: what `remember` must know of it, found by one question."""

    user: int
    chapter: int
    story: int
    called: str
    knows_revision: bool
    keeps_history: bool
    has_place: bool
    mark: int | None
    is_read: bool
    was_further: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter as it is called in passing."""

    public_id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where a reader is in a story: at `spot` (in the live text) of `chapter`, or, `at_end`, behind it.

    `next`: the chapter that is read next then; None when there is none yet.
    """

    story: int
    story_id: str
    story_title: str
    language: str
    chapter: Heading
    spot: Spot
    at_end: bool
    next: Heading | None
    seen_at: datetime
    device: str

    @property
    def goes_on(self) -> bool:
        """Whether there is something to read from here on."""
        return not self.at_end or self.next is not None


@dataclass(frozen=True, slots=True)
class Mine:
    """What one reader has of a chapter: the spot where they last were in it, the furthest one, and whether it is read.

    Spots are in the live text; None where there is none. `revision`: the key of the text that they read, where that is
    known. And of its story: whether they keep it, and whether they wrote it.
    """

    last: Spot | None = None
    furthest: Spot | None = None
    is_read: bool = False
    device: str = ""
    is_favorite: bool = False
    is_own: bool = False
    keeps_history: bool = True
    revision: int | None = None


NOTHING = Mine()


def opened(visitor: Visitor, public_id: str, seen: Seen) -> Opened | None:
    """The published chapter of that address as this visitor has it open; None when it is not theirs to read."""
    if visitor.user is None:
        return None
    row = _opened.first(
        visitor.kind, public_id=public_id, needle=f'id="b-{seen.spot.block}"', revision=seen.revision, **visitor.key
    )
    if row is None:
        return None
    chapter, story, number, title, knows, paused, place, mark, is_read, block, offset, there, was = row
    same = block == seen.spot.block
    was_further = offset >= seen.spot.offset if same else bool(was and there and was > there)
    return Opened(
        visitor.user.pk, chapter, story, called(number, title), knows, paused is None,
        place is not None, mark, bool(is_read), mark is not None and was_further,
    )  # fmt: skip


def remember(opened: Opened, seen: Seen, *, at: datetime) -> bool:
    """Keep where somebody is. Returns whether it was kept: not while their history is paused.

    A place that was seen earlier than the one there is changes only the chapter's mark. A clock that is ahead of ours
    is not believed. At most two queries, three the first time in a story.
    """
    if not opened.keeps_history:
        return False
    with transaction.atomic():
        _keep_place(opened, seen, at=at)
        _keep_mark(opened, seen, at=at)
    return True


def _keep_place(opened: Opened, seen: Seen, *, at: datetime) -> None:
    seen_at = min(seen.seen_at, at)
    fields = _fields(opened, seen) | {
        "chapter_id": opened.chapter, "at_end": seen.at_end, "seen_at": seen_at, "device": seen.device[:60]
    }  # fmt: skip
    if opened.has_place:
        Place.objects.filter(user=opened.user, story=opened.story, seen_at__lte=seen_at).update(**fields)
    else:
        # Another device may have been first by a moment; then its place stands until the next one is told.
        Place.objects.bulk_create([Place(user_id=opened.user, story_id=opened.story, **fields)], ignore_conflicts=True)


def _keep_mark(opened: Opened, seen: Seen, *, at: datetime) -> None:
    fields = _fields(opened, seen) | {"at": at, "is_read": seen.at_end}
    if opened.mark is None:
        row = Mark(
            user_id=opened.user, story_id=opened.story, chapter_id=opened.chapter, called=opened.called, **fields
        )
        Mark.objects.bulk_create([row], ignore_conflicts=True)
    elif seen.at_end or not (opened.is_read or opened.was_further):
        Mark.objects.filter(pk=opened.mark).update(**fields)


def _fields(opened: Opened, seen: Seen) -> dict[str, Any]:
    return {
        "revision_id": seen.revision if opened.knows_revision else None,
        "block": seen.spot.block,
        "offset": seen.spot.offset,
    }


def mine(user: User, chapter: Chapter) -> Mine:
    """What this reader has of a published chapter. One query; two more, once, when its text was changed since."""
    assert chapter.live_id is not None
    row = _mine.first(user=user.pk, chapter=chapter.pk)
    if row is None:
        return NOTHING
    live = chapter.live_id
    (block, offset, revision, is_read), (place_in, at_block, at_offset, at_revision, device) = row[:4], row[4:9]
    kept, own, paused = row[9:]
    is_here = place_in == chapter.pk
    return Mine(
        last=carrying.between(at_revision or live, live, Spot(at_block, at_offset)) if is_here else None,
        furthest=carrying.between(revision or live, live, Spot(block, offset)) if block else None,
        is_read=bool(is_read),
        device=device if is_here else "",
        is_favorite=kept,
        is_own=own,
        keeps_history=paused is None,
        revision=revision or (at_revision if is_here and is_read is None else None),
    )


def where(user: User, story: Story) -> Where | None:
    """Where this reader is in the story; None when they have not begun, or what they were in is gone."""
    found = everywhere(user, stories=[story.pk])
    return found[0] if found else None


def everywhere(user: User, *, stories: Iterable[int] | None = None, at_most: int = 100) -> list[Where]:
    """Where this reader is in these stories, or in all, lately read first; only where they may still read."""
    places = places_of(user)
    if stories is not None:
        places = places.filter(story__in=list(stories))
    return wheres(list(places[:at_most]))


def under_way(user: User, *, at_most: int) -> list[Where]:
    """What this reader may go on with, lately read first: no story that they have dropped or paused."""
    set_aside = Shelved.objects.filter(user=user, story=OuterRef("story"), state__in=[DROPPED, PAUSED])
    places = places_of(user).exclude(Exists(set_aside))
    places = places.filter(Q(at_end=False) | Q(on__isnull=False))
    return wheres(list(places[:at_most]))


def places_of(user: User) -> QuerySet[Any]:
    """The reader's places in chapters they may read, lately read first, each with the key of the chapter after it."""
    visitor = visiting.Visitor(user)
    after = Chapter.objects.published().filter(story=OuterRef("story"))
    here = Q(position__gt=OuterRef("chapter__position")) | Q(
        position=OuterRef("chapter__position"), pk__gt=OuterRef("chapter_id")
    )
    readable = Chapter.objects.visible_to(visitor).published().filter(pk=OuterRef("chapter_id"))
    return (
        Place.objects.filter(Exists(readable), user=user)
        .annotate(on=Subquery(after.filter(here).order_by("position", "id").values("pk")[:1]))
        .select_related("story", "chapter__live")
        .only(
            *("user", "revision", "block", "offset", "at_end", "seen_at", "device"),
            *("story__public_id", "story__title", "story__language"),
            *("chapter__public_id", "chapter__story", "chapter__live__number", "chapter__live__title"),
        )
        .order_by("-seen_at", "-id")
    )


def wheres(places: list[Any]) -> list[Where]:
    """Rows of `places_of` as what is said of them."""
    following = _headings([place.on for place in places if place.at_end and place.on])
    return [_where(place, following.get(place.on)) for place in places]


def _where(place: Any, following: Heading | None) -> Where:
    live = place.chapter.live
    spot = TOP if place.at_end else Spot(place.block, place.offset)
    return Where(
        story=place.story_id,
        story_id=place.story.public_id,
        story_title=place.story.title,
        language=place.story.language,
        chapter=Heading(place.chapter.public_id, live.number, live.title),
        spot=carrying.between(place.revision_id or live.pk, live.pk, spot),
        at_end=place.at_end,
        next=following if place.at_end else None,
        seen_at=place.seen_at,
        device=place.device,
    )


def _headings(keys: list[int]) -> dict[int, Heading]:
    if not keys:
        return {}
    rows = Chapter.objects.filter(pk__in=keys).values_list("pk", "public_id", "live__number", "live__title")
    return {pk: Heading(*rest) for pk, *rest in rows}


def reached(user: User, story: Story) -> int | None:
    """The position of the furthest chapter that this reader has read in or marked; None when there is none."""
    found: int | None = Mark.objects.filter(user=user, story=story).aggregate(far=Max("chapter__position"))["far"]
    return found


def called(number: str, title: str) -> str:
    """What makes a chapter the one that was deleted before it, posted again; "" for nameless ones."""
    return name_key(f"{number} {title}")[:300]


_opened = Prepared(
    lambda kind, public_id, needle, revision, user: (
        Chapter.objects.visible_to(visiting.like(kind, user))
        .published()
        .filter(public_id=public_id)
        .annotate(
            my_mark=FilteredRelation("marks", condition=Q(marks__user=user)),
            my_place=FilteredRelation("story__places", condition=Q(story__places__user=user)),
            knows=Exists(Revision.objects.filter(pk=revision, chapter=OuterRef("pk"))),
            paused=Subquery(Reader.objects.filter(user=user).values("history_paused_at")[:1]),
            there=StrIndex("live__html", Value(needle)),
            was=StrIndex("live__html", Concat(Value('id="b-'), F("my_mark__block"), Value('"'))),
        )
        .values_list(
            *("pk", "story_id", "live__number", "live__title", "knows", "paused", "my_place__pk"),
            *("my_mark__pk", "my_mark__is_read", "my_mark__block", "my_mark__offset", "there", "was"),
        )
    )
)
_mine = Prepared(
    lambda user, chapter: (
        Chapter.objects.filter(pk=chapter)
        .annotate(
            my_mark=FilteredRelation("marks", condition=Q(marks__user=user)),
            my_place=FilteredRelation("story__places", condition=Q(story__places__user=user)),
            kept=Exists(Favorite.objects.filter(user=user, story=OuterRef("story"))),
            own=Exists(Authorship.objects.filter(pen_name__user=user, story=OuterRef("story"))),
            paused=Subquery(Reader.objects.filter(user=user).values("history_paused_at")[:1]),
        )
        .values_list(
            *("my_mark__block", "my_mark__offset", "my_mark__revision_id", "my_mark__is_read"),
            *("my_place__chapter_id", "my_place__block", "my_place__offset", "my_place__revision_id"),
            *("my_place__device", "kept", "own", "paused"),
        )
    )
)
