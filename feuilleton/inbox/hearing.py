"""Who hears of what is told to those who follow it. Asked when it is released, and again when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from feuilleton.accounts.models import Block, User
from feuilleton.events.models import Event, Topic
from feuilleton.inbox.models import Release, Subscription, Subscriptions
from feuilleton.stories.models import HIATUS, ONGOING, UNLISTED, Announcement, Chapter, Story

CHAPTER, WHOLE, PAUSED, RESUMED, SAID = (
    "chapter_published",
    "story_completed",
    "story_paused",
    "story_resumed",
    "announcement_made",
)


def standing(event: Event) -> Story | None:
    """The story that a told event is about, if what it tells still holds and readers may see it; else None."""
    subject = event.subject
    story = subject.story if isinstance(subject, Chapter | Announcement) else subject
    if not isinstance(story, Story) or not Story.objects.published().filter(pk=story.pk).exists():
        return None
    return story if _holds(event, subject, story) else None


def chapters_told(topic: str, *, after: int, until: int) -> list[tuple[int, Chapter]]:
    """The chapters told under the topic by events later than `after`, up to `until`, each with its event.

    In the order of the events; only what members may read now, and of unlisted stories only what the story's own
    topic tells.
    """
    events = Event.objects.filter(topics__name=topic, kind=CHAPTER, pk__gt=after, pk__lte=until).order_by("pk")
    told = list(events.values_list("pk", "subject_id"))
    chapters = Chapter.objects.published().filter(pk__in=[chapter for _event, chapter in told])
    chapters = chapters.filter(story__in=Story.objects.published()).for_contents().select_related("story", "live")
    if not topic.startswith("story:"):
        chapters = chapters.exclude(story__audience=UNLISTED)
    found = {chapter.pk: chapter for chapter in chapters}
    return [(event, found[chapter]) for event, chapter in told if chapter in found]


def unheard(topic: str, told: Sequence[tuple[int, Chapter]], subscriptions: Sequence[int]) -> dict[int, set[int]]:
    """Of what `chapters_told` found under the topic: the events that each of these subscriptions to it is not told.

    By the key of the subscription; one that is told all of it is left out. As `following` has it, asked once for each
    story.
    """
    if topic.startswith("story:"):
        return {}  # Whoever may hear of the story hears of all of it.
    topics: dict[int, list[str]] = {}
    for event, name in Topic.objects.filter(event__in=[event for event, _chapter in told]).values_list("event", "name"):
        topics.setdefault(event, []).append(name)
    alike: dict[tuple[Story, frozenset[str]], list[int]] = {}
    for event, chapter in told:
        alike.setdefault((chapter.story, frozenset(topics[event])), []).append(event)
    missed: dict[int, set[int]] = {}
    for (story, names), events in alike.items():
        heard = set(following(story, topic, [*names]).filter(pk__in=subscriptions).values_list("pk", flat=True))
        for key in set(subscriptions) - heard:
            missed.setdefault(key, set()).update(events)
    return missed


def subscriptions(event: Event, story: Story, topic: str) -> Subscriptions:
    """The active subscriptions to this topic by which somebody may hear of the event now, by whichever channel.

    Left out: those begun after it, and whom `following` leaves out.
    """
    topics = list(event.topics.values_list("name", flat=True))
    return following(story, topic, topics).filter(since__lt=event.pk)


def following(story: Story, topic: str, topics: list[str]) -> Subscriptions:
    """The active subscriptions to this topic by which somebody may hear of the story, told under all these topics.

    Left out: the story's authors, whoever has a block with one of them, and whoever follows by a stronger topic: the
    story comes before its authors, and they in the order of their keys. Who follows an author hears nothing of a story
    that is not listed.
    """
    if story.audience == UNLISTED and topic != f"story:{story.pk}":
        return Subscription.objects.none()
    return of_topic(topic, stronger_than(topic, topics), story.pk)


def of_topic(topic: str, stronger: list[str], story: int) -> Subscriptions:
    """As `following`, where the caller knows which topics are stronger, and that the story is listed."""
    found: Subscriptions = Subscription.objects.active().filter(topic=topic)
    authors = User.objects.filter(pen_names__authorships__story=story)
    apart = Block.objects.filter(
        Q(by=OuterRef("user_id"), user__in=authors) | Q(user=OuterRef("user_id"), by__in=authors)
    )
    found = found.exclude(user__in=authors).exclude(Exists(apart))
    if stronger:
        other = Subscription.objects.active().filter(user=OuterRef("user_id"), topic__in=stronger)
        found = found.exclude(Exists(other))
    return found


def stronger_than(topic: str, topics: list[str]) -> list[str]:
    """Those of the topics that come before this one."""
    return [other for other in topics if _rank(other) < _rank(topic)]


def by_mail(following: Subscriptions) -> Subscriptions:
    """Of these, the subscriptions by mail of people whom mail reaches and who have not paused it."""
    return following.filter(mail=True).filter(reached_by_mail("user__"))


def reached_by_mail(path: str = "") -> Q:
    """The rule of whom mail may go to now, for a query that reaches the person by `path`."""

    def person(**conditions: Any) -> Q:
        return Q(**{path + name: value for name, value in conditions.items()})

    bounced = person(wishes__bounced_at__isnull=False, wishes__bounced_address=F(path + "email"))
    return person(is_active=True) & ~person(email="") & person(wishes__paused_at=None) & ~bounced


def _holds(event: Event, subject: object, story: Story) -> bool:
    match event.kind:
        case "chapter_published":
            return isinstance(subject, Chapter) and subject.is_published
        case "story_completed":
            return story.is_complete
        case "story_paused":
            return story.status == HIATUS
        case "story_resumed":
            return story.status == ONGOING and _was_known_to_pause(event)
        case _:
            return isinstance(subject, Announcement) and subject.withdrawn_at is None


def _was_known_to_pause(event: Event) -> bool:
    """Whoever changed their mind within the hold paused for nobody."""
    pauses = Release.objects.filter(event__kind=PAUSED, event__subject_id=event.subject_id, event__lt=event.pk)
    pause = pauses.order_by("-event").first()
    return pause is None or pause.cancelled_at is None


def _rank(topic: str) -> tuple[bool, int]:
    kind, _colon, key = topic.partition(":")
    return kind != "story", int(key)
