"""Readers for the demonstration archive: what they follow, keep and say, each on its day, through the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress

from feuilleton.accounts import naming
from feuilleton.accounts.models import PenName, User
from feuilleton.accounts.visiting import Visitor
from feuilleton.inbox import subscribing, wishing
from feuilleton.inbox.models import NONE
from feuilleton.moderation import reporting
from feuilleton.ops import annotating
from feuilleton.ops.demonstration import readers
from feuilleton.reviews import guests, judging, reviewing
from feuilleton.shelves import favoriting, marking, placing, shelving
from feuilleton.shelves import guests as keepers
from feuilleton.shelves.carrying import Spot
from feuilleton.shelves.models import STATES
from feuilleton.stories import announcing, welcoming
from feuilleton.stories.welcoming import Welcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feuilleton.notes.models import Note
    from feuilleton.ops.demonstration.readers import Act
    from feuilleton.reviews.models import Review
    from feuilleton.stories.models import Chapter, Story


@dataclass(slots=True)
class Archive:
    """What stands in the archive so far, by the names that the files have for it."""

    people: dict[str, User]
    stories: dict[str, Story] = field(default_factory=dict)
    chapters: dict[tuple[str, int], Chapter] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    notes: dict[tuple[str, str], Note] = field(default_factory=dict)


def settle(archive: Archive, *, at: datetime) -> None:
    """Give the readers accounts where they have none, and pen names to speak under."""
    for name, pen_names in readers.told()["accounts"].items():
        if name not in archive.people:
            # Nobody signs in as them: they are there to be read.
            user = User.objects.create_user(name, f"{name}@example.org")
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            archive.people[name] = user
        for pen_name in pen_names:
            naming.take(pen_name, by=archive.people[name], at=at)
    for user in archive.people.values():
        # What happened weeks ago is found in their inboxes, and is not sent as if it had happened now.
        quiet = wishing.Wished(None, None, 18, 5, NONE, NONE, NONE, text_in_mail=False, neutral=False)
        wishing.wish(quiet, by=user, at=at)


def welcome(archive: Archive, folder: str, *, at: datetime) -> None:
    """Let readers do with this story what its author lets them do."""
    wished = readers.told()["welcome"].get(folder)
    if wished:
        story = archive.stories[folder]
        welcoming.welcome(story, Welcome(**wished), by=_author(story, archive), at=at)


def do(act: Act, archive: Archive, *, at: datetime) -> None:
    """Have it done."""
    _DOING[act.kind](act, archive, at)


def put_away(archive: Archive, *, at: datetime) -> None:
    """Put on their shelves what readers keep, and mark what they have read."""
    said = readers.told()
    for one in said["shelves"]:
        user, story = archive.people[one["by"]], archive.stories[one["story"]]
        if one["on"] in dict(STATES):
            shelving.put(story, one["on"], by=user, at=at)
        else:
            shelving.put_on(shelving.make(one["on"], by=user, at=at), story, by=user, at=at)
    for one in said["read"]:
        marking.read_up_to(archive.chapters[one["story"], one["up_to"]], by=archive.people[one["by"]], at=at)


def _follow(act: Act, archive: Archive, at: datetime) -> None:
    thing: Any = PenName.objects.named(act.person).get() if act.person else archive.stories[act.story]
    subscribing.follow(thing, by=archive.people[act.by], at=at, mail=False, **act.more)


def _favorite(act: Act, archive: Archive, at: datetime) -> None:
    if act.person:
        favoriting.favorite_person(PenName.objects.named(act.person).get(), by=archive.people[act.by], at=at)
    elif act.guest:
        keepers.favorite(archive.stories[act.story], key=keepers.key_of(act.by), at=at)
    else:
        favoriting.favorite(archive.stories[act.story], by=archive.people[act.by], at=at)


def _review(act: Act, archive: Archive, at: datetime) -> None:
    reviewed: Any = archive.chapters[act.story, act.chapter] if act.chapter else archive.stories[act.story]
    reviewed.refresh_from_db()
    if act.guest:
        said = _said_by_guest(reviewed, act, at)
        if act.more.get("let_through"):
            judging.let_through(said, by=_author(archive.stories[act.story], archive), at=at)
    else:
        by = archive.people[act.by]
        said = reviewing.write(reviewed, act.text, by=by, pen_name=_name(by, ""), at=at)
    archive.reviews[act.text] = said


def _said_by_guest(reviewed: Any, act: Act, at: datetime) -> Review:
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return ""

    email = f"{act.by.strip('.').lower()}@example.org"
    guests.write(reviewed, act.text, name=act.by, email=email, at=at, link=link)
    return guests.confirm(tokens[0], at=at)


def _answer(act: Act, archive: Archive, at: datetime) -> None:
    by = archive.people[act.by]
    reviewing.answer(archive.reviews[act.of], act.text, by=by, pen_name=_name(by, act.more.get("as", "")), at=at)


def _announce(act: Act, archive: Archive, at: datetime) -> None:
    archive.stories[act.story].refresh_from_db()
    announcing.announce(archive.stories[act.story], act.text, by=archive.people[act.by], at=at)


def _report(act: Act, archive: Archive, at: datetime) -> None:
    reporting.report(archive.reviews[act.of], wrong=act.more["wrong"], words=act.text, by=archive.people[act.by], at=at)


def _open(act: Act, archive: Archive, at: datetime) -> None:
    """A reader leaves the story open at a block of a chapter, having read those before it."""
    chapter, user = archive.chapters[act.story, act.chapter or 1], archive.people[act.by]
    chapter.refresh_from_db()
    marking.read_up_to(archive.chapters[act.story, act.more["up_to"]], by=user, at=at)
    _leave_open(user, chapter, act.more["block"], at)


def _author(story: Story, archive: Archive) -> User:
    author: User | None = story.authors.get().user
    return author or archive.people["otto"]


def _name(user: User, wanted: str) -> PenName:
    names = PenName.objects.of(user).in_order()
    return names.named(wanted).get() if wanted else names[0]


def _leave_open(user: User, chapter: Chapter, block: int, at: datetime) -> None:
    live = chapter.live
    assert live is not None
    seen = placing.Seen(Spot(live.blocks[block].id, 0), live.pk, at, "the phone")
    opened = placing.opened(Visitor(user), chapter.public_id, seen)
    assert opened is not None
    placing.remember(opened, seen, at=at)


_DOING: dict[str, Callable[[Act, Archive, datetime], None]] = {
    "follow": _follow,
    "favorite": _favorite,
    "review": _review,
    "answer": _answer,
    "announcement": _announce,
    "report": _report,
    "open": _open,
    "note": annotating.write,
    "decision": annotating.decide,
    "mending": annotating.mend,
    "fact": annotating.state,
}
