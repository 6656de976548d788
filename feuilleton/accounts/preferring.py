"""What a person prefers, kept on their account: how pages look, and that adult text may be shown without asking."""

from __future__ import annotations

from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName, User
from feuilleton.kit.errors import Refusal


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


def write_as(user: User, pen_name: PenName) -> None:
    """Offer this pen name first when they begin a story. Raises Refusal if it is not theirs."""
    if pen_name.user_id != user.pk:
        raise Refusal(_("This pen name is not yours."), field="pen_name")
    User.objects.filter(pk=user.pk).update(writes_as=pen_name)
    user.writes_as = pen_name
