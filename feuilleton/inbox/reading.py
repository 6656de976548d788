"""One person's inbox: what they are told because they follow it, and what concerns them alone, as one list.

It is put together when it is read; so whatever may no longer be seen is gone from it, and what was just committed is
in it. Pages are parted by events, so that nothing is shown twice or passed over while more comes in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from feuilleton.accounts.models import User
from feuilleton.events.models import Topic
from feuilleton.inbox import joining, personal
from feuilleton.inbox.entries import Entry
from feuilleton.inbox.joining import Span
from feuilleton.inbox.models import Alert, Glance, Subscription, Wishes
from feuilleton.kit.prepared import Prepared

ALL, NEW, TO_ANSWER = "all", "new", "answer"
SHOWS = (ALL, NEW, TO_ANSWER)
A_PAGE = 30
MOST_COUNTED = 100
MOST_PUT_BACK = 100


@dataclass(frozen=True, slots=True)
class Page:
    """A part of an inbox. `edge`: where the next part begins, None at the end. `read_to`: what counts as read."""

    entries: list[Entry]
    edge: int | None
    read_to: int

    def is_new(self, entry: Entry) -> bool:
        return entry.is_new(self.read_to)

    @property
    def new(self) -> list[Entry]:
        return [entry for entry in self.entries if self.is_new(entry)]


def page(
    user: User,
    *,
    show: str = ALL,
    edge: int | None = None,
    oldest: bool = False,
    story: int | None = None,
    each: int = A_PAGE,
) -> Page:
    """The newest part of somebody's inbox, or the one that goes on from `edge` (the `edge` of the page before).

    `show`: all of it, what is new, or reviews to answer; `oldest`: the oldest first; `story`: what is about the story
    with this key.
    """
    read_to = _read_to(user)
    span = Span(
        edge=edge if edge is not None else 0 if oldest else joining.END,
        oldest=oldest,
        floor=read_to if show == NEW else 0,
        story=story,
    )
    found, bound = personal.told(user.pk, span, enough=each, to_answer=show == TO_ANSWER)
    if show != TO_ANSWER:
        followed, its_bound = joining.told(user.pk, span, enough=each)
        found, bound = found + followed, _nearer(span, bound, its_bound)
    if show == NEW:
        found = [entry for entry in found + _put_back(user, span) if entry.is_new(read_to)]
    found = [entry for entry in found if span.reaches(entry.event, bound)]
    found.sort(key=lambda entry: entry.event, reverse=not oldest)
    return Page(found[:each], _edge(span, found, each, bound), read_to)


def count_new(user: User) -> int:
    """How many new things are in somebody's inbox. Counts to 100: whoever has more is told so.

    One question where nothing has happened since they looked, as nearly always.
    """
    if not _may_be_new(user=user.pk):
        return 0
    return len(page(user, show=NEW, each=MOST_COUNTED).entries)


def count_to_answer(user: User) -> int:
    """How many reviews of somebody's stories they have not answered. Counts to 100."""
    return personal.count_to_answer(user.pk)


def _read_to(user: User) -> int:
    row: tuple[int] | None = _read.first(user=user.pk)
    return row[0] if row else 0


def _may_be_new_said(user: int) -> QuerySet[Any, Any]:
    """That person, if anything has happened that could be new to them; it may yet not be theirs to see."""
    read_to = Coalesce(Subquery(Wishes.objects.filter(user=user).values("read_to")[:1]), 0)
    concerning = Alert.objects.filter(user=user, event__gt=read_to).exclude(kind__in=personal.SUMMED)
    news = Topic.objects.filter(name=OuterRef("topic"), event_id__gt=OuterRef("since")).filter(event_id__gt=read_to)
    followed = Subscription.objects.active().filter(user=user).filter(Exists(news))
    put_back = Glance.objects.filter(user=user, read=False)
    anything = Q(Exists(concerning)) | Q(Exists(followed)) | Q(Exists(put_back))
    return User.objects.filter(anything, pk=user).values_list("pk")


_may_be_new = Prepared(_may_be_new_said)
_read = Prepared(lambda user: Wishes.objects.filter(user=user).values_list("read_to"))


def _put_back(user: User, span: Span) -> list[Entry]:
    """What was read by its place in the log, but put back among the new."""
    kept = Glance.objects.filter(user=user, read=False, event__lte=span.floor).order_by("-event")
    anywhere = replace(span, floor=0)
    events = [event for event in kept.values_list("event", flat=True)[:MOST_PUT_BACK] if anywhere.is_beyond(event)]
    if not events:
        return []
    found = joining.put_back(user.pk, events, anywhere) + personal.put_back(user.pk, events)
    return [entry for entry in found if span.story in (None, entry.story.pk)]


def _nearer(span: Span, one: int | None, other: int | None) -> int | None:
    """Of two bounds the one that is reached first."""
    bounds = [bound for bound in (one, other) if bound is not None]
    return span.nearer(bounds)[0] if bounds else None


def _edge(span: Span, found: list[Entry], each: int, bound: int | None) -> int | None:
    return span.nearer(found[each - 1].events)[-1] if len(found) > each else bound
