"""The desk offers to give readers what they corrected."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.notes import deciding
from feuilleton.stories.models import Draft, Revision
from tests import people
from tests.web.writing.forms import fields

NOW = people.NOW


@pytest.fixture
def address(chapter):
    return reverse("desk_issue", args=[chapter.public_id])


@pytest.fixture
def accepted(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    deciding.accept(note, by=maud, at=NOW + timedelta(minutes=1))
    return note


def test_the_queue_offers_it_and_leads_to_the_difference(at_desk, desk, address, accepted, chapter):
    page = at_desk.get(desk).content.decode()

    assert address in page
    assert "Readers get 1 correction, nobody is alerted." in page
    assert f"{reverse('write_compare', args=[chapter.public_id])}?old=1&amp;new=draft" in page


def test_every_word_is_shown_and_published_as_minor(at_desk, desk, address, accepted, chapter):
    page = at_desk.get(address)
    assert "out: </span>teh" in page.content.decode()
    assert "1 reader" in page.content.decode()

    sent = fields(page, "/notes/publish")
    for _time in range(2):
        answer = at_desk.post(address, sent, follow=True)

    chapter.refresh_from_db()
    accepted.refresh_from_db()
    assert (chapter.live.change, Revision.objects.count()) == ("minor", 2)
    assert accepted.is_mended
    assert address not in answer.content.decode()


def test_a_draft_that_went_on_is_shown_anew_and_not_published(at_desk, address, accepted, chapter, maud, iris):
    sent = fields(at_desk.get(address), "/notes/publish")
    deciding.accept(people.noted(chapter, iris, "Nobody on", becomes="No one on"), by=maud, at=NOW)

    answer = at_desk.post(address, sent)

    assert answer.status_code == 409
    assert "in: </span>No one" in answer.content.decode()
    assert Draft.objects.exists()


def test_without_a_draft_there_is_nothing_to_publish(at_desk, address):
    assert at_desk.get(address).status_code == 422


def test_it_is_nobody_else_s(address, accepted, iris):
    other = Client()
    other.force_login(iris)

    assert other.get(address).status_code == 404
    assert other.post(address, {"version": "1"}).status_code == 404
    assert Draft.objects.exists()
