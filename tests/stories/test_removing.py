"""The bin: what is in it can be brought back for thirty days."""

from datetime import timedelta

from django.utils.module_loading import import_string

from feuilleton.accounts.visiting import STRANGER
from feuilleton.stories import removing
from feuilleton.stories.models import Chapter, Story
from tests import people

NOW = people.NOW


def test_a_removed_story_is_seen_by_nobody_and_brought_back_whole(maud):
    story = people.published_story(maud, chapters=2)
    removing.remove_story(story, by=maud, at=NOW)
    seen = Story.objects.visible_to(STRANGER).count()
    binned = Story.objects.in_bin_of(maud).get()

    removing.bring_back_story(binned, by=maud, at=NOW)

    assert seen == 0
    assert Story.objects.visible_to(STRANGER).get().chapter_count == 2


def test_a_removed_chapter_no_longer_counts(maud):
    story = people.published_story(maud, chapters=2)

    removing.remove_chapter(story.chapters.in_reading_order().last(), by=maud, at=NOW)

    story.refresh_from_db()
    assert story.chapter_count == 1
    assert Chapter.objects.in_bin_of(maud).count() == 1


def test_a_chapter_brought_back_counts_again(maud):
    chapter = people.published_story(maud).chapters.get()
    removing.remove_chapter(chapter, by=maud, at=NOW)

    removing.bring_back_chapter(chapter, by=maud, at=NOW)

    assert Story.objects.visible_to(STRANGER).get().chapter_count == 1


def test_the_bin_is_emptied_after_thirty_days_and_not_before(maud):
    story = people.published_story(maud)
    removing.remove_story(story, by=maud, at=NOW)

    early = removing.empty_bin(at=NOW + timedelta(days=29))
    late = removing.empty_bin(at=NOW + timedelta(days=31))

    assert (early, late) == (0, 1)
    assert not Story.objects.exists()


def test_the_bin_is_emptied_every_night(maud, settings):
    removing.remove_story(
        people.published_story(maud, at=NOW - timedelta(days=400)), by=maud, at=NOW - timedelta(days=365)
    )

    import_string(settings.PERIODIC_TASKS["empty_the_bin"]["task"]).call()

    assert not Story.objects.exists()
