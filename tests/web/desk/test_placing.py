"""Saying where a note stands: chapter, paragraph, words, without a script."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.notes import carrying
from tests import people
from tests.notes.conftest import TEXT
from tests.web.writing.forms import fields

CHURCH = "She had married him in spring, in the small church by the pans."


@pytest.fixture
def adrift(chapter, maud, iris):
    note = people.noted(chapter, iris, "in spring", becomes="in autumn")
    people.revised(chapter, maud, TEXT.replace(CHURCH + "\n\n", ""), at=people.NOW + timedelta(hours=1))
    carrying.catch_up(chapter)
    return note


@pytest.fixture
def address(adrift):
    return reverse("desk_place", args=[adrift.public_id])


def place(note):
    return note.placements.get(is_newest=True)


def test_the_note_leads_there_and_its_old_words_are_shown(at_desk, desk, address, adrift, chapter):
    assert address in at_desk.get(desk).content.decode()

    page = at_desk.get(address).content.decode()
    assert "in spring" in page
    assert "Edda counted the crates" in page
    assert chapter.public_id in page


def test_the_words_are_chosen_from_a_paragraph(at_desk, address, adrift, chapter):
    block = chapter.live.blocks[0].id
    page = at_desk.get(address, {"chapter": chapter.public_id, "block": block})

    answer = at_desk.post(address, fields(page, "/place") | {"words": "the rain"})

    assert answer["Location"].endswith(f"#n-{adrift.public_id}")
    assert (place(adrift).quote, place(adrift).start_block) == ("the rain", block)


def test_a_sentence_or_the_whole_paragraph_will_do(at_desk, address, adrift, chapter, maud):
    other = people.published_chapter(chapter.story, maud, "It was late. Nobody came.", title="After")
    sent = {"chapter": other.public_id, "block": other.live.blocks[0].id}
    page = at_desk.get(address, sent).content.decode()
    value = page.split("Nobody came.</span>")[0].split('value="')[-1].split('"')[0]

    at_desk.post(address, sent | {"sentence": value})
    assert place(adrift).quote == "Nobody came."
    at_desk.post(address, sent | {"sentence": ""})
    assert place(adrift).quote == "It was late. Nobody came."


def test_words_that_are_not_there_are_refused_and_still_stand_in_the_field(at_desk, address, adrift, chapter):
    sent = {"chapter": chapter.public_id, "block": chapter.live.blocks[0].id, "words": "the snow"}

    answer = at_desk.post(address, sent)

    assert answer.status_code == 422
    assert 'value="the snow"' in answer.content.decode()
    assert place(adrift).is_detached


@pytest.mark.parametrize("sent", [{"chapter": "nowhere"}, {"chapter": "<script>"}])
def test_a_chapter_that_is_not_there_is_a_404(sent, at_desk, address):
    assert at_desk.get(address, sent).status_code == 404


def test_it_is_nobody_else_s(address, adrift, chapter, iris):
    other = Client()
    other.force_login(iris)

    assert other.get(address).status_code == 404
    assert other.post(address, {"block": chapter.live.blocks[0].id}).status_code == 404
    assert place(adrift).is_detached
