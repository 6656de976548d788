"""Pen names: taking one, changing it, handing an unclaimed one to its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName, User, name_key
from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

MOST_PEN_NAMES = 50
LONGEST = 60


def check_free(name: str) -> None:
    """Raises Refusal, as `take`, if nobody could take this pen name now."""
    fit = _fit(name)
    if PenName.objects.named(fit).exists():
        raise _taken(fit)


def take(name: str, *, by: User, at: datetime) -> PenName:
    """Give `by` a new pen name.

    The name is kept without signs that nobody sees. Raises Refusal if there is no letter or digit in it, if it is too
    long or taken, or if they hold fifty already.
    """
    if by.pen_names.count() >= MOST_PEN_NAMES:
        raise Refusal(_("You have fifty pen names; that is as many as one account may hold."))
    return _make(name, user=by, by=by, at=at)


def own(name: str, *, by: User, at: datetime) -> PenName:
    """The pen name of `by` that is called so, taken if it is new. Asked twice, even at once, it is one name.

    Raises Refusal as `take`.
    """
    theirs = PenName.objects.of(by).named(name)
    if (there := theirs.first()) is not None:
        return there
    try:
        return take(name, by=by, at=at)
    except Refusal:
        if (there := theirs.all().first()) is not None:  # taken in the meantime by the same form, sent twice
            return there
        raise


def make_unclaimed(name: str, *, by: User | None, at: datetime) -> PenName:
    """A pen name that nobody holds yet, for a story that came in without its author. Raises Refusal as `take`."""
    return _make(name, user=None, by=by, at=at)


def describe(pen_name: PenName, *, name: str, about: str, about_html: str, by: User, at: datetime) -> None:
    """Change a pen name's name and profile. `about_html` is the clean HTML of `about`.

    Raises Refusal as `take`; for the name it has already, never: it may be older than the rules.
    """
    changed = {"about": about, "about_html": about_html}
    if name != pen_name.name:
        name = _fit(name)
        changed |= {"name": name, "key": name_key(name)}
    try:
        with transaction.atomic():
            PenName.objects.filter(pk=pen_name.pk).update(**changed)
            recording.record("pen_name_changed", by=by, about=pen_name, at=at, touches=pen_name.touches)
    except IntegrityError as error:
        raise _taken(name) from error
    pen_name.refresh_from_db()


def hand_to(pen_name: PenName, user: User, *, by: User, at: datetime) -> None:
    """Give an unclaimed pen name, with the stories under it, to its owner. Raises Refusal if somebody holds it."""
    with transaction.atomic():
        if not PenName.objects.filter(pk=pen_name.pk, user=None).update(user=user):
            raise Refusal(_("Somebody holds this pen name already."))
        recording.record("pen_name_claimed", by=by, about=pen_name, at=at, touches=pen_name.touches)
    pen_name.refresh_from_db()


def _make(name: str, *, user: User | None, by: User | None, at: datetime) -> PenName:
    name = _fit(name)
    try:
        with transaction.atomic():
            pen_name = PenName.objects.create(user=user, name=name, key=name_key(name), made_at=at)
            recording.record("pen_name_made", by=by, about=pen_name, at=at, touches=pen_name.touches)
    except IntegrityError as error:
        raise _taken(name) from error
    return pen_name


def _fit(name: str) -> str:
    name = text.in_sight(name)
    if not any(sign.isalnum() for sign in name):
        raise Refusal(_("A pen name needs at least one letter."), field="name")
    if len(name) > LONGEST or len(name_key(name)) > 2 * LONGEST:
        raise Refusal(_("A pen name can have 60 letters at most."), field="name")
    return name


def _taken(name: str) -> Refusal:
    return Refusal(_("The pen name “%(name)s” is taken. Another spelling may be free.") % {"name": name}, field="name")
