"""The queue: in the order of the text, merged, sifted, never more than a page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.notes import carrying, deciding, noting
from feuilleton.notes.models import Note, Placement
from feuilleton.notes.wording import Said
from feuilleton.stories.models import Chapter
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW
CHURCH = "She had married him in spring, in the small church by the pans."


def shown(page):
    """The public ids of the notes on a page, in their order."""
    return [part.split('"')[0] for part in page.split('<article class="query" id="n-')[1:]]


def test_what_waits_stands_in_the_order_of_the_text_and_what_is_gone_comes_last(at_desk, desk, chapter, maud, iris):
    other = people.published_chapter(chapter.story, maud, "It was late.", title="After")
    third = people.noted(other, iris, "late", "How late?", kind="question")
    second = people.noted(chapter, iris, "lamp", "Which?", kind="question")
    gone = people.noted(chapter, iris, "in spring", "When?", kind="question")
    first = people.noted(chapter, iris, "teh", becomes="the")
    people.revised(chapter, maud, TEXT.replace(CHURCH + "\n\n", ""), at=NOW + timedelta(hours=1))

    page = at_desk.get(desk).content.decode()

    assert shown(page) == [one.public_id for one in (first, second, third, gone)]
    assert "The passage is gone." in page
    assert reverse("write_version", args=[chapter.public_id, 1]) in page


def test_who_says_the_same_is_counted_and_every_proposal_is_there_once(at_desk, desk, chapter, iris, nell, otto):
    people.noted(chapter, iris, "teh", "A slip.", becomes="the")
    people.noted(chapter, nell, "teh", becomes="the")
    other = people.noted(chapter, otto, "teh", becomes="her")

    page = at_desk.get(desk).content.decode()

    assert len(shown(page)) == 1
    assert "3 readers" in page
    assert "first iris at sea" in page
    assert page.count("in: </span>the</ins>") == 1
    assert page.count("in: </span>her</ins>") == 1
    assert reverse("desk_note", args=[other.public_id]) in page
    assert '<del><span class="hush">out: </span>teh</del>' in page
    assert "Edda counted the crates on " in page


def test_praise_is_gathered_by_passage_and_is_no_work(at_desk, desk, chapter, iris, nell):
    for who, words in ((iris, ""), (nell, "Read aloud to the cat.")):
        noting.write(
            people.marked(chapter, "lamp"), Said("reaction", words, None, "loved"), by=who, pen_name=None, at=NOW
        )

    todo, kind = at_desk.get(desk).content.decode(), at_desk.get(desk + "?show=kind").content.decode()

    assert shown(todo) == []
    assert "2 kind words" in todo
    assert "2 readers loved this" in kind
    assert "Read aloud to the cat." in kind


def test_it_is_sifted_by_how_it_stands_by_kind_and_by_chapter(at_desk, desk, chapter, maud, iris):
    other = people.published_chapter(chapter.story, maud, "It was late.", title="After")
    slip, later, drafted, declined = (
        people.noted(chapter, iris, words, becomes="x") for words in ("teh", "twice", "lamp", "spring")
    )
    asked = people.noted(other, iris, "late", "How late?", kind="question")
    deciding.put_off(later, by=maud, at=NOW)
    deciding.accept(drafted, by=maud, at=NOW)
    deciding.decline(declined, by=maud, at=NOW)

    def ids(query):
        return shown(at_desk.get(desk + query).content.decode())

    assert ids("") == [slip.public_id, asked.public_id]
    assert ids("?show=later") == [later.public_id]
    assert ids("?show=draft") == [drafted.public_id]
    assert ids("?show=settled") == [declined.public_id]
    assert ids("?kind=question") == ids(f"?chapter={other.public_id}") == [asked.public_id]
    assert ids("?kind=martian&show=martian") == ids("")


def test_a_note_that_was_decided_stays_in_its_place_until_one_goes_on(at_desk, desk, chapter, maud, iris):
    slip = people.noted(chapter, iris, "teh", becomes="the")

    answer = at_desk.post(reverse("desk_note", args=[slip.public_id]), {"do": "accept", "next": desk})
    there = at_desk.get(answer["Location"]).content.decode()

    assert answer["Location"].endswith(f"?just={slip.public_id}#n-{slip.public_id}")
    assert "It is in the draft." in there
    assert reverse("write_chapter", args=[chapter.public_id]) in there
    assert shown(at_desk.get(desk).content.decode()) == []


def test_the_words_around_a_passage_are_those_that_readers_have_now(at_desk, desk, chapter, maud, iris):
    people.noted(chapter, iris, "twice", becomes="thrice")
    people.revised(chapter, maud, TEXT.replace("before the rain came", "while the rain fell"))

    assert "while the rain fell" in at_desk.get(desk).content.decode()


def test_two_thousand_notes_are_a_page_at_a_time_in_as_many_queries_as_twenty(
    at_desk, desk, chapter, maud, iris, django_assert_max_num_queries
):
    fill(chapter, iris, 25)
    with django_assert_max_num_queries(16):
        few = at_desk.get(desk)
    fill(chapter, iris, 1_975)
    carrying.catch_up(chapter)

    with django_assert_max_num_queries(16):
        many = at_desk.get(desk + "?page=100")

    assert few.content.decode().count('class="query"') == 20
    assert many.content.decode().count('class="query"') == 20
    assert len(many.content) < 120_000


def test_a_page_that_is_empty_by_now_leads_to_the_last_one(at_desk, desk, chapter, iris):
    fill(chapter, iris, 20)

    assert at_desk.get(desk + "?page=2&kind=typo")["Location"] == f"{desk}?kind=typo&page=1"
    assert at_desk.get(desk + "?page=x").status_code == 404


def test_it_is_nobody_else_s(desk, chapter, iris, nell):
    people.noted(chapter, iris, "teh", "Between us.", becomes="the")
    for who, status in ((iris, 404), (nell, 404), (None, 303)):
        client = Client()
        if who:
            client.force_login(who)
        assert client.get(desk).status_code == status


def test_what_a_reader_keeps_for_themselves_is_not_on_it(at_desk, desk, chapter, iris):
    people.noted(chapter, iris, "teh", "Only for me.", kind="private")

    for show in ("", "?show=later", "?show=draft", "?show=settled", "?show=kind"):
        assert "Only for me." not in at_desk.get(desk + show).content.decode()


def fill(chapter, reader, count):
    """Many notes on one chapter, written straight into the tables, each somewhere else."""
    live = Chapter.objects.select_related("live").get(pk=chapter.pk).live
    blocks = [block for block in live.blocks if block.text]
    made = Note.objects.bulk_create(
        Note(story=chapter.story, chapter=chapter, user=reader, kind="typo", replacement="x", made_at=NOW)
        for _place in range(count)
    )
    for place, note in enumerate(made):
        block, start = blocks[place % len(blocks)], place % 7
        note.place = Placement(note=note, revision=live, start_block=block.id, start=start, end_block=block.id)
        note.place.end, note.place.quote = start + 8, block.text[start : start + 8]
    Placement.objects.bulk_create(note.place for note in made)


@pytest.mark.parametrize("name", ["Notes: 2 wait", "Facts of the story"])
def test_the_story_s_page_and_the_desk_tell_how_many_wait(name, at_desk, chapter, iris):
    people.noted(chapter, iris, "teh", becomes="the")
    people.noted(chapter, iris, "lamp", "Which?", kind="question")

    assert name in at_desk.get(reverse("write_story", args=[chapter.story.public_id])).content.decode()
    assert "Notes: 2 wait" in at_desk.get(reverse("write")).content.decode()
