"""Keeping house: what the archivist says of the archive, and who moderates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Subquery
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.archive.models import TOUCHES, Archive
from feuilleton.events import announcing, recording
from feuilleton.events.models import Event
from feuilleton.kit import languages, text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prepared import Prepared
from feuilleton.kit.prose import rendering, sources

if TYPE_CHECKING:
    from datetime import datetime


class House:
    """Knows the archive's row, and asks for it again only after something was announced in the log.

    A row that is read within a transaction is not remembered: what it says may be rolled back.
    """

    def __init__(self) -> None:
        self._seen: tuple[int, Archive] | None = None  # what was announced when we asked: one tuple, never half of it

    def archive(self) -> Archive:
        news = announcing.news()
        announced = news.announced() if news is not None else -1
        seen = self._seen
        if news is not None and seen is not None and seen[0] == announced:
            return seen[1]
        archive: Any = _archive.first()
        if archive is None:
            return Archive()
        # If the newest event is not there yet, somebody is about to commit, and it may be this row.
        if (archive.newest or 0) >= announced and not connection.in_atomic_block:
            self._seen = (announced, archive)
        return archive  # type: ignore[no-any-return]

    def forget(self) -> None:
        self._seen = None


house = House()


def the_archive() -> Archive:
    """The archive's row, shared by all who ask: only to be read. Without a row, what a new archive says."""
    return house.archive()


_archive = Prepared(
    lambda: Archive.objects.filter(pk=1).annotate(newest=Subquery(Event.objects.order_by("-id").values("id")[:1]))
)


def describe(*, name: str, tagline: str, language: str, about: str, rules: str, by: User | None, at: datetime) -> None:
    """Change what the archive is called and says (`about` and `rules` are Markdown).

    Raises Refusal if the name is empty or too long, or the language is none.
    """
    name = text.one_line(name)
    if not name:
        raise Refusal(_("An archive needs a name."), field="name")
    if len(name) > Archive._meta.get_field("name").max_length:  # type: ignore[operator]
        raise Refusal(_("The name can have 80 letters at most."), field="name")
    tag = languages.canonical(language)
    if not tag:
        raise Refusal(_("“%(language)s” is not a language’s tag.") % {"language": language[:40]}, field="language")
    told = {
        "name": name,
        "tagline": text.one_line(tagline)[:200],
        "language": tag,
        "about": about,
        "about_html": rendering.render(sources.from_markdown(about)),
        "rules": rules,
        "rules_html": rendering.render(sources.from_markdown(rules)),
    }
    with transaction.atomic():
        archive, _is_new = Archive.objects.update_or_create(pk=1, defaults=told)
        recording.record("archive_described", by=by, about=archive, at=at, touches=TOUCHES)


def let_moderate(user: User, *, by: User, at: datetime) -> None:
    """Make somebody a moderator. Doing it twice is doing it once."""
    _moderates(user, True, by=by, at=at)


def no_longer_moderate(user: User, *, by: User, at: datetime) -> None:
    """Take a moderator's rights away. Archivists keep theirs."""
    _moderates(user, False, by=by, at=at)


def _moderates(user: User, does: bool, *, by: User, at: datetime) -> None:
    with transaction.atomic():
        if User.objects.filter(pk=user.pk).exclude(is_moderator=does).update(is_moderator=does):
            recording.record("moderators_changed", by=by, about=user, at=at, touches=TOUCHES, moderates=does)
