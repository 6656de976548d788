"""What becomes of somebody's reviews when they leave."""

import pytest

from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import STRANGER
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import leaving
from feuilleton.reviews.leaving import KEPT, REMOVED
from feuilleton.reviews.models import DELETED, Review
from feuilleton.stories.leaving import Undecided
from tests import people
from tests.people import NOW


@pytest.fixture
def chapter(maud):
    return people.published_story(maud).chapters.get()


def test_kept_they_stand_without_a_name(chapter, maud, iris):
    review = people.review(chapter, iris)

    leaving.leave(iris, {}, reviews=KEPT, at=NOW)

    assert not User.objects.filter(username="iris").exists()
    review.refresh_from_db()
    assert (review.user, review.pen_name, review.source) == (None, None, "I read it twice.")
    assert list(Review.objects.visible_to(STRANGER)) == [review]
    told = Event.objects.get(kind="reviewer_left")
    assert {touch.name for touch in told.touches.all()} == set(review.touches)


def test_removed_they_leave_nothing_but_a_place_for_answers(chapter, maud, iris):
    answered = people.review(chapter, iris)
    answer = people.review(answered, maud, "Which part?")
    people.review(answer, iris, "The kettle.")
    people.review(chapter.story, iris)

    leaving.leave(iris, {}, reviews=REMOVED, at=NOW)

    assert list(Review.objects.order_by("id")) == [answered, answer]
    answered.refresh_from_db()
    assert (answered.state, answered.source) == (DELETED, "")


def test_a_thread_with_oneself_goes_whole(chapter, iris):
    review = people.review(chapter, iris)
    people.review(people.review(review, iris, "And:"), iris, "One more thing.")

    leaving.leave(iris, {}, reviews=REMOVED, at=NOW)

    assert not Review.objects.exists()


@pytest.mark.parametrize("fate", ["", "handed"])
def test_nobody_leaves_without_saying_what_becomes_of_them(chapter, iris, fate):
    people.review(chapter, iris)

    with pytest.raises(Refusal):
        leaving.leave(iris, {}, reviews=fate, at=NOW)

    assert User.objects.filter(username="iris").exists()


def test_where_a_story_is_not_spoken_of_the_reviews_stay_too(chapter, maud, iris):
    people.published_story(iris, "Cold Hythe")
    people.review(chapter, iris)

    with pytest.raises(Undecided):
        leaving.leave(iris, {}, reviews=REMOVED, at=NOW)

    assert Review.objects.filter(user=iris).exists()
