"""The same chapter saved in two places: both texts are shown, the author chooses, neither is lost."""

import pytest
from django.urls import reverse

from feuilleton.stories.models import Draft
from tests import people
from tests.web.writing.forms import fields


@pytest.fixture
def in_conflict(at_desk, other_tab, chapter):
    """The form that maud's first tab is left with after her second saved something else."""
    page = reverse("write_chapter", args=[chapter.public_id])
    first, second = (fields(tab.get(page), "/save") for tab in (at_desk, other_tab))
    other_tab.post(reverse("write_save", args=[chapter.public_id]), second | {"text": "From the phone."})
    return first | {"text": "From the desk."}


def test_both_texts_are_on_the_page_and_nothing_is_changed(at_desk, chapter, in_conflict):
    response = at_desk.post(reverse("write_save", args=[chapter.public_id]), in_conflict)

    assert response.status_code == 409
    assert "From the phone." in response.content.decode()
    assert fields(response, "/save")["text"] == "From the desk."
    assert Draft.objects.get(chapter=chapter).source == "From the phone."


def test_a_script_gets_the_piece_that_shows_the_other_text(at_desk, chapter, in_conflict):
    response = at_desk.post(
        reverse("write_save", args=[chapter.public_id]), in_conflict, headers={"Accept": "application/json"}
    )

    assert response.status_code == 409
    assert "<html" not in response.content.decode()
    assert "From the phone." in response.content.decode()
    assert 'name="over" value="2"' in response.content.decode()


def test_pressing_save_again_does_not_write_over_the_other_text(at_desk, chapter, in_conflict):
    shown = fields(at_desk.post(reverse("write_save", args=[chapter.public_id]), in_conflict), "/save")

    assert at_desk.post(reverse("write_save", args=[chapter.public_id]), shown).status_code == 409
    assert Draft.objects.get(chapter=chapter).source == "From the phone."


@pytest.mark.parametrize(
    ("choice", "draft", "kept"),
    [("mine", "From the desk.", "From the phone."), ("stored", "From the phone.", "From the desk.")],
)
def test_the_one_chosen_is_the_draft_and_the_other_is_an_earlier_version(
    at_desk, chapter, in_conflict, choice, draft, kept
):
    shown = fields(at_desk.post(reverse("write_save", args=[chapter.public_id]), in_conflict), "/save")

    response = at_desk.post(reverse("write_settle", args=[chapter.public_id]), shown | {"go_on": choice})

    assert response.status_code == 303
    assert Draft.objects.get(chapter=chapter).source == draft
    assert [one.source for one in chapter.revisions.all()] == [kept]


def test_a_page_open_since_before_a_publication_does_not_undo_it(at_desk, other_tab, maud, story):
    chapter = people.published_chapter(story, maud)
    page = reverse("write_chapter", args=[chapter.public_id])
    first, second = (fields(tab.get(page), "/save") for tab in (at_desk, other_tab))
    other_tab.post(reverse("write_publish", args=[chapter.public_id]), second | {"text": "Published on the phone."})

    response = at_desk.post(reverse("write_save", args=[chapter.public_id]), first | {"text": "From the desk."})

    assert response.status_code == 409
    assert "Published on the phone." in response.content.decode()
    shown = fields(response, "/save")
    at_desk.post(reverse("write_settle", args=[chapter.public_id]), shown | {"go_on": "mine"})
    assert Draft.objects.get(chapter=chapter).source == "From the desk."


def test_a_third_text_that_came_meanwhile_is_shown_too(at_desk, other_tab, chapter, in_conflict):
    shown = fields(at_desk.post(reverse("write_save", args=[chapter.public_id]), in_conflict), "/save")
    page = other_tab.get(reverse("write_chapter", args=[chapter.public_id]))
    other_tab.post(reverse("write_save", args=[chapter.public_id]), fields(page, "/save") | {"text": "From the train."})

    response = at_desk.post(reverse("write_settle", args=[chapter.public_id]), shown | {"go_on": "mine"})

    assert response.status_code == 409
    assert "From the train." in response.content.decode()
    assert fields(response, "/save")["text"] == "From the desk."
