"""From what a reader saw to a mended text, by keyboard alone: with script, and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from feuilleton.notes.models import Credit, Note
from feuilleton.stories import drafting, welcoming
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Draft
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.journeys.checking import unclean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Edda counted the crates on teh quay.\n\nNobody saw the lamp."
FAR = 80  # more stops of the tab key than there are before anything here


def reach(page: Page, name: str) -> None:
    """Press the tab key until what has the focus is called so, then Enter."""
    for _stop in range(FAR):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement?.innerText ?? '').trim()")
        if focused.startswith(name):
            return
    raise AssertionError(f"The tab key never reaches “{name}”.")


def follow(page: Page, name: str) -> None:
    reach(page, name)
    page.keyboard.press("Enter")


@pytest.fixture
def chapter(maud, iris):
    story = people.story(maud)
    welcoming.welcome(story, Welcome(notes_welcome="all"), by=maud, at=people.NOW)
    made = people.published_chapter(story, maud, TEXT, title="The Quay")
    people.noted(made, iris, "teh", "A slip?", becomes="the")
    people.noted(made, iris, "the lamp", "Which lamp?", kind="question")
    return made


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_slip_is_accepted_and_readers_have_it_as_a_minor_revision(opened, signed_in, maud, chapter, script):
    page = signed_in(opened(script=script), maud)
    page.goto("/write")

    follow(page, "Notes: 2 wait")
    expect(page.get_by_text("2 things to decide")).to_be_visible()
    follow(page, "Accept into the draft")
    said = page.get_by_role("status").filter(has_text="It is in the draft.")
    expect(said).to_be_visible()
    slip = Note.objects.get(kind="typo")
    # The focus is in the note, or the page was opened at it: either way the next stop is in it.
    if script:
        expect(page.locator(f"#n-{slip.public_id}:focus, #n-{slip.public_id} :focus")).to_have_count(1)
    else:
        expect(page).to_have_url(re.compile(f"#n-{slip.public_id}$"))
        page.wait_for_load_state()
    page.keyboard.press("Tab")
    assert page.evaluate(f"!!document.activeElement.closest('#n-{slip.public_id}')")

    page.goto(f"/write/stories/{chapter.story.public_id}/notes")
    follow(page, "Publish I as minor")
    expect(page.locator("del")).to_contain_text("teh")
    follow(page, "Publish as minor")
    expect(page.get_by_text("Published: readers have 1 correction.")).to_be_visible()

    chapter.refresh_from_db()
    assert (chapter.live.change, "the quay" in chapter.live.html) == ("minor", True)
    assert Credit.objects.get().note == slip
    stranger = opened(script=script)
    stranger.goto(f"/chapters/{chapter.public_id}")
    expect(stranger.locator(".prose")).to_contain_text("on the quay")
    expect(stranger.locator(".opening .facts")).not_to_contain_text("revised")


def test_a_kind_word_is_chosen_and_changed_before_it_goes(page, signed_in, maud, chapter):
    signed_in(page, maud)
    page.goto(f"/write/stories/{chapter.story.public_id}/notes")
    note = page.locator(".query").filter(has_text="Typo")

    note.get_by_text("Leave it as it is").first.click()
    note.get_by_label("It is how this character speaks.").check()
    own = note.get_by_label("Or in your own words")
    expect(own).to_have_value("It is how this character speaks. Thank you for noticing.")
    own.fill("It is how Edda speaks.")
    note.get_by_role("button", name="Leave it as it is").click()

    expect(page.get_by_role("status").filter(has_text="Left as it is.")).to_be_focused()
    assert Note.objects.get(kind="typo").answer == "It is how Edda speaks."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_three_wordings_stand_beside_each_other_and_one_is_made_of_them(opened, signed_in, maud, iris, chapter, script):
    people.noted(chapter, iris, "Nobody saw the lamp", becomes="No one saw the lamp")
    typed = Typed(source=TEXT.replace("saw the lamp", "saw a lamp"), title="The Quay", number="1")
    drafting.save(chapter, typed, version=0, by=maud, at=people.NOW)
    page = signed_in(opened(script=script, width=360), maud)
    page.goto(f"/write/stories/{chapter.story.public_id}/notes")

    page.locator(".query").filter(has_text="No one").get_by_role("button", name="Accept into the draft").click()
    field = page.get_by_label("What your draft should say")
    expect(field).to_have_value("No one saw a lamp")
    expect(page.get_by_text("As your draft has it")).to_be_visible()
    if script:
        expect(page.get_by_role("heading", name="Your draft says something else")).to_be_focused()
        assert unclean(page) == []
    page.get_by_role("button", name="Put this there").click()

    expect(page.get_by_role("status").filter(has_text="It is in the draft.")).to_be_visible()
    assert "No one saw a lamp." in Draft.objects.get().source
