"""What one person is told because they follow it: the log joined with what they follow, at the moment it is read.

Nothing is written when a chapter comes out, however many follow it; so it is in every inbox when the commit returns.
Of all that somebody follows, only what has the newest news is read (or the oldest, going the other way): first the
nearest event of each subscription, by one step into an index, then the events of those whose nearest is near enough.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Greatest

from feuilleton.events.models import Topic
from feuilleton.inbox import entries
from feuilleton.inbox.entries import ANNOUNCED, CHAPTER, COMPLETED, PAUSED, RESUMED, Entry, StoryLine
from feuilleton.inbox.models import COMPLETE, Glance, Subscription
from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import HIATUS, ONGOING

END = 2**62  # no event has so great a number
A_LOT = 40  # names are asked for in lots of this size, so that few queries have to be written
MANY_TIMES = 3  # as many events are looked at as are wanted: some are no longer to be seen


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of somebody's inbox: the events beyond `edge` (before it, or after it where `oldest` comes first).

    `floor`: nothing up to this event. `story`: nothing but what is about the story with this key.
    """

    edge: int = END
    oldest: bool = False
    floor: int = 0
    story: int | None = None

    def is_beyond(self, event: int) -> bool:
        return event > max(self.edge, self.floor) if self.oldest else self.floor < event < self.edge

    def nearer(self, events: Iterable[int]) -> list[int]:
        """The events, each once, in the order in which they are read."""
        return sorted(set(events), reverse=not self.oldest)

    def reaches(self, event: int, bound: int | None) -> bool:
        """Whether what was read up to `bound` (None: to the end) has come as far as this event."""
        return bound is None or (event <= bound if self.oldest else event >= bound)


class Following(NamedTuple):
    """A subscription. `nearest`: the event of its topic that comes first in the span."""

    topic: str
    since: int
    cadence: str
    nearest: int | None
    planned: int | None
    posted: int | None

    @property
    def may_tell(self) -> bool:
        """Not: somebody waits for the end of a story that has not come to one."""
        return self.cadence != COMPLETE or self.posted is None or self.posted == self.planned


class Happened(NamedTuple):
    """An event and its topics. `seen`: what the person said of it, if anything."""

    event: int
    kind: str
    subject: int
    at: datetime
    data: dict[str, Any]
    seen: bool | None
    topics: list[str]


def told(user: int, span: Span, *, enough: int) -> tuple[list[Entry], int | None]:
    """What this person is told, in the order of the span, and up to which event it was read (None: to the end).

    At least `enough` if there are, as a rule; fewer when much of it is no longer to be seen.
    """
    following = {row[0]: Following(*row) for row in _following(span.oldest, **_asked(user, span))}
    happened, bound = _happened(user, span, following, enough)
    governing = {one.event: rule for one in happened if (rule := _rule(one, following)) is not None}
    happened = [one for one in happened if one.event in governing]
    # Nearly always the first ones are all to be seen; the rest is asked for only when they were not enough.
    cut = _first(happened, enough + 2)
    found = _entries(user, happened[:cut], governing)
    if len(found) < enough:
        found += _entries(user, happened[cut:], governing)
    elif cut < len(happened):
        bound = happened[cut - 1].event
    return _as_one(found), _past_pair(happened, bound)


def put_back(user: int, events: list[int], span: Span) -> list[Entry]:
    """Of these events, those that this person is told: what they put back among the new."""
    following = {row[0]: Following(*row) for row in _following(span.oldest, **_asked(user, span))}
    happened = _gathered(_of_events.afresh(user=user, events=events), span)
    governing = {one.event: rule for one in happened if (rule := _rule(one, following)) is not None}
    return _entries(user, [one for one in happened if one.event in governing], governing)


def _first(happened: list[Happened], enough: int) -> int:
    """How many of the events make that many entries."""
    made = 0
    for place, one in enumerate(happened):
        made += not (place and _are_one(happened[place - 1], one))
        if made > enough:
            return place
    return len(happened)


def _past_pair(happened: list[Happened], bound: int | None) -> int | None:
    """The bound; where it lies between two that are one, the second of them."""
    pairs = itertools.pairwise(happened)
    return next((other.event for one, other in pairs if one.event == bound and _are_one(one, other)), bound)


def _are_one(one: Happened, other: Happened) -> bool:
    """Whether of these neighbors one is a chapter, and the other the end of the story that it brought."""
    end, chapter = (one, other) if one.kind == COMPLETED else (other, one)
    return end.kind == COMPLETED and chapter.kind == CHAPTER and end.data.get("chapter") == chapter.subject


def _asked(user: int, span: Span) -> dict[str, int]:
    return {"user": user, "edge": span.edge, "floor": span.floor}


def _following_said(oldest: bool, user: int, edge: int, floor: int) -> QuerySet[Any, Any]:
    news = Topic.objects.filter(name=OuterRef("topic"), event_id__gt=Greatest(OuterRef("since"), Value(floor)))
    if oldest:
        news = news.filter(event_id__gt=Greatest(OuterRef("since"), Value(edge))).order_by("event_id")
    else:
        news = news.filter(event_id__lt=edge).order_by("-event_id")
    nearest = Subquery(news.values("event_id")[:1])
    return (
        Subscription.objects.active()
        .filter(user=user)
        .annotate(nearest=nearest)
        .values_list(
            *("topic", "since", "cadence", "nearest", "story__planned", "story__chapter_count"),
        )
    )


