"""Who may review here: what the author allows, who has blocked whom, and what is known of the one who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from feuilleton.accounts.blocking import Blocked
from feuilleton.accounts.models import Block
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prepared import Prepared
from feuilleton.reviews import screening
from feuilleton.reviews.models import Review
from feuilleton.reviews.screening import Writer
from feuilleton.stories.models import NOBODY, Authorship, Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName, User
    from feuilleton.reviews.wording import Words


class Place(NamedTuple):
    """What is reviewed. `revision`: the key of the text that readers see of the chapter."""

    story: Story
    chapter: Chapter | None = None

    @property
    def revision(self) -> int | None:
        return self.chapter.live_id if self.chapter else None

    @property
    def key(self) -> str:
        return f"c{self.chapter.pk}" if self.chapter else f"s{self.story.pk}"


class Admitted(NamedTuple):
    """Somebody who may write here, and why what they wrote waits ("": it does not)."""

    is_author: bool
    held_why: str


def place_of(reviewed: Chapter | Story) -> Place:
    """The chapter with its story, or the story."""
    return Place(reviewed.story, reviewed) if isinstance(reviewed, Chapter) else Place(reviewed)


def admit(
    place: Place, words: Words, *, by: User, pen_name: PenName, at: datetime, answering: Review | None = None
) -> Admitted:
    """Whether this person may say this here. Raises Refusal when reviews are closed or the name is not theirs; Blocked.

    Authors of the story may answer where others no longer can.
    """
    if pen_name.user_id != by.pk:
        raise Refusal(_("This pen name is not yours."), field="pen_name")
    check_published(place)
    return _admit(place, words, by=by, at=at, answering=answering)


def admit_change(review: Review, words: Words, *, by: User, at: datetime) -> str:
    """Why these words would wait if they were said now in the place of this review: one of `models.WHY_HELD`, or "".

    Raises as `admit`: who could not say it now cannot put it into what they said before.
    """
    place = Place(review.story, review.chapter)
    return _admit(place, words, by=by, at=at, answering=review.parent).held_why


def _admit(place: Place, words: Words, *, by: User, at: datetime, answering: Review | None) -> Admitted:
    known = _known(place, words, by=by, at=at, answering=answering)
    if known.is_apart:
        raise Blocked(_("This is not possible between the two of you."))
    if not (answering and known.is_author):
        check_open(place)
    return Admitted(known.is_author, _why_held(known, place, words, by=by, at=at))


def _why_held(known: Known, place: Place, words: Words, *, by: User, at: datetime) -> str:
    writer = Writer(by.joined_at, is_trusted=known.is_author or by.may_moderate, many_since=known.many_since)
    return screening.why_held(words, place.story, writer, same_on=known.same_on, at=at)


def check_published(place: Place) -> None:
    """Raises Refusal for what readers do not see."""
    if place.story.removed_at or not (place.chapter.is_published if place.chapter else place.story.chapter_count):
        raise Refusal(_("This is not published, so nobody can review it."))


def check_open(place: Place) -> None:
    """Raises Refusal where the author takes no reviews."""
    if place.story.reviews_from == NOBODY:
        raise Refusal(_("The author takes no reviews of this story."))
    if place.chapter and place.chapter.reviews_locked_at:
        raise Refusal(_("The author takes no more reviews of this chapter."))


class Known(NamedTuple):
    """What one question to the database says of a writer and their words."""

    is_author: bool
    is_apart: bool
    same_on: int
    many_since: datetime | None


def _known(place: Place, words: Words, *, by: User, at: datetime, answering: Review | None) -> Known:
    other = (answering and answering.user_id) or by.pk  # Nobody has blocked themselves.
    key = {"key": words.key} if words.key else {}
    is_young = Writer(by.joined_at).is_young(at)
    return Known(*_ask(is_young, bool(key), story=place.story.pk, by=by.pk, other=other, **key)[0])


def same_words_on(story: Any, key: str) -> Coalesce | Value:
    """On how many other stories the words with this key stand. To annotate a query with."""
    if not key:
        return Value(0)
    same = Review.objects.filter(words_key=key).exclude(story=story).order_by().values("words_key")
    return Coalesce(Subquery(same.annotate(stories=Count("story", distinct=True)).values("stories")), 0)


def _say(is_young: bool, _has_key: bool, story: int, by: int, other: int, key: str = "") -> QuerySet[Any, Any]:
    users = Authorship.objects.filter(story=story).values("pen_name__user")
    between = Q(by=by, user__in=users) | Q(user=by, by__in=users) | Q(by=by, user=other) | Q(user=by, by=other)
    newest = Review.objects.filter(user=by).order_by("-id").values("made_at")
    known: QuerySet[Any, Any] = (
        Story.objects.filter(pk=story)
        .annotate(
            is_author=Exists(Authorship.objects.filter(story=OuterRef("pk"), pen_name__user=by)),
            is_apart=Exists(Block.objects.filter(between)),
            same_on=same_words_on(story, key),
            many_since=Subquery(newest[screening.MANY - 1 : screening.MANY])
            if is_young
            else Value(None, DateTimeField()),
        )
        .values_list("is_author", "is_apart", "same_on", "many_since")
    )
    return known


_ask = Prepared(_say)
