"""Fill an empty archive with stories to try it with, and three accounts: an author, a reader, the archivist.

Their passwords are made by chance; they are printed, and kept in the data folder in the file `logins`, which only you
can read. `feuilleton serve` does the same by itself at its first start on this machine's own address.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts import mailing, naming
from feuilleton.accounts.models import PenName, User
from feuilleton.archive import founding, keeping
from feuilleton.kit import ids
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering, sources
from feuilleton.ops import demonstration, holding, populating, preparing
from feuilleton.ops.demonstration import readers
from feuilleton.ops.demonstration.readers import Act
from feuilleton.stories import drafting, publishing, starting
from feuilleton.stories.models import Chapter, Story
from feuilleton.tasks.models import Job

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from feuilleton.ops.demonstration import House, ToldStory, Version
    from feuilleton.ops.populating import Archive

ARCHIVIST, AUTHOR, READER = "otto", "maud", "iris"
AFTER_SUPPER = timedelta(hours=2, minutes=12)  # when readers do what they do


@dataclass(frozen=True, slots=True)
class Login:
    """Who can sign in: an account's name, what it does here in a few words, its password."""

    name: str
    what: str
    password: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Make the archive if there is none, fill it, and print who can sign in."""
    data: Path = settings.DATA
    preparing.folder(data)
    held = holding.together(data)
    preparing.secret(data)
    preparing.database()
    preparing.secret_fits(data)
    print(_in_words(load(data=data, at=timezone.now())), end="")
    os.close(held)
    return 0


def load(*, data: Path, at: datetime) -> list[Login]:
    """Fill the archive, and keep the logins in `data`. Everything happened in the weeks before `at`.

    Raises Refusal if there is anybody or anything in the archive already.
    """
    house = demonstration.house()
    stories = {folder: demonstration.story(folder) for folder in house.stories}
    logins = _logins()
    # One transaction around those of the rules: who ends the very first start half-way finds an empty archive again,
    # and not half of this one without a password to it.
    with transaction.atomic():
        if User.objects.exists() or PenName.objects.exists() or Story.objects.exists():
            raise Refusal(_("This archive is not empty. The demonstration is only loaded into an empty one."))
        people = {login.name: _account(login) for login in logins}
        oldest = max(version.days_ago or 0 for story in stories.values() for version in story.versions)
        _furnish(house, list(stories.values()), people, at=_days_before(at, oldest + 1))
        _tell(stories, people, at=at)
        # The guests of the demonstration are nobody: letters to them would lie about with a link that leads nowhere.
        Job.objects.filter(task=mailing.deliver.module_path).delete()
        _keep(_in_words(logins), data / "logins")
    return logins


def _logins() -> list[Login]:
    says = {AUTHOR: _("an author"), READER: _("a reader"), ARCHIVIST: _("the archivist")}
    return [Login(name, what, f"{ids.public_id()}-{ids.public_id()}") for name, what in says.items()]


def _account(login: Login) -> User:
    user = User.objects.create_user(login.name, f"{login.name}@example.org", login.password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _furnish(house: House, stories: list[ToldStory], people: dict[str, User], *, at: datetime) -> None:
    otto = people[ARCHIVIST]
    founding.make_archivist(otto, at=at)
    keeping.describe(
        name=house.name,
        tagline=house.tagline,
        language=house.language,
        about=house.about,
        rules=house.rules,
        by=otto,
        at=at,
    )
    holders = {name: people[account] for account, names in house.accounts.items() for name in names}
    profiles = {story.pen_name: story.about for story in stories if story.about}
    for name, about in profiles.items():
        holder = holders.get(name)
        taken = naming.take(name, by=holder, at=at) if holder else naming.make_unclaimed(name, by=otto, at=at)
        html = rendering.render(sources.from_markdown(about))
        naming.describe(taken, name=name, about=about, about_html=html, by=holder or otto, at=at)


def _tell(stories: dict[str, ToldStory], people: dict[str, User], *, at: datetime) -> None:
    """Write, publish, follow and answer in the order in which it happened, so that the log tells it so."""
    archive = populating.Archive(people)
    came: list[tuple[int, Version | Act, str]] = [
        (version.days_ago or 0, version, folder) for folder, story in stories.items() for version in story.versions
    ]
    came += [(act.days_ago, act, act.story) for act in readers.acts()]
    oldest = max(days for days, _what, _folder in came)
    populating.settle(archive, at=_days_before(at, oldest + 1))
    for days, what, folder in sorted(came, key=lambda one: one[0], reverse=True):
        then = _days_before(at, days)
        if isinstance(what, Act):
            populating.do(what, archive, at=min(at, then + AFTER_SUPPER))
        else:
            _publish(what, stories[folder], folder, archive, at=then)
    populating.put_away(archive, at=at)


def _publish(version: Version, told: ToldStory, folder: str, archive: Archive, *, at: datetime) -> None:
    pen_name = PenName.objects.named(told.pen_name).get()
    by = pen_name.user or archive.people[ARCHIVIST]
    if folder not in archive.stories:
        archive.stories[folder] = starting.start(told.header, pen_name=pen_name, by=by, at=at)
        populating.welcome(archive, folder, at=at)
    if (folder, version.chapter) not in archive.chapters:
        archive.chapters[folder, version.chapter] = starting.add_chapter(archive.stories[folder], by=by, at=at)
    _write(archive.chapters[folder, version.chapter], version, by=by, at=at)


def _write(chapter: Chapter, version: Version, *, by: User, at: datetime) -> None:
    chapter.refresh_from_db()
    number = version.typed.number or drafting.find(chapter).number
    drafting.save(chapter, replace(version.typed, number=number), version=0, by=by, at=at)
    if version.days_ago is not None:
        publishing.publish(chapter, by=by, at=at)


def _days_before(at: datetime, days: int) -> datetime:
    return min(at, (at - timedelta(days=days)).replace(hour=18, minute=0, second=0, microsecond=0))


def _in_words(logins: list[Login]) -> str:
    width = max(len(login.name) for login in logins)
    lines = [f"    {login.name:{width}}  {login.password}  ({login.what})" for login in logins]
    return "\n".join([_("Sign in to try it, as:"), *lines]) + "\n"


def _keep(words: str, path: Path) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
