"""What a story's page says to somebody who is signed in: what they keep of it, and where they go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from feuilleton.accounts.models import User
from feuilleton.shelves import placing
from feuilleton.shelves.models import STATES, Favorite, Shelf, Shelved
from feuilleton.stories.models import Authorship, Story
from feuilleton.web.shelves import continuing, marks
from feuilleton.web.shelves.continuing import Way


class Own(NamedTuple):
    """A shelf of one's own, and whether the story stands on it."""

    public_id: str
    name: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Shelves:
    """On which shelves a story stands: one of everybody's or none (""), and some of one's own."""

    state: str = ""
    own: list[Own] = field(default_factory=list)

    @property
    def states(self) -> list[tuple[str, str]]:
        return [(state, str(name)) for state, name in STATES]

    @property
    def names(self) -> list[str]:
        common = [name for state, name in self.states if state == self.state]
        return common + [shelf.name for shelf in self.own if shelf.holds]


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody keeps of a story. `is_apart`: a block parts them from an author of it. `words`: what the contents
    say of each line, `here`: the line they are at."""

    is_favorite: bool = False
    is_own: bool = False
    is_apart: bool = False
    shelves: Shelves = field(default_factory=Shelves)
    is_begun: bool = False
    on: Way | None = None
    words: dict[str, marks.Word] = field(default_factory=dict)
    here: str = ""


NOTHING = Kept()


def of_story(user: User | None, story: Story, contents: list[Any]) -> Kept:
    """What this person keeps of the story; nothing, and no question, for strangers."""
    if user is None:
        return NOTHING
    is_favorite, is_own, is_apart, state = _flags(user, story)
    where = placing.where(user, story)
    here = f"c-{where.chapter.public_id}" if where and not where.at_end else ""
    return Kept(
        is_favorite=is_favorite,
        is_own=is_own,
        is_apart=is_apart,
        shelves=Shelves(state, _own(user, story)),
        is_begun=where is not None,
        on=continuing.way(where) if where and where.goes_on else None,
        words=marks.words(user, story, contents, here, where.seen_at if where else None),
        here=here,
    )


def shelves_of(user: User, story: Story) -> Shelves:
    """On which of this person's shelves the story stands."""
    return Shelves(_flags(user, story)[-1], _own(user, story))


def _flags(user: User, story: Story) -> tuple[bool, bool, bool, str]:
    authors = Authorship.objects.filter(story=OuterRef("pk"))
    common = Shelved.objects.filter(user=user, story=OuterRef("pk"), shelf=None)
    is_favorite, is_own, is_apart, state = (
        Story.objects.filter(pk=story.pk)
        .values_list(
            Exists(Favorite.objects.filter(user=user, story=OuterRef("pk"))),
            Exists(authors.filter(pen_name__user=user)),
            Exists(authors.filter(_apart_from(user))),
            Subquery(common.values("state")[:1]),
        )
        .get()
    )
    return is_favorite, is_own, is_apart, state or ""


def is_apart(user: User, story: Story) -> bool:
    """Whether a block parts this person from an author of the story."""
    return Authorship.objects.filter(_apart_from(user), story=story).exists()


def _apart_from(user: User) -> Q:
    return Q(pen_name__user__blocks__user=user) | Q(pen_name__user__blocked_by__by=user)


def _own(user: User, story: Story) -> list[Own]:
    holds = Exists(Shelved.objects.filter(shelf=OuterRef("pk"), story=story))
    return [Own(*row) for row in Shelf.objects.of(user).values_list("public_id", "name", holds)]
