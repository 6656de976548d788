"""A reader marks a passage by mouse, by keyboard and without script, and its author has it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from feuilleton.notes import clarifying
from feuilleton.notes.models import HERE, Note, Placement
from feuilleton.stories import welcoming
from feuilleton.stories.models import ALL
from feuilleton.stories.welcoming import Welcome
from tests import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """Edda 😀 counted the *crates* on teh quay twice before the rain came.

“You said it was nothing,” Joan said.

Nobody on the quay moved until the lamp went out."""
# Where words stand on the page: [left, middle, right].
BOX = """
(words) => {
  const nodes = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
  for (let node; (node = nodes.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    return [left, (top + bottom) / 2, right];
  }
}
"""
PAINTED = "[...(CSS.highlights.get('noted') ?? [])].map(String)"


@pytest.fixture
def chapter(maud: Any) -> Any:
    story = people.story(maud, "Salt Wages")
    welcoming.welcome(story, Welcome(notes_welcome=ALL), by=maud, at=people.NOW)
    return people.published_chapter(story, maud, TEXT, title="The Quay")


@pytest.fixture
def at_the_chapter(page: Page, signed_in: Any, iris: Any, chapter: Any) -> Page:
    people.pen_name(iris)
    signed_in(page, iris).goto(f"/chapters/{chapter.public_id}")
    return page


def select(page: Page, words: str) -> None:
    """As a hand does with a mouse."""
    left, middle, right = page.evaluate(BOX, words)
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right, middle, steps=4)
    page.mouse.up()


def sent() -> tuple[str, str, str | None]:
    note = Note.objects.get()
    return note.kind, Placement.objects.get(note=note, part=HERE, is_newest=True).quote, note.replacement


def test_selected_by_mouse_a_slip_is_corrected_and_sent(at_the_chapter: Page, chapter: Any) -> None:
    page = at_the_chapter
    select(page, "teh quay")

    page.get_by_role("button", name="Note").click()
    page.get_by_label("Typo", exact=True).check()
    page.get_by_label("Correct it here").fill("the quay")
    expect(page.locator(".difference del")).to_have_text("out: teh")
    expect(page.locator(".difference ins")).to_have_text("in: the")
    page.get_by_role("button", name="Send it").click()

    page.wait_for_url(f"**/chapters/{chapter.public_id}#b-*")
    expect(page.get_by_role("status")).to_contain_text("You hear when it is decided.")
    assert sent() == ("typo", "teh", "the")
    assert page.evaluate(PAINTED) == ["teh"]


def test_selected_by_keyboard_it_is_the_next_thing_that_tab_reaches(at_the_chapter: Page, chapter: Any) -> None:
    page = at_the_chapter
    left, middle, _right = page.evaluate(BOX, "Nobody on")
    page.mouse.dblclick(left + 1, middle)  # keys only extend what is selected, where the caret cannot be walked
    for _word in range(2):
        page.keyboard.press("Control+Shift+ArrowRight")
    button = page.get_by_role("button", name="Note")

    expect(button).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("This moved me").press("Space")
    page.get_by_role("button", name="Send it").press("Enter")

    page.wait_for_url(f"**/chapters/{chapter.public_id}#b-*")
    kind, quote, _replacement = sent()
    assert (kind, quote.strip()) == ("reaction", "Nobody on the quay")


def test_selected_across_paragraphs_and_elements(at_the_chapter: Page) -> None:
    page = at_the_chapter
    left, middle, _right = page.evaluate(BOX, "crates")
    _left, below, right = page.evaluate(BOX, "“You said")
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right, below, steps=6)
    page.mouse.up()

    page.get_by_role("button", name="Note").click()
    page.get_by_label("Question", exact=True).check()
    page.get_by_label("In your words").fill("Both?")
    page.get_by_role("button", name="Send it").click()

    expect(page.get_by_role("status")).to_be_visible()
    assert sent() == ("question", "crates on teh quay twice before the rain came.\n“You said", None)


def test_without_script_it_is_looked_over_first(opened: Any, signed_in: Any, iris: Any, chapter: Any) -> None:
    people.pen_name(iris)
    page = signed_in(opened(script=False, width=360), iris)
    page.goto(f"/chapters/{chapter.public_id}")

    page.get_by_role("link", name="Mark a passage").first.click()
    page.get_by_role("link", name=re.compile("Note.*Edda")).click()
    page.get_by_label("Typo", exact=True).check()
    corrected = page.get_by_label("Correct it here")
    corrected.fill(corrected.input_value().replace("teh", "the"))
    page.get_by_role("button", name="Look it over").click()
    expect(page.locator(".difference del")).to_have_text("out: teh")
    page.get_by_role("button", name="Send it").click()

    expect(page.get_by_role("status")).to_contain_text("You hear when it is decided.")
    assert sent() == ("typo", "teh", "the")


def test_what_is_published_is_painted_for_everybody(page: Page, chapter: Any, maud: Any) -> None:
    passage = people.marked(chapter, "twice before the rain")
    clarifying.clarify(passage, "It had rained since May.", by=maud, pen_name=people.pen_name(maud), at=people.NOW)
    page.goto(f"/chapters/{chapter.public_id}")

    expect(page.locator(".said")).to_contain_text("clarifies: It had rained since May.")
    assert page.evaluate(PAINTED) == ["twice before the rain"]
    assert page.evaluate("document.querySelectorAll('.prose mark, .prose span').length") == 1
