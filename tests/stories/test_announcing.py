"""Announcements: heard by whoever follows, moving nothing, and taken back."""

from datetime import timedelta

import pytest

from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.events.models import Event, Topic
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import hiding
from feuilleton.stories import announcing, removing
from feuilleton.stories.models import Announcement
from tests import people

NOW = people.NOW
LATER = NOW + timedelta(hours=2)


def test_an_announcement_is_told_to_those_who_follow_the_story_or_its_author(maud):
    story = people.published_story(maud)

    made = announcing.announce(story, "Back on *Saturday*.", by=maud, at=LATER)

    event = Event.objects.get(kind="announcement_made")
    assert event.subject == made
    assert {topic.name for topic in event.topics.all()} == {
        f"story:{story.pk}",
        f"person:{people.pen_name(maud).pk}",
    }
    assert f"story:{story.pk}" in event.touches.values_list("name", flat=True)
    assert made.html == "<p>Back on <em>Saturday</em>.</p>"


def test_an_announcement_moves_no_date_and_is_no_chapter(maud):
    story = people.published_story(maud)

    announcing.announce(story, "Back on Saturday.", by=maud, at=LATER)

    story.refresh_from_db()
    assert (story.updated_at, story.chapter_count, story.chapters.count()) == (NOW, 1, 1)


def test_the_same_words_within_a_day_are_one_announcement(maud):
    story = people.published_story(maud)

    first = announcing.announce(story, "A pause.\r\n\r\nA short one.", by=maud, at=NOW)
    again = announcing.announce(story, " A pause.\n\nA short one.\n", by=maud, at=LATER)
    next_day = announcing.announce(story, "A pause.\n\nA short one.", by=maud, at=NOW + timedelta(hours=25))

    assert again == first
    assert next_day != first
    assert Event.objects.filter(kind="announcement_made").count() == 2


def test_what_was_taken_back_can_be_said_anew(maud):
    story = people.published_story(maud)
    first = announcing.announce(story, "A pause.", by=maud, at=NOW)
    announcing.withdraw(first, by=maud, at=NOW)

    second = announcing.announce(story, "A pause.", by=maud, at=LATER)

    assert second != first
    assert second.withdrawn_at is None


@pytest.mark.parametrize("source", ["", " \n\t ", "\x00", "***", "\n\n* * *\n", "x" * 5_001])
def test_nothing_to_say_and_too_much_of_it_are_refused(source, maud):
    story = people.published_story(maud)

    with pytest.raises(Refusal) as refused:
        announcing.announce(story, source, by=maud, at=NOW)

    assert refused.value.field == "source"
    assert not Announcement.objects.exists()
    assert not Event.objects.filter(kind="announcement_made").exists()


def test_of_a_story_that_nobody_reads_yet_there_is_nothing_to_announce(maud):
    with pytest.raises(Refusal):
        announcing.announce(people.story(maud), "Soon.", by=maud, at=NOW)

    assert not Topic.objects.exists()


def test_what_is_announced_is_clean(maud):
    story = people.published_story(maud)

    made = announcing.announce(story, "<script>alert(1)</script> [x](javascript:alert(1))", by=maud, at=NOW)

    assert "<script" not in made.html
    assert "javascript:" not in made.html


def test_taking_it_back_twice_is_once_and_pages_that_showed_it_are_made_anew(maud):
    story = people.published_story(maud)
    made = announcing.announce(story, "A pause.", by=maud, at=NOW)

    for at in (NOW, LATER):
        announcing.withdraw(made, by=maud, at=at)

    assert made.withdrawn_at == NOW
    event = Event.objects.get(kind="announcement_withdrawn")
    assert f"story:{story.pk}" in event.touches.values_list("name", flat=True)
    assert not event.topics.exists()


def test_it_is_seen_by_whoever_sees_the_story_newest_first(maud, iris, otto):
    story = people.published_story(maud, audience="members")
    for words in ("One.", "Two.", "Never mind."):
        last = announcing.announce(story, words, by=maud, at=NOW)
    announcing.withdraw(last, by=maud, at=NOW)

    def seen(visitor: Visitor) -> list[str]:
        return [one.source for one in Announcement.objects.visible_to(visitor).newest_first()]

    assert seen(STRANGER) == []
    assert seen(Visitor(user=iris)) == ["Two.", "One."]

    hiding.hide(story, reason="A mistake.", by=otto, at=NOW)
    assert seen(Visitor(user=iris)) == []
    assert seen(Visitor(user=maud)) == seen(Visitor(user=otto)) == ["Two.", "One."]

    removing.remove_story(story, by=maud, at=NOW)
    assert seen(Visitor(user=maud)) == seen(Visitor(user=otto)) == []
