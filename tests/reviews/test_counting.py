"""How many reviews a story has."""

from feuilleton.events.models import Event
from feuilleton.reviews import counting, judging, reviewing
from feuilleton.stories import publishing
from feuilleton.stories.models import Story
from tests import people
from tests.people import NOW


def count(story):
    return Story.objects.get(pk=story.pk).review_count


def test_what_strangers_see_is_counted_without_answers(maud, iris, nell):
    story = people.published_story(maud)
    chapter = story.chapters.get()
    review = people.review(chapter, iris)
    people.review(review, maud, "Thank you.")
    people.review(story, nell)
    judging.hide(people.review(chapter, nell, "Hm."), by=maud, at=NOW)

    counting.sweep(at=NOW)

    assert count(story) == 2


def test_one_event_tells_of_all_that_changed_and_none_of_nothing(maud, iris):
    stories = [people.published_story(maud, title) for title in ("Salt Wages", "Cold Hythe", "Unread")]
    for story in stories[:2]:
        people.review(story, iris)

    assert counting.sweep(at=NOW) == 2
    assert counting.sweep(at=NOW) == 0

    told = Event.objects.get(kind="reviews_counted")
    assert {touch.name for touch in told.touches.all()} == {f"story:{story.pk}" for story in stories[:2]}


def test_what_goes_away_is_no_longer_counted(maud, iris, nell):
    story = people.published_story(maud)
    chapter = story.chapters.get()
    people.review(chapter, iris)
    review = people.review(story, nell)
    counting.sweep(at=NOW)

    publishing.withdraw(chapter, by=maud, at=NOW)
    counting.sweep(at=NOW)
    assert count(story) == 1

    reviewing.delete(review, by=nell, at=NOW)
    counting.sweep(at=NOW)
    assert count(story) == 0
