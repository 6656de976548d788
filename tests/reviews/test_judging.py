"""Letting through, hiding and showing, calling spam and taking it back."""

from datetime import timedelta

import pytest

from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import judging
from feuilleton.reviews.models import HELD, SHOWN, SPAM, Review
from feuilleton.stories import welcoming
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.people import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def chapter(maud):
    return people.published_story(maud).chapters.get()


def kinds():
    return list(Event.objects.filter(kind__startswith="review_").order_by("id").values_list("kind", flat=True))


def test_where_everybody_waits_a_review_is_shown_when_its_author_lets_it_through(chapter, maud, iris):
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    review = people.review(chapter, iris)
    assert (review.state, review.held_why, review.shown_at) == (HELD, "asked", None)
    assert not Event.objects.get(kind="review_written").touches.exists()

    judging.let_through(review, by=maud, at=LATER)
    judging.let_through(review, by=maud, at=LATER)

    assert (review.state, review.held_why, review.shown_at) == (SHOWN, "", LATER)
    assert kinds() == ["review_written", "review_shown"]


def test_the_author_s_own_answers_never_wait(chapter, maud, iris):
    review = people.review(chapter, iris)
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)

    assert people.review(review, maud, "Thank you.").state == SHOWN


@pytest.mark.parametrize("judge", ["let_through", "hide", "show", "mark_spam", "unmark"])
def test_readers_and_other_authors_judge_nothing(chapter, iris, nell, judge):
    people.published_story(nell, "Another")
    review = people.review(chapter, iris)

    for somebody in (iris, nell):
        with pytest.raises(Refusal):
            getattr(judging, judge)(review, by=somebody, at=NOW)

    assert kinds() == ["review_written"]


def test_hidden_by_the_author_it_is_gone_for_readers_and_comes_back(chapter, maud, iris, nell):
    review = people.review(chapter, iris)
    answer = people.review(review, nell, "So did I.")

    judging.hide(review, by=maud, at=NOW)
    judging.hide(review, by=maud, at=LATER)
    assert (review.hidden_at, review.hidden_by) == (NOW, "author")
    assert not Review.objects.visible_to(STRANGER).exists()
    assert set(Review.objects.visible_to(Visitor(nell))) == {answer}

    judging.show(review, by=maud, at=NOW)
    assert Review.objects.visible_to(STRANGER).count() == 2
    assert kinds()[2:] == ["review_hidden", "review_unhidden"]


def test_a_moderator_hides_with_a_reason_above_the_author(chapter, maud, iris, otto):
    review = people.review(chapter, iris)
    judging.hide(review, by=maud, at=NOW)

    with pytest.raises(Refusal) as refusal:
        judging.hide(review, by=otto, at=NOW)
    assert refusal.value.field == "reason"

    judging.hide(review, by=otto, at=NOW, reason="It names somebody’s street.")
    assert (review.hidden_by, review.hidden_reason) == ("moderator", "It names somebody’s street.")

    with pytest.raises(Refusal):
        judging.show(review, by=maud, at=NOW)
    judging.show(review, by=otto, at=NOW)
    assert review.hidden_at is None


def test_a_moderator_does_not_show_what_the_author_hid(chapter, maud, iris, otto):
    review = people.review(chapter, iris)
    judging.hide(review, by=maud, at=NOW)

    with pytest.raises(Refusal):
        judging.show(review, by=otto, at=NOW)


def test_spam_takes_along_what_its_writer_said_on_the_author_s_stories_only(chapter, maud, iris, nell):
    other = people.published_story(maud, "The Tide Tables")
    elsewhere = people.review(people.published_story(nell, "Cold Hythe"), iris, "Buy salt.")
    review = people.review(chapter, iris, "Buy salt.")
    sibling = people.review(other, iris, "Buy salt.")
    long_ago = people.review(chapter, iris, "A good start.", at=NOW - timedelta(days=15))
    by_others = people.review(chapter, nell, "I read it twice.")

    assert judging.mark_spam(review, by=maud, at=LATER) == 2
    assert judging.mark_spam(review, by=maud, at=LATER) == 0

    assert set(Review.objects.filter(state=SPAM)) == {review, sibling}
    assert set(Review.objects.filter(state=SHOWN)) == {elsewhere, long_ago, by_others}
    told = Event.objects.get(kind="review_marked_spam")
    assert told.data == {"also": [sibling.pk]}
    assert {touch.name for touch in told.touches.all()} == {*review.touches, *sibling.touches}


def test_spam_called_by_a_moderator_goes_everywhere(chapter, maud, iris, nell, otto):
    review = people.review(chapter, iris, "Buy salt.")
    people.review(people.published_story(nell, "Cold Hythe"), iris, "Buy salt.")

    assert judging.mark_spam(review, by=otto, at=NOW) == 2


def test_taking_it_back_brings_back_what_went_along(chapter, maud, iris):
    review = people.review(chapter, iris, "Buy salt.")
    sibling = people.review(chapter.story, iris, "Buy salt.")
    judging.mark_spam(review, by=maud, at=NOW)

    assert judging.unmark(sibling, by=maud, at=LATER) == 1
    assert judging.unmark(review, by=maud, at=LATER) == 1
    assert judging.unmark(review, by=maud, at=LATER) == 0

    assert Review.objects.filter(state=SHOWN, shown_at=NOW, spam_with=None).count() == 2


def test_a_held_one_that_was_no_spam_is_held_again(chapter, maud, iris):
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    review = people.review(chapter, iris)
    judging.mark_spam(review, by=maud, at=NOW)

    judging.unmark(review, by=maud, at=LATER)

    assert (review.state, review.held_why, review.shown_at) == (HELD, "asked", None)
    assert (review.state_before, review.spam_by) == ("", "")


def test_an_author_does_not_take_back_what_a_moderator_called_spam(chapter, maud, iris, otto):
    review = people.review(chapter, iris, "Buy salt.")
    judging.mark_spam(review, by=otto, at=NOW)

    with pytest.raises(Refusal):
        judging.unmark(review, by=maud, at=LATER)
    assert Review.objects.get().state == SPAM

    assert judging.unmark(review, by=otto, at=LATER) == 1
    assert review.state == SHOWN


def test_a_moderator_s_marking_goes_above_an_author_s(chapter, maud, iris, otto):
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    review = people.review(chapter, iris, "Buy salt.")
    judging.mark_spam(review, by=maud, at=NOW)

    assert judging.mark_spam(review, by=otto, at=NOW) == 1
    with pytest.raises(Refusal):
        judging.unmark(review, by=maud, at=LATER)

    judging.unmark(review, by=otto, at=LATER)
    assert review.state == HELD


def test_an_author_takes_back_only_what_is_on_stories_of_theirs(chapter, maud, iris, nell):
    ours = people.review(chapter, iris, "Buy salt.")
    hers = people.review(people.published_story(maud, "The Tide Tables"), iris, "Buy salt.")
    judging.mark_spam(ours, by=maud, at=NOW)
    chapter.story.authorships.create(pen_name=people.pen_name(nell), position=2)

    assert judging.unmark(ours, by=nell, at=LATER) == 1

    assert set(Review.objects.filter(state=SPAM)) == {hers}


def test_an_author_of_the_story_is_no_spammer(chapter, maud, otto):
    review = people.review(chapter, maud, "Do tell me what you think.")

    with pytest.raises(Refusal):
        judging.mark_spam(review, by=otto, at=NOW)
