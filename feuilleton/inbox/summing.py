"""What comes to an author in numbers: favorites, and people who asked to be told. Who they are is told to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from feuilleton.accounts.models import PenName, User
from feuilleton.inbox import entries
from feuilleton.inbox.entries import StoryLine
from feuilleton.inbox.models import Subscription
from feuilleton.shelves.models import Favorite, GuestFavorite
from feuilleton.stories.models import Story

LATELY = timedelta(days=30)


class Sum(NamedTuple):
    """What came to a story since a moment: favorites by members and by guests, and people who asked to be told."""

    story: StoryLine
    since: datetime
    favorites: int
    followers: int


class NameSum(NamedTuple):
    """What came to a pen name since a moment: favorites, and people who asked to be told of all its stories."""

    public_id: str
    name: str
    since: datetime
    favorites: int
    followers: int


def sums(user: User, *, at: datetime) -> list[Sum]:
    """The sums of the last thirty days, for each of this person's stories to which something came."""
    since = at - LATELY
    rows = (
        Story.objects.written_by(user)
        .annotate(
            members=_count(Favorite.objects.filter(made_at__gte=since)),
            guests=_count(GuestFavorite.objects.filter(made_at__gte=since)),
            followers=_count(Subscription.objects.active().filter(made_at__gte=since)),
            come=F("members") + F("guests") + F("followers"),
        )
        .filter(come__gt=0)
        .order_by("-updated_at", "-pk")
        .values_list("members", "guests", "followers", *entries.story_fields(""))
    )
    return [Sum(StoryLine(*story), since, members + guests, told) for members, guests, told, *story in rows]


def sums_of_names(user: User, *, at: datetime) -> list[NameSum]:
    """The sums of the last thirty days, for each of this person's pen names that somebody keeps or follows."""
    since = at - LATELY
    rows = (
        PenName.objects.of(user)
        .annotate(
            favorites_lately=_count(Favorite.objects.filter(made_at__gte=since), "pen_name"),
            followers=_count(Subscription.objects.active().filter(made_at__gte=since), "pen_name"),
            come=F("favorites_lately") + F("followers"),
        )
        .filter(come__gt=0)
        .in_order()
        .values_list("public_id", "name", "favorites_lately", "followers")
    )
    return [NameSum(public_id, name, since, kept, told) for public_id, name, kept, told in rows]


def _count(rows: QuerySet[Any, Any], of: str = "story") -> Coalesce:
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
