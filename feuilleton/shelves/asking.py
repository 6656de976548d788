"""Words for asking for what readers keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from feuilleton.accounts.models import User


class Shelves(QuerySet[Any]):
    """Words for asking for shelves of one's own."""

    def of(self, user: User) -> Self:
        """The shelves this person has up, by name."""
        return self.filter(user=user, removed_at=None).order_by("key", "id")

    def taken_down_by(self, user: User) -> Self:
        """The shelves this person has taken down and may put up again."""
        return self.filter(user=user).exclude(removed_at=None).order_by("-removed_at", "-id")
