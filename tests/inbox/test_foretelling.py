"""What an author is told of their audience: the number is the same as of those who then hear, never more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from feuilleton.accounts import blocking
from feuilleton.accounts.models import User
from feuilleton.inbox import foretelling, reading, releasing
from feuilleton.inbox.models import COMPLETE, DAILY, Release
from feuilleton.moderation import hiding
from feuilleton.stories import describing, publishing
from feuilleton.stories.models import UNLISTED, Story
from tests import people
from tests.inbox import news
from tests.people import NOW

pytestmark = pytest.mark.django_db
HOLD = timedelta(minutes=2)


def foretold(story: Story, by: User) -> foretelling.Audience:
    """Asked before a chapter is published; afterwards as many have it in their inbox."""
    chapter = people.chapter(story, by)
    said = foretelling.audience(chapter)
    publishing.publish(chapter, by=by, at=NOW)
    hearing = [one for one in User.objects.all() if reading.count_new(one)]
    assert len(hearing) == said.readers
    return said


def test_nobody_follows(tale: Story, maud: User) -> None:
    assert foretold(tale, maud) == (0, False, False)


def test_who_follows_story_and_author_counts_once(tale: Story, maud: User, iris: User, nell: User) -> None:
    for thing in (tale, people.pen_name(maud)):
        news.follow(thing, iris)
    news.follow(people.pen_name(maud), nell)

    assert foretold(tale, maud) == (2, False, True)


@pytest.mark.parametrize("wishes", [{"mail": False}, {"cadence": DAILY}])
def test_no_letter_leaves_at_once_for_who_wants_none_or_gathers_them(
    tale: Story, maud: User, iris: User, wishes: dict[str, Any]
) -> None:
    news.follow(tale, iris, **wishes)

    assert foretold(tale, maud) == (1, False, False)


@pytest.mark.parametrize("planned", [2, 3])
def test_who_waits_for_the_end_counts_at_the_end_alone(tale: Story, maud: User, iris: User, planned: int) -> None:
    describing.describe(tale, describing.Header(title="Salt Wages", planned=planned), by=maud, at=NOW)
    tale.refresh_from_db()
    news.follow(tale, iris, cadence=COMPLETE)
    news.follow(people.pen_name(maud), iris)

    assert foretold(tale, maud).readers == (planned == 2)


def test_across_a_block_nobody_counts(tale: Story, maud: User, iris: User) -> None:
    news.follow(tale, iris)
    people.pen_name(iris)
    blocking.block(people.pen_name(maud), by=iris, at=NOW)

    assert foretold(tale, maud).readers == 0


def test_of_an_unlisted_story_those_who_follow_its_author_hear_nothing(tale: Story, maud: User, iris: User) -> None:
    describing.describe(tale, describing.Header(title="Salt Wages", audience=UNLISTED), by=maud, at=NOW)
    tale.refresh_from_db()
    news.follow(people.pen_name(maud), iris)

    assert foretold(tale, maud).readers == 0


def test_of_a_hidden_story_nobody_hears(tale: Story, maud: User, iris: User, otto: User) -> None:
    news.follow(tale, iris)
    hiding.hide(tale, reason="It is a list of names.", by=otto, at=NOW)
    tale.refresh_from_db()

    assert foretold(tale, maud).readers == 0


def test_many_are_counted_to_ten_thousand(tale: Story, maud: User, iris: User, nell: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(foretelling, "MOST", 1)
    for somebody in (iris, nell):
        news.follow(tale, somebody)

    assert foretelling.audience(people.chapter(tale, maud)) == (1, True, True)


def test_letters_leave_when_the_hold_is_over_and_not_again(tale: Story, maud: User, iris: User) -> None:
    news.follow(tale, iris)
    chapter = people.chapter(tale, maud)
    assert foretelling.leaves_at(chapter, at=NOW) == NOW + HOLD

    publishing.publish(chapter, by=maud, at=NOW)
    assert foretelling.leaves_at(chapter, at=NOW + timedelta(minutes=1)) == NOW + HOLD

    news.spread()
    assert foretelling.leaves_at(chapter, at=news.AFTER) is None


def test_what_was_taken_back_in_its_hold_is_held_anew(tale: Story, maud: User, iris: User) -> None:
    news.follow(tale, iris)
    chapter = people.published_chapter(tale, maud)
    publishing.withdraw(chapter, by=maud, at=NOW)
    news.spread()

    assert foretelling.leaves_at(chapter, at=news.AFTER) == news.AFTER + HOLD


def test_what_was_stopped_leaves_never(tale: Story, maud: User, otto: User) -> None:
    chapter = people.published_chapter(tale, maud)
    news.spread(at=NOW)
    releasing.stop(Release.objects.latest("event").event, by=otto, at=NOW)

    assert foretelling.leaves_at(chapter, at=NOW) is None
