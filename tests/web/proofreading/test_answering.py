"""What an author makes of something observed: into the draft, or let be; and of a fact, that it is so."""

import pytest
from django.urls import reverse

from feuilleton.proofreading.models import Ignored
from feuilleton.stories import drafting, publishing
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Fact
from tests import people
from tests.web.writing.forms import fields

LIVE = {"X-Requested-With": "live-form"}


@pytest.fixture
def doubled(at_desk, page):
    """The form of “the the”, as a browser sends it."""
    return fields(_Part(at_desk.get(page), 'id="f-1"'), "/answer") | {"do": "correct"}


class _Part:
    """The page from a place on, to its next form's end."""

    def __init__(self, response, begin):
        said = response.content.decode()
        here = said.index(begin)
        self.content = said[here : said.index("</form>", here) + 7].encode()


def test_a_proposal_goes_into_the_draft_and_what_readers_have_stays(at_desk, page, chapter, maud, doubled):
    publishing.publish(chapter, by=maud, at=people.NOW)

    answer = at_desk.post(f"{page}/answer", doubled, follow=True)

    assert drafting.find(chapter).source.startswith("She shut the door and *waited*.")
    chapter.refresh_from_db()
    assert "the the" in chapter.live.blocks[0].text
    said = answer.content.decode()
    assert "It is in the draft." in said
    assert "stands twice" not in said


def test_a_script_is_given_what_stands_there_now_and_a_way_back(at_desk, page, chapter, doubled):
    piece = at_desk.post(f"{page}/answer", doubled, headers=LIVE)
    assert "<mark>the</mark> door" in piece.content.decode()

    again = at_desk.post(f"{page}/answer", fields(piece, "/answer") | {"do": "correct"}, headers=LIVE)

    assert "It reads as it did." in again.content.decode()
    assert "stands twice here" in again.content.decode()
    assert drafting.find(chapter).source.startswith("She shut the the door and *waited*.")


def test_words_put_elsewhere_meanwhile_change_nothing_about_it(at_desk, page, chapter, maud, doubled):
    before = drafting.find(chapter)
    typed = Typed(source=f"A new beginning.\n\nBut {before.source}", title=before.title)
    drafting.save(chapter, typed, version=before.version, by=maud, at=people.NOW)

    at_desk.post(f"{page}/answer", doubled)

    assert "But She shut the door" in drafting.find(chapter).source


def test_a_place_that_reads_otherwise_by_now_is_left_and_shown_anew(at_desk, page, chapter, maud, doubled):
    drafting.save(chapter, Typed(source="She shut the the gate."), version=1, by=maud, at=people.NOW)

    answer = at_desk.post(f"{page}/answer", doubled)
    piece = at_desk.post(f"{page}/answer", doubled, headers=LIVE)

    assert answer.status_code == 409
    for said in (answer.content.decode(), piece.content.decode()):
        assert "Your draft reads otherwise there by now. Nothing was changed." in said
        assert "gate." in said
    assert drafting.find(chapter).source == "She shut the the gate."


def test_what_is_left_is_not_said_again_until_it_is_asked_for(at_desk, page, chapter, doubled):
    said = at_desk.post(f"{page}/answer", doubled | {"do": "ignore"}, follow=True).content.decode()
    assert "stands twice here" not in said
    assert "1 thing is let be in this story" in said

    said = at_desk.post(f"{page}/answer", doubled | {"do": "look"}, follow=True).content.decode()

    assert "stands twice here" in said
    assert not Ignored.objects.exists()


def test_a_script_can_take_back_what_is_left(at_desk, page, doubled):
    piece = at_desk.post(f"{page}/answer", doubled | {"do": "ignore"}, headers=LIVE)
    assert "Left as it is, in the whole story." in piece.content.decode()

    again = at_desk.post(f"{page}/answer", fields(piece, "/answer") | {"do": "look"}, headers=LIVE)

    assert "stands twice here" in again.content.decode()
    assert 'id="f-1"' in again.content.decode()


@pytest.mark.parametrize("sent", [{}, {"do": "burn"}, {"do": "ignore", "check": "style", "key": "x"}])
def test_what_is_no_answer_is_refused(at_desk, page, sent):
    assert at_desk.post(f"{page}/answer", sent).status_code == 422
    assert not Ignored.objects.exists()


def test_one_goes_on_where_one_was(at_desk, page, doubled):
    sent = doubled | {"do": "ignore"}

    assert at_desk.post(f"{page}/answer", sent).headers["Location"] == f"{page}#f-1"
    assert at_desk.post(f"{page}/answer", sent | {"do": "look", "id": ""}).headers["Location"] == page


def test_a_form_opened_as_a_page_leads_back(at_desk, page):
    assert at_desk.get(f"{page}/answer").headers["Location"] == page
    assert at_desk.get(f"{page}/fact").headers["Location"] == page


def test_what_the_chapter_says_of_somebody_becomes_a_fact_from_it_on(at_desk, page, chapter, maud):
    publishing.publish(chapter, by=maud, at=people.NOW)
    chapter.refresh_from_db()
    sent = {"do": "state", "key": "anna sibling walter?", "id": "2"}
    assert "Walter’s sister Anna" in at_desk.get(page).content.decode()

    said = at_desk.post(f"{page}/fact", sent, follow=True).content.decode()

    kept = Fact.objects.get(subject="Anna")
    assert (kept.since, kept.revision, kept.quote) == (chapter, chapter.live, "Walter’s sister Anna")
    assert "Kept among the facts." in said
    assert "Walter’s sister Anna" not in said
    assert f"#b-{kept.block}" in at_desk.get(reverse("desk_facts", args=[chapter.story.public_id])).content.decode()


def test_what_only_the_draft_says_is_kept_without_a_version(at_desk, page):
    piece = at_desk.post(f"{page}/fact", {"do": "state", "key": "anna sibling walter?", "id": "2"}, headers=LIVE)

    assert Fact.objects.get(subject="Anna").revision is None
    assert "Kept among the facts." in piece.content.decode()
    assert 'id="s-2"' in piece.content.decode()


def test_what_is_not_so_is_not_asked_again(at_desk, page):
    said = at_desk.post(f"{page}/fact", {"do": "deny", "key": "anna sibling walter?"}, follow=True).content.decode()

    assert "Not a fact. You are not asked again." in said
    assert "Walter’s sister Anna" not in said
    assert not Fact.objects.filter(subject="Anna").exists()


def test_a_fact_that_the_chapter_does_not_state_is_refused(at_desk, page):
    assert at_desk.post(f"{page}/fact", {"do": "state", "key": "anna married walter?"}).status_code == 422
    assert not Fact.objects.filter(subject="Anna").exists()


def test_the_editor_says_that_the_facts_say_otherwise(at_desk, chapter, page, maud):
    editor = reverse("write_chapter", args=[chapter.public_id])
    assert "Your facts say otherwise in one place." in at_desk.get(editor).content.decode()

    drafting.save(chapter, Typed(source="Nobody moved."), version=1, by=maud, at=people.NOW)

    said = at_desk.get(editor).content.decode()
    assert "Your facts say otherwise" not in said
    assert f'formaction="{page}"' in said
