"""The name a review is signed with: a pen name of its writer, never the account's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from feuilleton.accounts import naming
from feuilleton.accounts.models import Block, PenName, User
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prepared import Prepared
from feuilleton.notes.models import Note
from feuilleton.reviews.models import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from django.http import QueryDict

AS, NEW = "as", "new_name"
"""The form's fields: the public id of one of their names, and a name to take."""


class Name(NamedTuple):
    """A pen name that somebody may sign with."""

    public_id: str
    name: str
    key: int


class NeedsName(Refusal):
    """It is not said under which name this is to stand."""


class Signer(NamedTuple):
    """Somebody who may sign here.

    `names`: their pen names, the likeliest first. `is_clear`: whether that one may sign without being asked for.
    `is_author`: whether they are on the title page. `has_blocks`: whether anybody is apart from them. `has_spoken`:
    whether they have said something below this chapter; `has_noted`: or of a passage of it.
    """

    names: list[Name]
    is_clear: bool
    is_author: bool
    has_blocks: bool
    has_spoken: bool
    has_noted: bool


NOBODY = Signer([], is_clear=False, is_author=False, has_blocks=False, has_spoken=False, has_noted=False)


def signer(user: User, authors: Iterable[str] = (), chapter: int = 0) -> Signer:
    """What one question tells of somebody who reads what others say.

    Of their names that on the title page is the likeliest (`authors`: the public ids there), so that nobody answers
    readers under another by mistake; else the one they write as.
    """
    on_title_page, rows = set(authors), _signers(user=user.pk, chapter=chapter)
    names = [Name(*row[:3]) for row in rows if row[0]]
    names.sort(key=lambda one: (one.public_id not in on_title_page, one.key != user.writes_as_id))
    is_author = bool(names) and names[0].public_id in on_title_page
    is_clear = len(names) == 1 or is_author or (bool(names) and names[0].key == user.writes_as_id)
    return Signer(names, is_clear, is_author, *rows[0][3:])


def chosen(sent: QueryDict, user: User, authors: Callable[[], Iterable[str]] | None = None, *, at: datetime) -> PenName:
    """The pen name that a form says, or the clear one. Takes a new one where the form asks for it, once.

    `authors` is asked for those on the title page only where somebody has several names and says none.

    Raises NeedsName where nobody can tell, and Refusal for a name that cannot be taken.
    """
    if new := sent.get(NEW, "").strip():
        return naming.own(new, by=user, at=at)
    known, said = signer(user), sent.get(AS, "")
    if authors is not None and not said and len(known.names) > 1:
        known = signer(user, authors())
    found = next((one for one in known.names if one.public_id == said), None)
    if not said and known.is_clear:
        found = known.names[0]
    if found is None:
        raise NeedsName(_("Say under which name it is to stand."))
    return PenName(pk=found.key, public_id=found.public_id, name=found.name, user=user)


_signers = Prepared(
    lambda user, chapter: (
        User.objects.filter(pk=user)
        .order_by("pen_names__key")
        .values_list(
            *("pen_names__public_id", "pen_names__name", "pen_names__pk"),
            Exists(Block.objects.filter(Q(by=user) | Q(user=user))),
            Exists(Review.objects.filter(user=user, chapter=chapter)),
            Exists(Note.objects.filter(user=user, chapter=chapter)),
        )
    )
)
