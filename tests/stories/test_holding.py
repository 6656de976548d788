"""Holding a story and its chapters while they are changed."""

import pytest
from django.db import transaction

from feuilleton.stories import expunging, holding, welcoming
from feuilleton.stories.models import Chapter, Story
from tests import meanwhile, people


def test_who_holds_a_chapter_sees_it_and_its_story_as_they_are_now(maud):
    seen = people.chapter(people.story(maud), maud)
    Story.objects.filter(pk=seen.story_id).update(title="Sand Wages")
    Chapter.objects.filter(pk=seen.pk).update(position=7)

    with transaction.atomic():
        held = holding.chapter(seen)

    assert (held.position, held.story.title) == (7, "Sand Wages")


def test_what_was_deleted_meanwhile_cannot_be_held(maud):
    story = people.story(maud)
    first, second = people.chapter(story, maud), people.chapter(story, maud)
    Chapter.objects.filter(pk=first.pk).delete()

    with transaction.atomic(), pytest.raises(Chapter.DoesNotExist):
        holding.chapter(first)
    story.delete()
    with transaction.atomic(), pytest.raises(Story.DoesNotExist):
        holding.chapter(second)


@pytest.mark.django_db(transaction=True)
def test_a_chapter_is_reviewed_and_published_anew_at_the_same_time(maud, iris):
    chapter = people.published_story(maud).chapters.get()
    people.pen_name(iris)

    with transaction.atomic():
        holding.chapter(chapter)
        review = meanwhile.begun(lambda: people.review(chapter, iris))
        people.revised(chapter, maud, "The tide went out.")

    assert review.result().chapter == chapter
    assert chapter.revisions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_a_story_gets_its_chapter_before_those_who_want_both(maud):
    chapter = people.published_story(maud).chapters.get()
    earlier = chapter.live
    people.revised(chapter, maud, "The tide went out.")
    acts = [
        lambda: welcoming.lock_reviews(chapter, by=maud, at=people.NOW),
        lambda: expunging.expunge(earlier, by=maud, at=people.NOW),
    ]

    for act in acts:
        with transaction.atomic():
            holding.story(chapter.story_id)
            other = meanwhile.begun(act)
            holding.chapter(chapter)
        assert other.exception() is None
