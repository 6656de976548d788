"""Who is looking: what every `visible_to(visitor)` is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feuilleton.accounts.models import User


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


STRANGER = Visitor()
