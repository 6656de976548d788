"""What an author lets readers do: the form, and the lock on one chapter's reviews."""

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.stories import welcoming
from feuilleton.stories.models import Draft
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.web.writing.forms import fields


def test_the_form_shows_how_it_stands_and_keeps_what_it_is_sent(at_desk, story):
    address = reverse("welcome", args=[story.public_id])
    assert address in at_desk.get(reverse("write_story", args=[story.public_id])).content.decode()
    shown = fields(at_desk.get(address), "/welcome")

    answer = at_desk.post(address, shown | {"reviews_from": "guests", "reviews_held": "everyone", "mails_text": "on"})

    story.refresh_from_db()
    assert (shown["reviews_from"], shown["reviews_held"], "mails_text" in shown) == ("members", "nobody", False)
    assert answer["Location"] == reverse("write_story", args=[story.public_id])
    assert welcoming.welcome_of(story) == Welcome("guests", "everyone", True)


@pytest.mark.parametrize("sent", [{}, {"reviews_from": "martians", "reviews_held": "nobody"}])
def test_what_is_not_on_the_list_is_refused_and_changes_nothing(sent, at_desk, story):
    answer = at_desk.post(reverse("welcome", args=[story.public_id]), sent)

    assert answer.status_code == 422
    assert "There is no such choice." in answer.content.decode()
    story.refresh_from_db()
    assert welcoming.welcome_of(story) == Welcome()


def test_which_notes_are_welcome_and_whether_thanks_and_changes_are_shown(at_desk, story):
    address = reverse("welcome", args=[story.public_id])
    shown = fields(at_desk.get(address), "/welcome")
    assert (shown["notes_welcome"], shown["credits_shown"], shown["shows_changes"]) == ("typos", "on", "on")

    at_desk.post(address, {**shown, "notes_welcome": "margin", "credits_shown": "", "shows_changes": ""})

    story.refresh_from_db()
    assert (story.notes_welcome, story.credits_shown, story.shows_changes) == ("margin", False, False)
    shown = fields(at_desk.get(address), "/welcome")
    assert ("credits_shown" in shown, "shows_changes" in shown) == (False, False)
    assert at_desk.post(address, {**shown, "notes_welcome": "martians"}).status_code == 422


def test_where_guests_may_review_nowhere_the_form_says_so(at_desk, story, settings):
    settings.FEUILLETON_GUESTS = False

    assert "from members only" in at_desk.get(reverse("welcome", args=[story.public_id])).content.decode()


def test_a_chapter_s_reviews_are_locked_and_opened_and_what_was_typed_is_kept(at_desk, story, maud):
    chapter = people.published_chapter(story, maud)
    page, address = reverse("write_chapter", args=[chapter.public_id]), reverse("write_lock", args=[chapter.public_id])

    sent = fields(at_desk.get(page), "/save") | {"text": "Half a sent", "reviews": "lock"}
    locked = at_desk.post(address, sent, follow=True).content.decode()
    chapter.refresh_from_db()
    assert chapter.reviews_locked_at is not None
    assert "takes no more reviews" in locked
    assert 'value="unlock"' in locked
    assert Draft.objects.get(chapter=chapter).source == "Half a sent"

    at_desk.post(address, fields(at_desk.get(page), "/save") | {"reviews": "unlock"})
    chapter.refresh_from_db()
    assert chapter.reviews_locked_at is None


def test_a_lock_that_comes_without_the_chapter_s_text_changes_nothing(at_desk, story, maud):
    chapter = people.published_chapter(story, maud)

    assert at_desk.post(reverse("write_lock", args=[chapter.public_id]), {"reviews": "lock"}).status_code == 422

    chapter.refresh_from_db()
    assert chapter.reviews_locked_at is None


def test_nobody_else_says_what_readers_may_do(story, maud, iris):
    chapter = people.published_chapter(story, maud)
    other = Client()
    other.force_login(iris)

    for path in (reverse("welcome", args=[story.public_id]), reverse("write_lock", args=[chapter.public_id])):
        sent = {"reviews_from": "nobody", "reviews_held": "nobody", "reviews": "lock", "text": people.WORDS}
        assert other.post(path, sent).status_code == 404
        assert Client().post(path, sent).status_code == 403

    story.refresh_from_db()
    chapter.refresh_from_db()
    assert (story.reviews_from, chapter.reviews_locked_at) == ("members", None)
