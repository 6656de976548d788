"""Holding a story and its chapters while they are changed."""

import pytest
from django.db import transaction

from feuilleton.stories import holding
from feuilleton.stories.models import Chapter, Story
from tests import people


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
