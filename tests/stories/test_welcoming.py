"""What an author lets readers do."""

import pytest

from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.stories import describing, welcoming
from feuilleton.stories.describing import Header
from feuilleton.stories.welcoming import Welcome
from tests import people

NOW = people.NOW


def test_without_a_word_members_review_and_nothing_waits(maud):
    assert welcoming.welcome_of(people.story(maud)) == Welcome("members", "nobody", False)


def test_what_an_author_wishes_is_kept_and_pages_are_made_anew(maud):
    story = people.published_story(maud)

    welcoming.welcome(story, Welcome("guests", "everyone", True), by=maud, at=NOW)

    assert welcoming.welcome_of(story) == Welcome("guests", "everyone", True)
    touched = Event.objects.get(kind="story_welcome").touches.values_list("name", flat=True)
    assert f"story:{story.pk}" in touched


def test_notes_thanks_and_changes_are_wished_for_like_the_rest(maud):
    story = people.story(maud)
    assert welcoming.welcome_of(story) == Welcome(notes_welcome="typos", credits_shown=True, shows_changes=True)
    wished = Welcome(notes_welcome="all", credits_shown=False, shows_changes=False)

    welcoming.welcome(story, wished, by=maud, at=NOW)

    assert welcoming.welcome_of(story) == wished
    with pytest.raises(Refusal):
        welcoming.welcome(story, Welcome(notes_welcome="martians"), by=maud, at=NOW)


@pytest.mark.parametrize("wished", [Welcome(reviews_from="everyone"), Welcome(reviews_held="members"), Welcome("", "")])
def test_what_is_not_on_the_list_is_refused_and_changes_nothing(wished, maud):
    story = people.story(maud)
    welcoming.welcome(story, Welcome("guests"), by=maud, at=NOW)

    with pytest.raises(Refusal):
        welcoming.welcome(story, wished, by=maud, at=NOW)

    story.refresh_from_db()
    assert welcoming.welcome_of(story) == Welcome("guests")


def test_a_new_header_leaves_the_welcome_as_it_is(maud):
    story = people.story(maud)
    welcoming.welcome(story, Welcome("nobody", mails_text=True), by=maud, at=NOW)

    describing.describe(story, Header(title="Other"), by=maud, at=NOW)

    assert welcoming.welcome_of(story) == Welcome("nobody", mails_text=True)


def test_locking_a_chapter_twice_is_once_and_it_can_be_opened_again(maud):
    chapter = people.published_story(maud, chapters=2).chapters.first()

    for _ in range(2):
        welcoming.lock_reviews(chapter, by=maud, at=NOW)
    assert chapter.reviews_locked_at == NOW
    for _ in range(2):
        welcoming.unlock_reviews(chapter, by=maud, at=NOW)
    assert chapter.reviews_locked_at is None

    kinds = [kind for kind in Event.objects.order_by("id").values_list("kind", flat=True) if kind.startswith("reviews")]
    assert kinds == ["reviews_locked", "reviews_unlocked"]


def test_a_lock_makes_the_pages_of_the_story_anew_and_is_no_news(maud):
    chapter = people.published_story(maud).chapters.get()

    welcoming.lock_reviews(chapter, by=maud, at=NOW)

    event = Event.objects.get(kind="reviews_locked")
    assert f"story:{chapter.story_id}" in event.touches.values_list("name", flat=True)
    assert not event.topics.exists()
