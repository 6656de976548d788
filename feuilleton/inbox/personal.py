"""What concerns one person alone, from its rows: reviews of what is theirs, answers to them, what became of what they
found, what a moderator did."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from feuilleton.inbox import entries, finds
from feuilleton.inbox.entries import Entry, StoryLine
from feuilleton.inbox.joining import Span
from feuilleton.inbox.models import Alert, Glance
from feuilleton.kit.prepared import Prepared
from feuilleton.reviews.models import SHOWN, Review
from feuilleton.stories.asking import Stories
from feuilleton.stories.models import Story

# Each of these alone would fill an inbox: they are told as a sum (`sums`).
SUMMED = ("story_favorited", "person_favorited", "note_written", "note_reopened")


def told(user: int, span: Span, *, enough: int, to_answer: bool = False) -> tuple[list[Entry], int | None]:
    """What concerns this person alone, in the order of the span, and up to which event it was read (None: to the end).

    `to_answer`: nothing but reviews of their stories that they have not answered.
    """
    rows = _alerts(
        *(span.oldest, to_answer, span.story is not None, enough + 1),
        **{"user": user, "edge": span.edge, "floor": span.floor} | ({"story": span.story} if span.story else {}),
    )
    bound = rows[enough - 1][0] if len(rows) > enough else None
    return _entries(user, rows[:enough]), bound


def put_back(user: int, events: list[int]) -> list[Entry]:
    """Of these events, those that concern this person alone."""
    return _entries(user, list(_fields(user, Alert.objects.filter(user=user, event__in=events))))


def _entries(user: int, rows: list[Any]) -> list[Entry]:
    said = entries.reviews(user, [row[3] for row in rows if row[3] is not None])
    found = finds.of(user, [finds.Told(*row[:2], *row[4:8]) for row in rows if row[1] in finds.KINDS])
    made = []
    for event, kind, at, review, data, _note, _by, _story, seen, is_own, *story in rows:
        if event in found if kind in finds.KINDS else review is None or review in said:
            entry = Entry([event], kind, at, StoryLine(*story), seen, is_own=is_own, data=data)
            entry.said, entry.found = said.get(review), found.get(event)
            made.append(entry)
    return made


def _alerts_said(
    oldest: bool, to_answer: bool, of_one: bool, most: int, user: int, edge: int, floor: int, **story: int
) -> QuerySet[Any, Any]:
    alerts = Alert.objects.filter(user=user, event__gt=floor).exclude(kind__in=SUMMED)
    if of_one:
        alerts = alerts.filter(**story)
    if to_answer:
        alerts = alerts.filter(Exists(_unanswered(user)))
    if oldest:
        alerts = alerts.filter(event__gt=edge).order_by("event")
    else:
        alerts = alerts.filter(event__lt=edge).order_by("-event")
    return _fields(user, alerts)[:most]


def _fields(user: int, alerts: QuerySet[Alert]) -> QuerySet[Any, Any]:
    seen = Glance.objects.filter(user=user, event=OuterRef("event")).values("read")[:1]
    return (
        alerts.filter(story__isnull=False, story__removed_at=None)
        .annotate(seen=Subquery(seen), is_own=Exists(_mine(user)))
        .values_list(
            *("event", "kind", "at", "review_id", "data", "note_id", "by_id", "story_id", "seen", "is_own"),
            *entries.story_fields("story__"),
        )
    )


def count_to_answer(user: int) -> int:
    """How many reviews of their stories this person has not answered; counts to 100."""
    return len(_to_answer(user=user))


def _to_answer_said(user: int) -> QuerySet[Any, Any]:
    waiting = Alert.objects.filter(user=user, story__removed_at=None).filter(Exists(_unanswered(user)))
    return waiting.values_list("pk")[:100]


def _unanswered(user: int) -> QuerySet[Review]:
    answers = Review.objects.standing().filter(parent=OuterRef("pk"), user=user)
    return (
        Review.objects.filter(pk=OuterRef("review_id"), state=SHOWN, hidden_at=None)
        .filter(Exists(_mine(user)))
        .exclude(Exists(answers))
    )


def _mine(user: int) -> Stories:
    found: Stories = Story.objects.written_by(entries.member(user).user).filter(pk=OuterRef("story_id"))
    return found


_alerts = Prepared(_alerts_said)
_to_answer = Prepared(_to_answer_said)
