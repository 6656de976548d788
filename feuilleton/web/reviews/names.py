"""The name a review is signed with: a pen name of its writer, never the account's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from feuilleton.accounts import naming
from feuilleton.accounts.models import PenName
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import QueryDict

    from feuilleton.accounts.models import User

AS, NEW = "as", "new_name"
"""The form's fields: the public id of one of their names, and a name to take."""


class Name(NamedTuple):
    """A pen name that somebody may sign with."""

    public_id: str
    name: str
    key: int


class NeedsName(Refusal):
    """It is not said under which name this is to stand."""


def of(user: User, authors: Iterable[str] = ()) -> list[Name]:
    """Their pen names, the one they would sign with here first.

    That is their name on the title page (`authors`: the public ids there), so that nobody answers readers under
    another by mistake; else the one they write as.
    """
    on_title_page = set(authors)
    names = [Name(*row) for row in _names(user=user.pk)]
    return sorted(names, key=lambda one: (one.public_id not in on_title_page, one.key != user.writes_as_id))


def is_clear(names: list[Name], user: User, authors: Iterable[str]) -> bool:
    """Whether the first of them may sign without being asked for."""
    if len(names) < 2:
        return bool(names)
    return names[0].public_id in set(authors) or names[0].key == user.writes_as_id


def chosen(sent: QueryDict, user: User, authors: Iterable[str], *, at: datetime) -> PenName:
    """The pen name that a form says, or the clear one. Takes a new one where the form asks for it.

    Raises NeedsName where nobody can tell, and Refusal for a name that cannot be taken.
    """
    if new := sent.get(NEW, "").strip():
        return naming.take(new, by=user, at=at)
    names, authors = of(user, authors), set(authors)
    said = sent.get(AS, "")
    found = next((one for one in names if one.public_id == said), None)
    if found is None and not said and is_clear(names, user, authors):
        found = names[0]
    if found is None:
        raise NeedsName(
            _("Say under which name it is to stand.") if names else _("A review needs a name to stand under.")
        )
    return PenName(pk=found.key, public_id=found.public_id, name=found.name, user=user)


_names = Prepared(lambda user: PenName.objects.filter(user=user).in_order().values_list("public_id", "name", "pk"))
