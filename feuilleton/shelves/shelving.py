"""Putting stories on shelves: one of the five that everybody has, and any number of one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User, name_key
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.shelves.models import LONGEST_NAME, STATES, Shelf, Shelved

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from feuilleton.stories.models import Story

MOST = 100
KEPT_FOR = timedelta(days=30)


def put(story: Story, state: str, *, by: User, at: datetime) -> None:
    """Put the story on one of everybody's shelves, and off the other four; "" takes it off all five.

    Raises Refusal for a shelf that is not one of the five.
    """
    if state and state not in dict(STATES):
        raise Refusal(_("There is no such shelf."), field="state")
    if not state:
        Shelved.objects.filter(user=by, story=story, shelf=None).delete()
        return
    with transaction.atomic():
        row, is_new = Shelved.objects.get_or_create(
            user=by, story=story, shelf=None, defaults={"state": state, "at": at}
        )
        if not is_new:
            Shelved.objects.filter(pk=row.pk).exclude(state=state).update(state=state, at=at)


def put_on(shelf: Shelf, story: Story, *, by: User, at: datetime) -> None:
    """Put the story on a shelf of one's own, beside wherever else it stands. Twice is once."""
    _check_own(shelf, by)
    Shelved.objects.get_or_create(shelf=shelf, story=story, defaults={"user": by, "at": at})


def take_off(shelf: Shelf, story: Story, *, by: User) -> None:
    """Take the story off a shelf of one's own. Twice is once."""
    _check_own(shelf, by)
    Shelved.objects.filter(shelf=shelf, story=story).delete()


def arrange(story: Story, state: str, own: Iterable[Shelf], *, by: User, at: datetime) -> None:
    """Have the story stand on exactly these shelves: one of everybody's or none (""), and these of one's own."""
    own = list(own)
    with transaction.atomic():
        put(story, state, by=by, at=at)
        Shelved.objects.filter(user=by, story=story, shelf__in=Shelf.objects.of(by)).exclude(shelf__in=own).delete()
        for shelf in own:
            put_on(shelf, story, by=by, at=at)


def make(name: str, *, by: User, at: datetime) -> Shelf:
    """Put up a shelf of one's own; one of that name is that one. Raises Refusal: no name, too long, a hundred."""
    name = _fit(name)
    with transaction.atomic():
        _hold(by)
        standing: Shelf | None = Shelf.objects.of(by).filter(key=name_key(name)).first()
        if standing is not None:
            return standing
        made: Shelf = Shelf.objects.create(user=by, name=name, key=name_key(name), made_at=at)
        _check_number(by, field="name")
        return made


def rename(shelf: Shelf, name: str, *, by: User) -> None:
    """Call the shelf something else. Raises Refusal as `make`, or when another of one's shelves is called so."""
    _check_own(shelf, by)
    name = _fit(name)
    try:
        with transaction.atomic():
            _hold(by)
            Shelf.objects.filter(pk=shelf.pk).update(name=name, key=name_key(name))
    except IntegrityError as error:
        raise Refusal(_("You have a shelf of that name."), field="name") from error
    shelf.refresh_from_db()


def take_down(shelf: Shelf, *, by: User, at: datetime) -> None:
    """Take the shelf down, with what stands on it. `put_up` undoes it for thirty days. Twice is once."""
    _check_own(shelf, by)
    Shelf.objects.filter(pk=shelf.pk, removed_at=None).update(removed_at=at)
    shelf.refresh_from_db()


def put_up(shelf: Shelf, *, by: User) -> None:
    """Put a shelf that was taken down up again, with what stood on it.

    Raises Refusal if another has its name now, or there are a hundred without it.
    """
    _check_own(shelf, by)
    try:
        with transaction.atomic():
            _hold(by)
            if Shelf.objects.filter(pk=shelf.pk).exclude(removed_at=None).update(removed_at=None):
                _check_number(by)
    except IntegrityError as error:
        raise Refusal(_("You have another shelf of that name now. Rename that one first.")) from error
    shelf.refresh_from_db()


def clear_away(*, at: datetime) -> int:
    """Delete the shelves that were taken down thirty days ago. Returns how many."""
    gone = Shelf.objects.filter(removed_at__lt=at - KEPT_FOR).delete()[1]
    return gone.get("shelves.Shelf", 0)


def _check_own(shelf: Shelf, by: User) -> None:
    if shelf.user_id != by.pk:
        raise Refusal(_("This shelf is somebody else’s."))


def _hold(user: User) -> None:
    # Whoever else puts up a shelf of theirs waits, and then finds this one by its name, and counts it.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _check_number(user: User, *, field: str | None = None) -> None:
    if Shelf.objects.of(user).count() > MOST:
        raise Refusal(_("You have a hundred shelves. Take one down first."), field=field)


def _fit(name: str) -> str:
    name = text.one_line(name)
    if not name_key(name):
        raise Refusal(_("A shelf needs a name."), field="name")
    if len(name) > LONGEST_NAME or len(name_key(name)) > 2 * LONGEST_NAME:
        raise Refusal(_("The name of a shelf can have 60 letters at most."), field="name")
    return name
