"""How many reviews somebody may write and change in an hour. Members' new ones are counted by what they wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.http import limiting
from feuilleton.http.limiting import TooOften
from feuilleton.kit.prepared import Prepared
from feuilleton.reviews.models import Review

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

AN_HOUR = timedelta(hours=1)
OF_A_MEMBER = 30
OF_A_GUEST = 10
CHANGES = 30


def check_member(user: User, *, at: datetime) -> None:
    """Raises TooOften for who has written thirty within the hour."""
    thirtieth = _thirtieth.first(user=user.pk)
    if thirtieth is not None and at - thirtieth < AN_HOUR:
        raise TooOften(_("You have written 30 within an hour. In a while you can post this one; it stands below."))


def check_change(user: User, *, at: datetime) -> None:
    """Raises TooOften for the thirty-first change within an hour, and counts the others."""
    limiting.limit("review_change", user.pk, at_most=CHANGES, within=AN_HOUR, at=at)


def check_guest(address: str, *, at: datetime) -> None:
    """Raises TooOften for the eleventh within an hour from one network address, and counts the others."""
    limiting.limit("review", address, at_most=OF_A_GUEST, within=AN_HOUR, at=at)


_thirtieth = Prepared(
    lambda user: (
        Review.objects.filter(user=user).newest_first().values_list("made_at", flat=True)[OF_A_MEMBER - 1 : OF_A_MEMBER]
    )
)
