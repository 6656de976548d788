"""What a person prefers, kept on their account: how pages look, and that adult text may be shown without asking."""

from __future__ import annotations

from feuilleton.accounts.models import User


def keep_look(user: User, look: str) -> None:
    """Keep how pages look to them (`pages.looks.understood` has read it). Nobody else sees anything of it."""
    User.objects.filter(pk=user.pk).update(look=look)
    user.look = look


def allow_adult(user: User) -> None:
    """Do not ask again before mature and explicit text."""
    User.objects.filter(pk=user.pk).update(adult_ok=True)
    user.adult_ok = True


def ask_before_adult(user: User) -> None:
    """Ask again before mature and explicit text."""
    User.objects.filter(pk=user.pk).update(adult_ok=False)
    user.adult_ok = False


def keep_time_zone(user: User, name: str) -> None:
    """Tell them days and hours by this zone, named as in the tz database."""
    User.objects.filter(pk=user.pk).update(time_zone=name)
    user.time_zone = name
