"""Who hears what: a table of circumstances, asked of every channel.

Iris follows a story by maud, its author, or both; then a chapter of it comes out, unless the row says otherwise. The
row says what she is told of it, and whether the public feeds have it, when the hold is over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.accounts.models import User
from feuilleton.events.models import Event
from feuilleton.inbox import airing, bouncing, reading, subscribing
from feuilleton.inbox.models import COMPLETE, DAILY, MANY, WEEKLY, Subscription, Wishes
from feuilleton.moderation import hiding
from feuilleton.stories import describing, drafting, publishing, removing
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import MEMBERS, MINOR, UNLISTED, Authorship, Chapter, Story
from tests import people
from tests.inbox import news
from tests.inbox.news import AFTER
from tests.people import NOW

pytestmark = pytest.mark.django_db

IN_THE_HOLD = NOW + timedelta(minutes=1)
INBOX, MAIL, STORY_FEED, AUTHOR_FEED, SITE_FEED = "inbox", "mail", "story feed", "author feed", "site feed"
FEEDS = {STORY_FEED, AUTHOR_FEED, SITE_FEED}
NOBODY: set[str] = set()
ALL = {INBOX, MAIL} | FEEDS


@dataclass
class Case:
    """A story by maud, and iris, who may follow it."""

    story: Story
    maud: User
    iris: User
    otto: User
    chapter: Chapter

    def follow(self, **wishes: object) -> Subscription:
        return news.follow(self.story, self.iris, **wishes)

    def follow_author(self, **wishes: object) -> Subscription:
        return news.follow(people.pen_name(self.maud), self.iris, **wishes)

    def publish(self) -> None:
        publishing.publish(self.chapter, by=self.maud, at=NOW)

    def wish(self, **wishes: object) -> None:
        Wishes.objects.update_or_create(user=self.iris, defaults=wishes)

    def make(self, **header: object) -> None:
        changed = replace(describing.header_of(self.story), **header)  # type: ignore[arg-type]
        describing.describe(self.story, changed, by=self.maud, at=NOW - timedelta(hours=1))

    def written_with(self, other: User) -> None:
        # No rule adds a second author yet.
        Authorship.objects.create(story=self.story, pen_name=people.pen_name(other), position=2)

    def heard(self) -> set[str]:
        """Through which channels the chapter is heard of."""
        told = {entry.chapter.public_id for entry in reading.page(self.iris).entries if entry.chapter}
        sent = Event.objects.filter(deliveries__user=self.iris, deliveries__state="sent", subject_id=self.chapter.pk)
        feeds = {
            STORY_FEED: airing.chapters_of(self.story),
            AUTHOR_FEED: airing.chapters_under(people.pen_name(self.maud)),
            SITE_FEED: airing.chapters_of_all(),
        }
        heard = {name for name, chapters in feeds.items() if self.chapter in chapters}
        heard |= {INBOX} if self.chapter.public_id in told else set()
        return heard | ({MAIL} if sent.exists() else set())


@pytest.fixture
def case(tale: Story, maud: User, iris: User, otto: User) -> Case:
    return Case(tale, maud, iris, otto, people.chapter(tale, maud, title="The storm"))


Row = tuple[str, Callable[[Case], object], set[str]]


def row(says: str, *heard: set[str] | str) -> Callable[[Callable[[Case], object]], Callable[[Case], object]]:
    """A row of the table: what is so, and through which channels it is heard."""
    channels = {name for one in heard for name in ({one} if isinstance(one, str) else one)}

    def add(arrange: Callable[[Case], object]) -> Callable[[Case], object]:
        TABLE.append((says, arrange, channels))
        return arrange

    return add


TABLE: list[Row] = []


@row("whoever follows the story", ALL)
def _(case: Case) -> None:
    case.follow()
    case.publish()


@row("whoever follows the author", ALL)
def _(case: Case) -> None:
    case.follow_author()
    case.publish()


@row("whoever follows neither", FEEDS)
def _(case: Case) -> None:
    case.publish()


@row("whoever follows both, once", ALL)
def _(case: Case) -> None:
    case.follow()
    case.follow_author()
    case.publish()


@row("whoever follows both is told by the story's rules", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow(mail=False)
    case.follow_author()
    case.publish()


@row("whoever let the story go, and follows the author", ALL)
def _(case: Case) -> None:
    subscribing.end(case.follow(), at=NOW)
    case.follow_author()
    case.publish()


@row("whoever let the story go", FEEDS)
def _(case: Case) -> None:
    subscribing.end(case.follow(), at=NOW)
    case.publish()


@row("whoever took it up again", ALL)
def _(case: Case) -> None:
    subscription = case.follow()
    subscribing.end(subscription, at=NOW - timedelta(hours=2))
    subscribing.resume(subscription, at=NOW - timedelta(hours=1))
    case.publish()


@row("whoever asked two years ago", ALL)
def _(case: Case) -> None:
    case.follow(at=NOW - timedelta(days=730))
    case.publish()


@row("whoever began to follow after it came out", FEEDS)
def _(case: Case) -> None:
    case.publish()
    case.follow(at=IN_THE_HOLD)


@row("whoever wants no mail", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow(mail=False)
    case.publish()


@row("whoever wants it once a day", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow(cadence=DAILY)
    case.publish()


@row("whoever wants it once a week", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow(cadence=WEEKLY)
    case.publish()


@row("whoever wants it when two wait, and one does", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow(cadence=MANY, many=2)
    case.publish()


@row("whoever wants it when the story is complete, and it is not", FEEDS)
def _(case: Case) -> None:
    case.follow(cadence=COMPLETE)
    case.publish()


@row("whoever has paused all letters", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow()
    case.wish(paused_at=NOW)
    case.publish()


@row("whoever sleeps", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow()
    case.wish(quiet_from=17, quiet_until=7)
    case.publish()


@row("whoever's address is dead", FEEDS, INBOX)
def _(case: Case) -> None:
    case.follow()
    bouncing.hard(case.iris, "550 Nobody", NOW)
    case.publish()


@row("whoever has a new address since", ALL)
def _(case: Case) -> None:
    case.follow()
    bouncing.hard(case.iris, "550 Nobody", NOW)
    User.objects.filter(pk=case.iris.pk).update(email="iris@elsewhere.example.org")
    case.publish()


@row("whoever the author has blocked", FEEDS)
def _(case: Case) -> None:
    case.follow()
    blocking.block(people.pen_name(case.iris), by=case.maud, at=NOW)
    case.publish()


@row("whoever has blocked the author", FEEDS)
def _(case: Case) -> None:
    case.follow()
    blocking.block(people.pen_name(case.maud), by=case.iris, at=NOW)
    case.publish()


@row("whoever is blocked by one of two authors", FEEDS)
def _(case: Case) -> None:
    case.follow_author()
    nell = people.person("nell")
    case.written_with(nell)
    blocking.block(people.pen_name(case.iris), by=nell, at=NOW)
    case.publish()


@row("an author of the story, who followed it before she wrote on it", FEEDS)
def _(case: Case) -> None:
    case.follow()
    case.written_with(case.iris)
    case.publish()


@row("a draft", NOBODY)
def _(case: Case) -> None:
    case.follow()


@row("a chapter for members", {INBOX, MAIL})
def _(case: Case) -> None:
    case.follow()
    case.make(audience=MEMBERS)
    case.publish()


@row("a chapter of an unlisted story, for whoever follows the story", {INBOX, MAIL, STORY_FEED})
def _(case: Case) -> None:
    case.follow()
    case.make(audience=UNLISTED)
    case.publish()


@row("a chapter of an unlisted story, for whoever follows its author", {STORY_FEED})
def _(case: Case) -> None:
    case.follow_author()
    case.make(audience=UNLISTED)
    case.publish()


@row("a chapter of a story that was hidden", NOBODY)
def _(case: Case) -> None:
    case.follow()
    case.publish()
    hiding.hide(case.story, reason="It is somebody else's.", by=case.otto, at=IN_THE_HOLD)


@row("a story that was removed", NOBODY)
def _(case: Case) -> None:
    case.follow()
    case.publish()
    removing.remove_story(case.story, by=case.maud, at=IN_THE_HOLD)


@row("a chapter that was removed", NOBODY)
def _(case: Case) -> None:
    case.follow()
    case.publish()
    removing.remove_chapter(case.chapter, by=case.maud, at=IN_THE_HOLD)


@row("a chapter that was withdrawn in its hold", NOBODY)
def _(case: Case) -> None:
    case.follow()
    case.publish()
    publishing.withdraw(case.chapter, by=case.maud, at=IN_THE_HOLD)


@row("a chapter that was withdrawn in its hold and shown again in it", ALL)
def _(case: Case) -> None:
    case.follow()
    case.publish()
    publishing.withdraw(case.chapter, by=case.maud, at=IN_THE_HOLD)
    publishing.publish(case.chapter, by=case.maud, at=IN_THE_HOLD)


@pytest.mark.parametrize(("arrange", "heard"), [pytest.param(*told, id=says) for says, *told in TABLE])
def test_who_hears(case: Case, arrange: Callable[[Case], object], heard: set[str]) -> None:
    arrange(case)
    news.spread(at=AFTER)

    assert case.heard() == heard


def test_in_the_hold_the_inbox_has_it_and_nobody_else(case):
    case.follow()
    case.publish()
    news.spread(at=IN_THE_HOLD)

    assert case.heard() == {INBOX}


def test_after_quiet_hours_the_letter_comes(case):
    case.follow()
    case.wish(quiet_from=17, quiet_until=7)
    case.publish()
    news.spread(at=AFTER)
    news.spread(at=NOW.replace(hour=7) + timedelta(days=1))

    assert case.heard() == ALL


def test_a_minor_revision_is_told_to_nobody(case, mailoutbox):
    case.follow()
    case.publish()
    news.spread(at=AFTER)
    before = [entry.event for entry in reading.page(case.iris).entries]
    draft = drafting.find(case.chapter)
    typed = Typed(source="The tide came in over the pans at six.", title="The storm", number=draft.number)
    drafting.save(case.chapter, typed, version=draft.version, by=case.maud, at=AFTER)
    publishing.publish(case.chapter, by=case.maud, at=AFTER, change=MINOR)
    news.spread(at=AFTER + timedelta(hours=1))

    assert [entry.event for entry in reading.page(case.iris).entries] == before
    assert len(mailoutbox) == 1


def test_what_was_cancelled_has_a_new_hold_when_it_is_shown_again(case):
    case.follow()
    case.publish()
    publishing.withdraw(case.chapter, by=case.maud, at=IN_THE_HOLD)
    news.spread(at=AFTER)
    later = AFTER + timedelta(days=1)
    publishing.publish(case.chapter, by=case.maud, at=later)
    news.spread(at=later + timedelta(minutes=1))
    assert case.heard() == {INBOX}

    news.spread(at=later + timedelta(minutes=2))
    assert case.heard() == ALL


def test_what_was_told_is_not_told_again_when_it_is_shown_again(case, mailoutbox):
    case.follow()
    case.publish()
    news.spread(at=AFTER)
    publishing.withdraw(case.chapter, by=case.maud, at=AFTER)
    publishing.publish(case.chapter, by=case.maud, at=AFTER + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(days=1))

    assert len(mailoutbox) == 1
