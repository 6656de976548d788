"""Accepting several notes at once: every word that would change is shown first."""

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.notes import models
from feuilleton.stories.models import Draft
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW


@pytest.fixture
def address(chapter):
    return reverse("desk_several", args=[chapter.story.public_id])


@pytest.fixture
def notes(chapter, iris, nell):
    return [
        people.noted(chapter, iris, "teh", becomes="the"),
        people.noted(chapter, nell, "Nobody on the quay", becomes="No one on the quay"),
        people.noted(chapter, nell, "the ring", "Whose?", kind="question"),
    ]


def test_all_that_propose_words_are_shown_as_differences_before_anything_changes(at_desk, address, notes):
    page = at_desk.get(address, {"all": "yes"}).content.decode()

    assert "2 notes would be accepted." in page
    assert "out: </span>teh" in page
    assert "in: </span>No one" in page
    assert notes[2].public_id not in page
    assert not Draft.objects.exists()


def test_those_that_were_ticked_are_accepted_in_one_draft(at_desk, address, notes, chapter):
    page = at_desk.get(address, {"note": [one.public_id for one in notes]}).content.decode()
    sent = [part.split('"')[0] for part in page.split('name="note" value="')[1:]]

    answer = at_desk.post(address, {"note": sent}, follow=True).content.decode()

    draft = Draft.objects.get()
    assert (draft.version, draft.source) == (2, TEXT.replace("teh", "the").replace("Nobody on", "No one on"))
    assert "2 notes are in the draft." in answer
    assert [one.state for one in models.Note.objects.order_by("pk")] == ["accepted", "accepted", "open"]


def test_sent_twice_it_is_done_once(at_desk, address, notes):
    for _time in range(2):
        at_desk.post(address, {"note": [notes[0].public_id]})

    assert Draft.objects.get().version == 2


def test_nothing_ticked_is_said_in_words(at_desk, address, notes):
    answer = at_desk.get(address)

    assert answer.status_code == 422
    assert "Tick a note first." in answer.content.decode()


def test_more_than_fifty_come_fifty_at_a_time(at_desk, address, chapter, maud, iris):
    people.revised(chapter, maud, "\n\n".join(f"Line {number} of teh ledger." for number in range(60)))
    for number in range(51):
        people.noted(chapter, iris, f"{number} of teh", becomes=f"{number} of the")

    page = at_desk.get(address, {"all": "yes"}).content.decode()

    assert page.count('name="note"') == 50
    assert "These are the first 50." in page


def test_it_is_nobody_else_s(address, notes, nell):
    other = Client()
    other.force_login(nell)

    assert other.get(address, {"all": "yes"}).status_code == 404
    assert other.post(address, {"note": [notes[0].public_id]}).status_code == 404
    assert not Draft.objects.exists()
