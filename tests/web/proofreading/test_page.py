"""What an author sees before publishing: everything observed, with its passage, and nothing that judges."""

import pytest
from django.urls import reverse

from feuilleton.proofreading import surveying
from feuilleton.stories import drafting
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Draft
from feuilleton.web.proofreading import page as proofreading
from tests import people
from tests.web.writing.forms import fields


def test_each_thing_stands_in_its_sentence_with_what_could_stand_there(at_desk, page):
    said = at_desk.get(page).content.decode()

    assert "2 things to look at in 20 words." in said
    assert "<del>" in said
    assert "“the” stands twice here." in said
    assert said.index("Words twice") < said.index("What is noted")


def test_a_fact_that_says_otherwise_is_quoted_from_both_places(at_desk, page, fact):
    said = at_desk.get(page).content.decode()

    assert "<mark>Edda’s husband Joan</mark>" in said
    assert "Since chapter I it is noted: Edda and Joan – engaged." in said
    assert f"{reverse('chapter', args=[fact.since.public_id])}#b-{fact.block}" in said
    assert reverse("desk_fact", args=[fact.public_id]) in said


def test_what_was_typed_is_saved_before_it_is_looked_over(at_desk, page, chapter):
    editor = at_desk.get(reverse("write_chapter", args=[chapter.public_id]))
    sent = fields(editor, "/save") | {"text": "He shut the the gate."}

    answer = at_desk.post(page, sent, follow=True)

    assert drafting.find(chapter).blocks[0].text == "He shut the the gate."
    assert "gate." in answer.content.decode()


def test_what_was_typed_over_a_newer_text_is_not_looked_over(at_desk, page, chapter, maud):
    sent = fields(at_desk.get(reverse("write_chapter", args=[chapter.public_id])), "/save")
    drafting.save(chapter, Typed(source="Newer."), version=1, by=maud, at=people.NOW)

    answer = at_desk.post(page, sent | {"text": "Older."})

    assert answer.status_code == 409
    assert drafting.find(chapter).blocks[0].text == "Newer."


def test_a_stranger_finds_nothing_there(client, page, iris):
    assert client.get(page).status_code == 303

    client.force_login(iris)

    assert client.get(page).status_code == 404
    assert client.post(page, {"text": "Mine."}).status_code == 404
    assert client.post(f"{page}/answer", {"do": "ignore"}).status_code == 404
    assert client.post(f"{page}/fact", {"do": "state"}).status_code == 404


@pytest.mark.parametrize("language", ["en", "ja", "tlh"])
def test_a_text_without_a_word_can_be_looked_over(at_desk, maud, language):
    empty = people.chapter(people.story(maud, "Empty", language=language), maud, "")

    said = at_desk.get(reverse("proofread", args=[empty.public_id])).content.decode()

    assert "There is no text yet." in said


@pytest.mark.parametrize("language", ["fr", "ar", "ja", "tlh", "x-elvish"])
def test_a_text_in_any_language_can_be_looked_over(at_desk, maud, language):
    text = "« Le le monde.\n\n「海\n\nEdda’s husband Joan\n\n***"
    strange = people.chapter(people.story(maud, "Strange", language=language), maud, text)

    said = at_desk.get(reverse("proofread", args=[strange.public_id])).content.decode()

    assert "What is looked at, and what is not" in said
    assert "these are looked for in English only" in said


def test_nothing_found_is_said_and_nothing_more(at_desk, maud):
    clean = people.chapter(people.story(maud, "Clean", language="en"), maud, "She shut the door.")

    said = at_desk.get(reverse("proofread", args=[clean.public_id])).content.decode()

    assert "Nothing to see in what is looked at." in said
    assert "What is looked at, and what is not" in said


def test_a_page_ends_and_says_how_many_are_left(at_desk, maud):
    many = people.chapter(people.story(maud, "Many", language="en"), maud, "She shut the the door.\n\n" * 103)

    said = at_desk.get(reverse("proofread", args=[many.public_id])).content.decode()

    assert said.count('class="query observed"') == proofreading.MOST
    assert "And 3 more. Mend some, and look again." in said


def test_of_a_very_long_chapter_the_first_part_is_looked_at(at_desk, page, chapter, monkeypatch):
    monkeypatch.setattr(surveying, "MOST", 50)

    said = at_desk.get(page).content.decode()

    assert "It is long: its first 1 paragraphs were looked at, of 3." in said


def test_the_number_of_questions_does_not_grow(at_desk, page, chapter, maud, django_assert_max_num_queries):
    other = people.chapter(chapter.story, maud, "Katherine. Katherine. Katherine. The gray and the grey.\n\n" * 3)
    long = "She shut the the door. Katherin saw the grey.\n\n" * 60
    drafting.save(chapter, Typed(source=long), version=1, by=maud, at=people.NOW)
    assert Draft.objects.filter(chapter=other).exists()
    at_desk.get(page)

    with django_assert_max_num_queries(15):
        at_desk.get(page)
