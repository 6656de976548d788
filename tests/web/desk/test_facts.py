"""The book of facts: kept by a story's authors, seen by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.stories import stating
from feuilleton.stories.models import ENGAGED, MARRIED, TRAIT, Fact
from feuilleton.stories.stating import Stated
from tests import people
from tests.web.writing.forms import fields

NOW = people.NOW


@pytest.fixture
def book(chapter):
    return reverse("desk_facts", args=[chapter.story.public_id])


@pytest.fixture
def fact(chapter, maud):
    block = chapter.live.blocks[2]
    stated = Stated("Edda", ENGAGED, "Joan", since=chapter, revision=chapter.live, block=block.id, quote="the ring")
    return stating.state(chapter.story, stated, by=maud, at=NOW)


def test_a_fact_is_written_down_and_stands_under_its_subject(at_desk, book, chapter):
    sent = {"subject": "Edda", "relation": TRAIT, "object": "a shawl", "since": chapter.public_id, "until": ""}

    for _time in range(2):
        page = at_desk.post(book, sent, follow=True).content.decode()

    assert Fact.objects.get().since == chapter
    assert ">Edda</h2>" in page
    assert "a shawl" in page
    assert "1 fact" in page


def test_what_a_rule_refuses_is_said_beside_its_field_with_all_still_in_it(at_desk, book):
    answer = at_desk.post(book, {"subject": "", "relation": MARRIED, "object": "Joan"})

    assert answer.status_code == 422
    assert "Say of whom it is true." in answer.content.decode()
    assert fields(answer, "/facts")["object"] == "Joan"
    assert at_desk.post(book, {"subject": "E", "relation": "x", "object": "y"}).status_code == 422
    assert at_desk.post(book, {"subject": "E", "relation": TRAIT, "object": "y", "since": "x"}).status_code == 422


def test_each_leads_to_where_it_was_read_even_when_readers_have_another_text(at_desk, book, fact, chapter, maud):
    there = f"{reverse('chapter', args=[chapter.public_id])}#b-{fact.block}"
    assert there in at_desk.get(book).content.decode()

    people.revised(chapter, maud, "All of it is new.")

    old = f"{reverse('write_version', args=[chapter.public_id, 1])}#b-{fact.block}"
    page = at_desk.get(book).content.decode()
    assert old in page
    assert "the ring" in page


def test_it_is_said_otherwise_and_keeps_where_it_was_read(at_desk, fact):
    address = reverse("desk_fact", args=[fact.public_id])
    sent = fields(at_desk.get(address), f"/facts/{fact.public_id}")

    at_desk.post(address, sent | {"relation": MARRIED})

    fact.refresh_from_db()
    assert (fact.relation, fact.quote, fact.since_id is not None) == (MARRIED, "the ring", True)


def test_what_was_drafted_is_asked_about_and_confirmed(at_desk, book, chapter, maud):
    drafted = stating.draft(chapter.story, Stated("Joan", MARRIED, "Edda", quote="married"), by=maud, at=NOW)
    assert "Is it so?" in at_desk.get(book).content.decode()

    at_desk.post(reverse("desk_confirm_fact", args=[drafted.public_id]))

    drafted.refresh_from_db()
    assert drafted.confirmed_at is not None
    assert "Is it so?" not in at_desk.get(book).content.decode()


def test_forgetting_asks_first(at_desk, fact):
    address = reverse("desk_forget_fact", args=[fact.public_id])
    assert "Edda is engaged to Joan" in at_desk.get(address).content.decode()
    assert Fact.objects.exists()

    at_desk.post(address)

    assert not Fact.objects.exists()


def test_a_note_that_says_what_does_not_agree_becomes_a_fact(at_desk, book, chapter, iris):
    note = people.noted(chapter, iris, "She had married him", "She was engaged.", kind="continuity")
    page = at_desk.get(book, {"note": note.public_id})
    sent = fields(page, "/facts") | {"subject": "Edda", "relation": ENGAGED, "object": "Joan"}
    assert "She had married him" in page.content.decode()
    assert sent["since"] == chapter.public_id

    at_desk.post(book, sent)

    note.refresh_from_db()
    fact = Fact.objects.get()
    assert note.fact == fact
    assert (fact.quote, fact.revision) == ("She had married him", chapter.live)
    assert "A fact of the story:" in at_desk.get(reverse("desk_note", args=[note.public_id])).content.decode()


def test_another_kind_of_note_is_not_made_a_fact(at_desk, book, chapter, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")

    sent = {"note": note.public_id, "subject": "Edda", "relation": TRAIT, "object": "a shawl"}
    at_desk.post(book, sent)

    note.refresh_from_db()
    assert note.fact is None


def test_five_hundred_facts_are_a_hundred_to_a_page(at_desk, book, chapter, maud, django_assert_max_num_queries):
    Fact.objects.bulk_create(
        Fact(story=chapter.story, subject=f"Reader {place}", relation=TRAIT, object="a name", by=maud, made_at=NOW)
        for place in range(500)
    )

    with django_assert_max_num_queries(8):
        page = at_desk.get(book + "?page=5").content.decode()

    assert page.count('<li id="f-') == 100


def test_it_is_nobody_else_s(book, fact, iris):
    addresses = [book, *(reverse(name, args=[fact.public_id]) for name in FACT_PAGES)]
    for who, got, posted in ((iris, 404, 404), (None, 303, 403)):
        client = Client()
        if who:
            client.force_login(who)
        for address in addresses:
            assert client.get(address).status_code == got or address.endswith("/confirm")
            assert client.post(address, {"subject": "x", "relation": TRAIT, "object": "y"}).status_code == posted

    assert Fact.objects.get().relation == ENGAGED


FACT_PAGES = ("desk_fact", "desk_confirm_fact", "desk_forget_fact")
