"""What comes to an author in numbers: favorites, people who asked to be told, notes that wait.

Who made a story a favorite or follows it is told to nobody; who wrote a note stands on the desk.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count

from feuilleton.accounts.models import PenName, User
from feuilleton.inbox import entries, piling
from feuilleton.inbox.entries import StoryLine
from feuilleton.inbox.models import Alert, Subscription
from feuilleton.inbox.piling import Pile
from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import Story

LATELY = timedelta(days=30)
_FAVORITES = ("story_favorited", "person_favorited")
MOST = 1_000  # favorites are counted: whoever has more need not know how many


class Sum(NamedTuple):
    """What came lately to a story, or to a pen name (`name`, by its public id): favorites, and people who follow.

    `notes`: those on the story that wait, however long they do.
    """

    since: datetime
    favorites: int
    followers: int
    story: StoryLine | None = None
    name: tuple[str, str] | None = None
    notes: Pile = Counter()


def sums(user: User, *, at: datetime) -> list[Sum]:
    """What came in the last thirty days to each of this person's stories, then to each of their pen names.

    Of favorites the newest thousand are counted. One question for whoever writes nothing.
    """
    own = _own(user=user.pk)
    if not own:
        return []
    since, names = at - LATELY, {f"person:{key}": (public_id, name) for key, public_id, name, _story in own}
    stories = {f"story:{story}" for *_name, story in own if story is not None}
    followers, favorites = _followers([*names, *stories], since), _favorites(user, since)
    notes = {f"story:{key}": pile for key, pile in _notes(user, [one[3] for one in own]).items()}
    come = followers.keys() | favorites.keys() | notes.keys()
    keys = [int(topic.partition(":")[2]) for topic in come & stories]
    rows = Story.objects.filter(pk__in=keys, removed_at=None).order_by("-updated_at", "-pk")
    lines = [StoryLine(*row) for row in rows.values_list(*entries.story_fields(""))]
    of_stories = [(f"story:{line.pk}", line, None) for line in lines]
    of_names = [(topic, None, name) for topic, name in names.items() if topic in come]
    return [
        Sum(since, favorites[topic], followers[topic], line, name, notes.get(topic, Counter()))
        for topic, line, name in of_stories + of_names
    ]


def _followers(topics: list[str], since: datetime) -> Counter[str]:
    following = Subscription.objects.active().filter(topic__in=topics, made_at__gte=since)
    return Counter(dict(following.order_by().values_list("topic").annotate(count=Count("pk"))))


def _notes(user: User, stories: list[int | None]) -> dict[int, Pile]:
    keys = [key for key in stories if key is not None]
    return piling.waiting(user, keys) if keys else {}


def _favorites(user: User, since: datetime) -> Counter[str]:
    told = Alert.objects.filter(user=user, kind__in=_FAVORITES, at__gte=since).order_by("-event")[:MOST]
    return Counter(
        f"story:{story}" if story is not None else f"person:{data.get('pen_name')}"
        for story, data in told.values_list("story_id", "data")
    )


_own = Prepared(
    lambda user: (
        PenName.objects.filter(user=user)
        .order_by("key", "pk")
        .values_list("pk", "public_id", "name", "authorships__story_id")
    )
)
