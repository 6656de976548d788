"""Every answer, by the form that gives it: with script and without."""

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.accounts.models import Block
from feuilleton.notes import models
from feuilleton.notes.models import Note
from feuilleton.stories import drafting
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Draft
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW
LIVE = {"X-Requested-With": "live-form", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def slip(chapter, iris):
    return people.noted(chapter, iris, "teh", "A slip.", becomes="the")


@pytest.fixture
def asked(chapter, iris):
    return people.noted(chapter, iris, "the ring", "Whose?", kind="question")


def address(note):
    return reverse("desk_note", args=[note.public_id])


def send(client, note, do, **more):
    answer = client.post(address(note), {"do": do, **more})
    note.refresh_from_db()
    return answer


def test_accepted_it_is_in_the_draft_and_the_page_says_so(at_desk, slip, chapter):
    answer = send(at_desk, slip, "accept")

    assert answer.status_code == 303
    assert (slip.state, Draft.objects.get().source) == (models.ACCEPTED, TEXT.replace("teh", "the"))
    page = at_desk.get(answer["Location"]).content.decode()
    assert 'role="status"' in page
    assert "It is in the draft." in page


def test_with_script_the_item_alone_comes_back_and_takes_the_focus(at_desk, slip, desk):
    answer = at_desk.post(address(slip), {"do": "accept", "next": desk}, headers=LIVE).content.decode()

    assert answer.strip().startswith(f'<article class="query" id="n-{slip.public_id}"')
    assert 'role="status" tabindex="-1" autofocus' in answer


def test_other_words_can_be_put_there(at_desk, slip):
    send(at_desk, slip, "accept", words="their")

    assert Draft.objects.get().source == TEXT.replace("teh", "their")


def test_another_reader_s_wording_can_be_accepted_and_settles_all(at_desk, slip, chapter, nell):
    other = people.noted(chapter, nell, "teh", becomes="her")

    send(at_desk, other, "accept")

    slip.refresh_from_db()
    assert slip.state == models.ACCEPTED
    assert "on her quay" in Draft.objects.get().source


def test_when_the_draft_says_something_else_all_three_stand_there_and_a_merged_field(at_desk, chapter, maud, iris):
    note = people.noted(chapter, iris, "counted the crates on teh quay", becomes="counted the crates on the quay")
    typed = Typed(source=TEXT.replace("the crates", "the boxes"), title="The Quay", number="1")
    drafting.save(chapter, typed, version=0, by=maud, at=NOW)

    for headers in ({}, LIVE):
        answer = at_desk.post(address(note), {"do": "accept"}, headers=headers)
        page = answer.content.decode()
        assert answer.status_code == (200 if headers else 409)
        assert "As it was read" in page
        assert "counted the boxes on teh quay</dd>" in page
        assert "\ncounted the boxes on the quay</textarea>" in page

    send(at_desk, note, "accept", words="counted the boxes on the quay", seen="counted the boxes on teh quay")

    assert note.state == models.ACCEPTED
    assert "counted the boxes on the quay" in Draft.objects.get().source


def test_the_page_of_a_note_says_who_sees_it(at_desk, slip):
    page = at_desk.get(address(slip)).content.decode()
    assert "between you and whoever wrote it" in page
    assert "Your answer, to whoever wrote it alone" in page

    send(at_desk, slip, "publish")

    page = at_desk.get(address(slip)).content.decode()
    assert "Every reader of the chapter sees this note, and what you answer." in page
    assert "Your answer, which every reader sees" in page


def test_mending_it_otherwise_putting_it_off_and_opening_it_again(at_desk, slip):
    send(at_desk, slip, "later")
    assert slip.state == models.LATER
    send(at_desk, slip, "mend")
    assert slip.state == models.FIXED
    send(at_desk, slip, "reopen")
    assert slip.state == models.OPEN


def test_declining_is_quiet_or_kind_in_chosen_words_or_one_s_own(at_desk, chapter, iris):
    quiet, chosen, own = (
        people.noted(chapter, iris, words, f"{words}?", kind="question") for words in ("teh", "lamp", "pans")
    )

    send(at_desk, quiet, "decline", kind_words="")
    send(at_desk, chosen, "decline", kind_words="thanks", words="")
    send(at_desk, own, "decline", kind_words="thanks", words="Thank you, Iris.")

    assert (quiet.state, quiet.answer) == (models.DECLINED, "")
    assert chosen.answer == "Thank you for reading so closely. I am leaving it as it is."
    assert own.answer == "Thank you, Iris."


def test_an_answer_needs_words_and_what_was_sent_is_still_there(at_desk, asked):
    refused = send(at_desk, asked, "answer", words=" ")
    assert refused.status_code == 422
    assert "Write something first." in refused.content.decode()

    send(at_desk, asked, "answer", words="Joan’s.")

    assert (asked.state, asked.answer) == (models.ANSWERED, "Joan’s.")


def test_a_clarification_is_published_changed_and_taken_away(at_desk, asked, maud):
    send(at_desk, asked, "clarify", words="It was Joan’s.")
    said = Note.objects.get(kind=models.CLARIFICATION)
    assert (said.answers, said.is_public, said.pen_name) == (asked, True, people.pen_name(maud))

    send(at_desk, asked, "clarify", words="It was her mother’s.")
    said.refresh_from_db()
    assert said.source == "It was her mother’s."
    assert "It was her mother’s." in at_desk.get(address(asked)).content.decode()

    send(at_desk, asked, "unclarify")
    assert not Note.objects.filter(kind=models.CLARIFICATION).exists()


def test_a_note_is_shown_to_every_reader_and_taken_back(at_desk, asked):
    send(at_desk, asked, "publish")
    assert asked.is_public
    send(at_desk, asked, "unpublish")
    assert not asked.is_public


def test_two_notes_are_made_one_and_the_page_leads_to_the_one(at_desk, asked, chapter, nell):
    other = people.noted(chapter, nell, "the table", "Whose ring?", kind="question")
    assert f'value="{asked.public_id}"' in at_desk.get(address(other)).content.decode()

    answer = send(at_desk, other, "same", same=asked.public_id)

    assert other.same_as == asked
    assert answer["Location"].endswith(f"#n-{asked.public_id}")
    assert send(at_desk, asked, "same", same="nonsense").status_code == 422


def test_the_note_s_page_leads_to_blocking_its_reader(at_desk, asked, iris, maud):
    block = reverse("block", args=[people.pen_name(iris).public_id])
    assert block in at_desk.get(address(asked)).content.decode()

    at_desk.post(block)

    assert Block.objects.filter(by=maud, user=iris).exists()


def test_what_its_reader_left_behind_names_nobody(at_desk, asked):
    Note.objects.filter(pk=asked.pk).update(user=None, pen_name=None)

    assert "somebody who has left" in at_desk.get(address(asked)).content.decode()


@pytest.mark.parametrize("do", ["", "martian", "same"])
def test_nonsense_is_refused_in_words(do, at_desk, slip):
    assert send(at_desk, slip, do).status_code == 422
    assert slip.state == models.OPEN


def test_nobody_else_decides_and_a_private_note_is_nobody_s(slip, chapter, maud, iris, nell):
    private = people.noted(chapter, iris, "lamp", "For me.", kind="private")
    for who in (iris, nell, None, maud):
        client = Client()
        if who:
            client.force_login(who)
        for note in [private] if who == maud else [slip, private]:
            for do in ("accept", "decline", "publish", "same", "clarify", "reopen"):
                assert send(client, note, do, words="x").status_code == (404 if who else 403)
            assert client.get(address(note)).status_code == (404 if who else 303)

    assert slip.state == models.OPEN
    assert not Draft.objects.exists()


def test_what_was_typed_signed_out_waits(slip, chapter):
    answer = Client().post(address(slip), {"do": "answer", "words": "Half an answer."})

    assert answer.status_code == 403
    assert "Half an answer." in answer.content.decode()
