"""What a gathered letter tells: what was released since the last one to what somebody follows, or befell their own.

All is asked for when the letter is sent: what was withdrawn, hidden or barred by a block since then is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, prefetch_related_objects

from feuilleton.accounts.models import Block, PenName, User
from feuilleton.accounts.visiting import Visitor
from feuilleton.events.models import Event, Topic
from feuilleton.inbox import finds, hearing, piling
from feuilleton.inbox.entries import Found
from feuilleton.inbox.models import DAILY, WEEKLY, Alert, Digest, Subscription
from feuilleton.inbox.piling import Pile
from feuilleton.reviews.models import Review
from feuilleton.stories.models import Story

SUMS, WORDS = "favorites", "reviews"
PERSONAL = (SUMS, WORDS)
# What was released longer ago than the longest of their turns was in an earlier letter, or was not to be in one.
OLDEST = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class News:
    """An event, what it is about, and the story that is."""

    event: int
    kind: str
    about: Model | None
    story: Story


@dataclass(frozen=True, slots=True)
class Sum:
    """How many made a story, or an author, a favorite; `guests` of the `count` have no account."""

    about: Story | PenName
    count: int
    guests: int


@dataclass(frozen=True, slots=True)
class Told:
    """What one letter tells: events about what is followed; or reviews with the kinds of their alerts, and what became
    of notes likewise; or sums, and the notes that have come to stories and wait.

    `key`: letters of one key are the same but for whom they go to.
    """

    cadence: str
    key: object
    events: list[News] = field(default_factory=list)
    reviews: list[tuple[str, Review]] = field(default_factory=list)
    finds: list[tuple[str, Found, Story]] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    piles: list[tuple[Story, Pile]] = field(default_factory=list)


def of(rows: list[Digest]) -> Iterator[tuple[Digest, Told | None]]:
    """What each of these letters tells; None where there is nothing, or the person may get no letter now."""
    people = [row.user_id for row in rows]
    reached = set(User.objects.filter(hearing.reached_by_mail(), pk__in=people).values_list("pk", flat=True))
    going = [row for row in rows if row.user_id in reached]
    followed = _followed([row for row in going if row.cadence in (DAILY, WEEKLY)])
    for row in rows:
        if row.user_id not in reached:
            yield row, None
        elif row.cadence == SUMS:
            yield row, _sums(row)
        elif row.cadence == WORDS:
            yield row, _words(row)
        else:
            events = followed.get(row.pk, [])
            key = tuple(one.event for one in events)
            yield row, Told(row.cadence, key=(row.cadence, key), events=events) if events else None


def _followed(rows: list[Digest]) -> dict[int, list[News]]:
    """What each of these letters tells, by the key of its row: a few questions for each event, for all of them."""
    found: dict[int, list[News]] = {row.pk: [] for row in rows}
    wanting = _wanting(rows, _released(rows))
    events = Event.objects.filter(pk__in={event for event, _topic in wanting}, release__stopped_at=None)
    stories: dict[int, Story] = {}
    for event in events.order_by("pk"):
        story = hearing.standing(event)
        if story is None:
            continue
        one = News(event.pk, event.kind, event.subject, stories.setdefault(story.pk, story))
        for topic in event.topics.values_list("name", flat=True):
            if asked := wanting.get((event.pk, topic)):
                heard = hearing.by_mail(hearing.subscriptions(event, story, topic)).filter(pk__in=asked)
                for subscription in heard.values_list("pk", flat=True):
                    found[asked[subscription]].append(one)
    prefetch_related_objects([*stories.values()], "authorships__pen_name")
    return found


def _released(rows: list[Digest]) -> dict[int, int]:
    """What was released in the time that any of these letters tells of: the event, and the one of its release."""
    if not rows:
        return {}
    releases = Event.objects.filter(
        kind="news_released",
        pk__gt=min(row.since for row in rows),
        pk__lte=max(row.until for row in rows),
        at__gte=datetime.combine(min(row.day for row in rows), time(), UTC) - OLDEST,
    )
    return {data["event"]: release for release, data in releases.values_list("pk", "data")}


def _wanting(rows: list[Digest], released: dict[int, int]) -> dict[tuple[int, str], dict[int, int]]:
    """By event and topic: the subscriptions it is new to, each with the row of the letter it would be told in."""
    told_under: dict[str, list[int]] = {}
    for name, event in Topic.objects.filter(event__in=released).values_list("name", "event_id"):
        told_under.setdefault(name, []).append(event)
    letters = {(row.user_id, row.cadence): row for row in rows}
    following = Subscription.objects.active().filter(user__in=[row.user_id for row in rows], mail=True)
    following = following.filter(cadence__in=(DAILY, WEEKLY))
    wanting: dict[tuple[int, str], dict[int, int]] = {}
    for one in following.only("user_id", "topic", "cadence", "since", "told"):
        row = letters.get((one.user_id, one.cadence))
        for event in told_under.get(one.topic, []) if row else []:
            if row and event > max(one.since, one.told) and row.since < released[event] <= row.until:
                wanting.setdefault((event, one.topic), {})[one.pk] = row.pk
    return wanting


def _alerts(row: Digest) -> QuerySet[Alert]:
    apart = Block.objects.filter(
        Q(by=OuterRef("user_id"), user=OuterRef("by_id")) | Q(user=OuterRef("user_id"), by=OuterRef("by_id"))
    )
    mine = Alert.objects.filter(user=row.user_id, event__gt=row.since, event__lte=row.until, data__gathered=True)
    return mine.exclude(Exists(apart)).order_by("event")


def _sums(row: Digest) -> Told | None:
    if row.user.wishes.favorites != DAILY:
        return None
    counts = {"count": Count("pk"), "guests": Count("pk", filter=Q(data__guest=True))}
    theirs = Story.objects.written_by(row.user)
    stories = {story.pk: story for story in theirs}
    names = {name.pk: name for name in PenName.objects.of(row.user)}
    by_story = _alerts(row).filter(kind="story_favorited", story__in=stories)
    by_name = _alerts(row).filter(kind="person_favorited", data__pen_name__in=list(names))
    sums = [
        *(Sum(stories[key], *two) for key, *two in by_story.order_by("story").values_list("story").annotate(**counts)),
        *(Sum(names[key], *two) for key, *two in by_name.order_by().values_list("data__pen_name").annotate(**counts)),
    ]
    of_notes = _alerts(row).filter(kind__in=("note_written", "note_reopened"), story__in=stories)
    came = [key for key in of_notes.values_list("note_id", flat=True) if key is not None]
    waiting = piling.waiting(row.user, list(stories), among=came) if came else {}
    piles = [(stories[key], pile) for key, pile in sorted(waiting.items())]
    return Told(row.cadence, key=row.pk, sums=sums, piles=piles) if sums or piles else None


def _words(row: Digest) -> Told | None:
    wishes = row.user.wishes
    became = _became(row) if wishes.answers == DAILY else []
    kinds = {"review_written": wishes.reviews, "review_answered": wishes.answers}
    gathered = [kind for kind, wish in kinds.items() if wish == DAILY]
    alerts = list(_alerts(row).filter(kind__in=gathered).values_list("kind", "review_id"))
    seen = Review.objects.told_to(Visitor(row.user)).standing().filter(pk__in=[key for _kind, key in alerts])
    found = {review.pk: review for review in seen.select_related("story", "pen_name")}
    reviews = [(kind, found[key]) for kind, key in alerts if key in found]
    return Told(row.cadence, key=row.pk, reviews=reviews, finds=became) if reviews or became else None


def _became(row: Digest) -> list[tuple[str, Found, Story]]:
    """What was mended of what they found, and answers to their notes; not what was left as it is."""
    alerts = list(_alerts(row).filter(kind__in=(finds.ARE_MENDED, finds.IS_ANSWERED)).select_related("story"))
    found = finds.of(row.user_id, [finds.told(alert) for alert in alerts])
    told = [(alert.kind, found[alert.event], alert.story) for alert in alerts if alert.event in found]
    return [(kind, one, story) for kind, one, story in told if story is not None]
