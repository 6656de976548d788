"""What waits until its author has looked at it, and why."""

from datetime import timedelta

import pytest

from feuilleton.accounts.models import User
from feuilleton.reviews import screening, wording
from feuilleton.reviews.models import HELD, SHOWN
from feuilleton.reviews.screening import Writer
from feuilleton.stories.models import Story
from tests import people
from tests.people import NOW

OLD, YOUNG = NOW - timedelta(days=400), NOW - timedelta(hours=3)
LINK, PLAIN = "Better salt: https://example.org", "I read it twice."


def joined(user, at):
    User.objects.filter(pk=user.pk).update(joined_at=at)
    user.refresh_from_db()
    return user


def why(text, writer, *, held="nobody", same_on=0):
    return screening.why_held(wording.compose(text), Story(reviews_held=held), writer, same_on=same_on, at=NOW)


@pytest.mark.parametrize(
    ("text", "writer", "held", "same_on", "reason"),
    [
        (PLAIN, Writer(None), "nobody", 0, ""),
        (PLAIN, Writer(None), "guests", 0, "asked"),
        (PLAIN, Writer(OLD), "guests", 0, ""),
        (PLAIN, Writer(OLD), "everyone", 0, "asked"),
        (PLAIN, Writer(OLD, is_trusted=True), "everyone", 9, ""),
        (LINK, Writer(None), "nobody", 0, "links"),
        ("[salt](https://example.org)", Writer(None), "nobody", 0, "links"),
        (LINK, Writer(YOUNG), "nobody", 0, "young"),
        (LINK, Writer(OLD), "nobody", 0, ""),
        (PLAIN, Writer(OLD), "nobody", 2, ""),
        (PLAIN, Writer(OLD), "nobody", 3, "repeated"),
        (PLAIN, Writer(YOUNG, many_since=NOW - timedelta(minutes=59)), "nobody", 0, "hurried"),
        (PLAIN, Writer(YOUNG, many_since=NOW - timedelta(minutes=61)), "nobody", 0, ""),
        (PLAIN, Writer(OLD, many_since=NOW - timedelta(minutes=1)), "nobody", 0, ""),
    ],
)
def test_each_rule_and_its_reason(text, writer, held, same_on, reason):
    assert why(text, writer, held=held, same_on=same_on) == reason


def test_the_same_long_words_on_many_stories_wait(maud, iris, nell):
    words = "The best tale of the sea I have read in years; mine is the same, come and look at it."
    for title in ("Salt Wages", "Cold Hythe", "The Tide Tables"):
        assert people.review(people.published_story(maud, title), iris, words).state == SHOWN

    last = people.review(people.published_story(maud, "What Haydée Kept"), nell, words.upper() + "!!")

    assert (last.state, last.held_why) == (HELD, "repeated")


def test_short_words_may_stand_anywhere(maud, iris):
    for number in range(5):
        assert people.review(people.published_story(maud, f"Tale {number}"), iris, "Thank you!").state == SHOWN


def test_the_eleventh_review_within_an_hour_of_a_new_account_waits(maud, iris):
    story = people.published_story(maud)
    joined(iris, YOUNG)

    states = [people.review(story, iris, f"Number {number}.").state for number in range(11)]

    assert states == [SHOWN] * 10 + [HELD]


def test_a_moderator_s_words_never_wait(maud, otto):
    story = people.published_story(maud)
    joined(otto, YOUNG)

    assert people.review(story, otto, LINK).state == SHOWN
