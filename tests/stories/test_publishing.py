"""Publishing chapters, revising them, and taking them away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.events.models import Event, Topic
from feuilleton.stories import describing, drafting, publishing
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Chapter, Draft, Story
from tests import people

NOW = people.NOW
LATER = NOW + timedelta(days=1)


def _events(kind):
    return Event.objects.filter(kind=kind).count()


def test_a_published_chapter_is_seen_by_strangers(maud):
    chapter = people.chapter(people.story(maud), maud)

    publishing.publish(chapter, by=maud, at=NOW)

    assert Chapter.objects.visible_to(STRANGER).get() == chapter
    assert Story.objects.listed_for(STRANGER).get() == chapter.story


def test_publish_twice_is_recorded_once(maud):
    chapter = people.chapter(people.story(maud), maud)

    first = publishing.publish(chapter, by=maud, at=NOW)
    second = publishing.publish(chapter, by=maud, at=LATER)

    assert first == second
    assert _events("chapter_published") == 1


def test_a_chapter_without_text_is_not_published(maud):
    chapter = people.chapter(people.story(maud), maud, text=" \n\n***\n\n ")

    with pytest.raises(publishing.EmptyChapter):
        publishing.publish(chapter, by=maud, at=NOW)

    assert not Chapter.objects.visible_to(STRANGER).exists()


def test_publishing_an_older_save_than_the_stored_one_is_refused(maud):
    chapter = people.chapter(people.story(maud), maud)
    drafting.save(chapter, Typed(source="Written on the phone."), version=1, by=maud, at=NOW)

    with pytest.raises(drafting.Conflict):
        publishing.publish(chapter, by=maud, at=NOW, version=1)

    assert Draft.objects.get(chapter=chapter).source == "Written on the phone."


def test_a_minor_revision_moves_no_date(maud):
    chapter = people.published_chapter(people.story(maud), maud)
    drafting.save(
        chapter, Typed(source="The tide came in over the pans.\n\nNobody moved at all."), version=0, by=maud, at=LATER
    )

    publishing.publish(chapter, by=maud, at=LATER, change="minor")

    chapter.refresh_from_db()
    assert (chapter.updated_at, chapter.story.updated_at) == (NOW, NOW)
    assert "at all" in chapter.live.html


def test_a_rewrite_moves_the_dates_of_chapter_and_story(maud):
    chapter = people.published_chapter(people.story(maud), maud)
    drafting.save(chapter, Typed(source="Another tide."), version=0, by=maud, at=LATER)

    publishing.publish(chapter, by=maud, at=LATER, change="rewrite")

    chapter.refresh_from_db()
    assert chapter.updated_at == LATER
    assert Story.objects.get(pk=chapter.story_id).updated_at == LATER
    assert [one.change for one in chapter.revisions.newest_first()] == ["rewrite", "first"]


def test_unchanged_paragraphs_keep_their_ids_from_revision_to_revision(maud):
    chapter = people.published_chapter(people.story(maud), maud)
    before = [block.id for block in chapter.live.blocks]
    drafting.save(chapter, Typed(source="A new beginning.\n\n" + people.WORDS), version=0, by=maud, at=LATER)

    publishing.publish(chapter, by=maud, at=LATER)

    chapter.refresh_from_db()
    assert [block.id for block in chapter.live.blocks][1:] == before


def test_a_story_is_complete_when_as_many_are_published_as_planned(maud):
    story = people.story(maud, planned=2)
    people.published_chapter(story, maud, number="2")
    story.refresh_from_db()
    was_complete = story.is_complete

    people.published_chapter(story, maud, number="1")

    story.refresh_from_db()
    assert (was_complete, story.is_complete) == (False, True)
    assert _events("story_completed") == 1


def test_withdrawing_hides_the_chapter_and_keeps_its_revisions(maud):
    chapter = people.published_chapter(people.story(maud), maud)

    publishing.withdraw(chapter, by=maud, at=LATER)
    publishing.withdraw(chapter, by=maud, at=LATER)

    assert not Chapter.objects.visible_to(STRANGER).exists()
    assert Chapter.objects.visible_to(Visitor(maud)).get().revisions.count() == 1
    assert _events("chapter_withdrawn") == 1


def test_a_withdrawn_chapter_is_shown_again_as_it_was(maud):
    chapter = people.published_chapter(people.story(maud), maud)
    publishing.withdraw(chapter, by=maud, at=LATER)

    publishing.publish(chapter, by=maud, at=LATER)

    assert Chapter.objects.visible_to(STRANGER).get().published_at == NOW
    assert chapter.revisions.count() == 1


def test_the_event_says_what_it_touched(maud):
    chapter = people.published_chapter(people.story(maud), maud)

    event = Event.objects.get(kind="chapter_published")

    assert set(event.touches.values_list("name", flat=True)) == set(chapter.touches)


def test_only_the_first_publication_of_a_chapter_is_told_to_those_who_follow(maud):
    story = people.story(maud, planned=1)
    chapter = people.published_chapter(story, maud)
    drafting.save(chapter, Typed(source="Other words."), version=0, by=maud, at=LATER)
    publishing.publish(chapter, by=maud, at=LATER)
    publishing.withdraw(chapter, by=maud, at=LATER)

    told = Event.objects.filter(topics__name=f"story:{story.pk}").order_by("id")

    assert [event.kind for event in told] == ["chapter_published", "story_completed"]
    assert told[0].data == {"revision": chapter.revisions.first().pk, "change": "changed"}
    assert told[1].data == {"chapter": chapter.pk}
    assert {topic.name for topic in told[0].topics.all()} == {f"story:{story.pk}", f"person:{people.pen_name(maud).pk}"}


def test_the_end_is_told_once_however_often_the_last_chapter_is_taken_away(maud):
    story = people.published_story(maud, chapters=2, planned=2)
    last = story.chapters.in_reading_order().last()

    publishing.withdraw(last, by=maud, at=NOW)
    publishing.publish(last, by=maud, at=NOW)

    told = Topic.objects.filter(name=f"story:{story.pk}", event__kind="story_completed")
    assert told.count() == 1
    assert _events("story_completed") == 2


def test_a_longer_plan_has_an_end_of_its_own(maud):
    story = people.published_story(maud, chapters=2, planned=2)

    describing.describe(story, replace(describing.header_of(story), planned=3), by=maud, at=NOW)
    people.published_chapter(story, maud)

    assert Topic.objects.filter(name=f"story:{story.pk}", event__kind="story_completed").count() == 2


def test_taking_back_what_was_just_published_takes_its_date_along(maud):
    story = people.published_story(maud, chapters=2, at=NOW)
    new = people.published_chapter(story, maud, at=LATER)

    publishing.withdraw(new, by=maud, at=LATER)

    story.refresh_from_db()
    assert story.updated_at == NOW