def _happened(user: int, span: Span, following: dict[str, Following], enough: int) -> tuple[list[Happened], int | None]:
    """The events of the span that come first, and up to which one they are all there."""
    asked = {"user": user, "edge": span.edge}
    if span.story is not None:
        names, bound = [f"story:{span.story}"], None
    else:
        telling = {one.topic: one.nearest for one in following.values() if one.nearest and one.may_tell}
        nearest = span.nearer(telling.values())
        bound = nearest[enough] if len(nearest) > enough else None
        names = [topic for topic, event in telling.items() if span.reaches(event, bound)]
    if not names:
        return [], None
    most = MANY_TIMES * enough + A_LOT
    rows = _of_topics(span.oldest, most, **asked, reach=_far(span, bound), names=_lot(names))
    happened = _gathered(rows, span)
    if sum(row[-1] in names for row in rows) >= most:
        happened.pop()  # which may belong to one that was not read
        bound = happened[-1].event
    return happened, bound


def _far(span: Span, bound: int | None = None) -> int:
    """The last event to ask for: one beyond the bound, where the chapter that brought a story's end may be."""
    if span.oldest:
        return END if bound is None else bound + 1
    return span.floor if bound is None else max(span.floor, bound - 2)


def _lot(names: list[str]) -> list[Any]:
    return names + [""] * (-len(names) % A_LOT)


def _of_topics_said(oldest: bool, most: int, user: int, edge: int, reach: int, names: list[str]) -> QuerySet[Any, Any]:
    news = Topic.objects.filter(name__in=names)
    if oldest:
        news = news.filter(event_id__gt=edge, event_id__lte=reach).order_by("event_id")
    else:
        news = news.filter(event_id__lt=edge, event_id__gt=reach).order_by("-event_id")
    return _rows(user, Topic.objects.filter(event__in=news.values("event_id")[:most]))


def _of_events_said(user: int, events: list[int]) -> QuerySet[Any, Any]:
    return _rows(user, Topic.objects.filter(event__in=events))


def _rows(user: int, topics: QuerySet[Topic]) -> QuerySet[Any, Any]:
    seen = Glance.objects.filter(user=user, event=OuterRef("event_id")).values("read")[:1]
    return topics.annotate(seen=Subquery(seen)).values_list(
        "event_id", "event__kind", "event__subject_id", "event__at", "event__data", "seen", "name"
    )


_following = Prepared(_following_said)
_of_topics = Prepared(_of_topics_said)
_of_events = Prepared(_of_events_said)


def _gathered(rows: list[Any], span: Span) -> list[Happened]:
    found: dict[int, Happened] = {}
    for event, kind, subject, at, data, seen, topic in rows:
        found.setdefault(event, Happened(event, kind, subject, at, data, seen, [])).topics.append(topic)
    return [found[event] for event in span.nearer(found)]


def _rule(happened: Happened, following: dict[str, Following]) -> Following | None:
    """By which subscription the person is told, if they are: the story's own, else that of the first author."""
    matched = [one for topic in happened.topics if (one := following.get(topic)) and one.since < happened.event]
    if not matched:
        return None
    rule = min(matched, key=lambda one: _rank(one.topic))
    return rule if rule.cadence != COMPLETE or happened.kind == COMPLETED else None


def _rank(topic: str) -> tuple[bool, int]:
    kind, _colon, key = topic.partition(":")
    return kind != "story", int(key)


def _entries(user: int, happened: list[Happened], governing: dict[int, Following]) -> list[Entry]:
    """What of it may be seen now and still holds, as entries."""
    chapters = entries.chapters(user, [key for one in happened if (key := _chapter_of(one))])
    whole = [one.subject for one in happened if one.kind in (COMPLETED, PAUSED, RESUMED)]
    stories = entries.stories(user, whole)
    announcements = entries.announcements(user, [one.subject for one in happened if one.kind == ANNOUNCED])
    made = []
    for one in happened:
        rule, story, chapter, words = governing[one.event], None, None, None
        if one.kind == CHAPTER and one.subject in chapters:
            story, chapter = chapters[one.subject]
        elif one.kind == ANNOUNCED and one.subject in announcements:
            story, words = announcements[one.subject]
        elif one.subject in stories and _holds(one.kind, stories[one.subject]):
            story = stories[one.subject]
            chapter = chapters[found][1] if (found := _chapter_of(one)) and found in chapters else None
        if story is None or (story.is_unlisted and not rule.topic.startswith("story:")):
            continue
        made.append(Entry([one.event], one.kind, one.at, story, one.seen, True, chapter, words))
    return made


def _chapter_of(happened: Happened) -> int | None:
    return happened.subject if happened.kind == CHAPTER else happened.data.get("chapter")


def _holds(kind: str, story: StoryLine) -> bool:
    if kind == PAUSED:
        return story.status == HIATUS
    if kind == RESUMED:
        return story.status == ONGOING
    return kind == COMPLETED and story.is_complete


def _as_one(found: list[Entry]) -> list[Entry]:
    """A chapter and the end of the story that it brought are one entry, which stands where the end does."""
    ended = {one.chapter.public_id: one for one in found if one.kind == COMPLETED and one.chapter}
    kept = []
    for one in found:
        end = ended.get(one.chapter.public_id) if one.kind == CHAPTER and one.chapter else None
        if end is None:
            kept.append(one)
        else:
            end.events.append(one.event)
    return kept
