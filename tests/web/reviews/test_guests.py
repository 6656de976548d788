"""Reviews by people without an account: the form, the letter, the page it leads to."""

import re

import pytest
from django.core import mail

from feuilleton.moderation import hiding
from feuilleton.stories import models, publishing, welcoming
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.web.reviews import SAME_ORIGIN

GUEST = {"do": "guest", "name": "M.", "email": "m@example.org", "text": "He says: they did wash."}


@pytest.fixture
def chapter(maud):
    chapter = people.published_story(maud).chapters.get()
    welcoming.welcome(chapter.story, Welcome(reviews_from=models.GUESTS), by=maud, at=people.NOW)
    chapter.refresh_from_db()
    return chapter


def read(client, chapter):
    return client.get(f"/chapters/{chapter.public_id}").content.decode()


@pytest.fixture
def link(client, chapter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/chapters/{chapter.public_id}/reviews", GUEST, headers=SAME_ORIGIN)
    assert answer["Location"] == f"/chapters/{chapter.public_id}"
    from feuilleton.tasks.models import Job

    letters = [str(job.arguments) for job in Job.objects.all()] + [letter.body for letter in mail.outbox]
    return re.search(r"/reviews/confirm/[\w:-]+", " ".join(letters))[0]


def test_a_guest_finds_the_form_where_the_author_lets_them(client, chapter):
    page = read(client, chapter)

    assert 'name="email"' in page
    assert "csrfmiddlewaretoken" not in page


def test_a_guests_review_is_shown_once_it_is_confirmed(client, chapter, link):
    assert "they did wash" not in read(client, chapter)

    assert "Is this your review?" in client.get(link).content.decode()
    assert "they did wash" not in read(client, chapter)

    assert client.post(link, headers=SAME_ORIGIN).status_code == 303
    assert "<bdi>M.</bdi>, a guest" in read(client, chapter)
    assert "m@example.org" not in read(client, chapter)


def test_a_guest_takes_it_back_by_the_letters_link(client, chapter, link):
    client.post(link, headers=SAME_ORIGIN)

    assert client.post(link, {"do": "take_back"}, headers=SAME_ORIGIN).status_code == 303

    assert "they did wash" not in read(client, chapter)


def test_a_link_that_is_broken_says_so(client, chapter, link):
    answer = client.get(link[:-3])

    assert answer.status_code == 422
    assert "This link does not work" in answer.content.decode()


@pytest.mark.parametrize("do", ["confirm", "take_back"])
@pytest.mark.parametrize("gone", ["hidden", "withdrawn"])
def test_the_letters_link_does_not_tell_of_what_is_no_longer_shown(client, chapter, link, maud, otto, gone, do):
    assert chapter.story.title in client.get(link).content.decode()
    if gone == "hidden":
        hiding.hide(chapter.story, reason="A report.", by=otto, at=people.NOW)
    else:
        publishing.withdraw(chapter, by=maud, at=people.NOW)

    page = client.get(link).content.decode()
    assert "they did wash" in page
    assert chapter.story.title not in page
    assert chapter.public_id not in page
    assert client.post(link, {"do": do}, headers=SAME_ORIGIN)["Location"] == "/"
