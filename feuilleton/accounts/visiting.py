"""Who is looking: what every `visible_to(visitor)` is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from feuilleton.accounts.models import User


class Kind(NamedTuple):
    """What of a visitor decides how a query is written; who they are only fills a place in it."""

    is_member: bool = False
    may_moderate: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person in front of a page: signed in (`user`) or a stranger (`user` is None).

    `adult_ok`: whether they said, in a cookie or on their account, that mature and explicit text may be shown.
    """

    user: User | None = None
    adult_ok: bool = False

    @property
    def is_member(self) -> bool:
        return self.user is not None and self.user.is_active

    @property
    def may_moderate(self) -> bool:
        return self.user is not None and self.user.may_moderate

    @property
    def username(self) -> str:
        """What they sign in as, shown to nobody else; "" for a stranger."""
        return self.user.username if self.user is not None else ""

    @property
    def kind(self) -> Kind:
        return Kind(self.is_member, self.may_moderate)

    @property
    def key(self) -> dict[str, int]:
        """Who they are, for a prepared query: {"user": key}, or nothing for a stranger."""
        return {"user": self.user.pk} if self.user is not None and self.is_member else {}


STRANGER = Visitor()


def like(kind: Kind, user: int | None = None) -> Visitor:
    """A visitor of that kind with that key: what a prepared query is written for."""
    return Visitor(User(pk=user, is_moderator=kind.may_moderate)) if kind.is_member else STRANGER
