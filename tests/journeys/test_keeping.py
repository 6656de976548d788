"""Reading on one browser and going on on another, though the text was changed in between."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from feuilleton.shelves.models import Mark, Place
from feuilleton.stories import drafting, publishing
from feuilleton.stories.composing import Typed
from tests import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARAGRAPHS = [
    " ".join(
        f"Sentence {number}.{part} speaks of {['salt', 'ham', 'thumbs', 'ledgers', 'tides'][(number + part) % 5]} & <i>"
        f"{number * 7 + part}</i> men."
        for part in range(8)
    ).replace("<i>", "*").replace("</i>", "*")
    for number in range(60)
]  # fmt: skip
# How far from the top of the window the lines of a sentence stand.
LINES_OF = """
(sentence) => {
  const block = [...document.querySelectorAll(".prose > p")].find((one) => one.textContent.includes(sentence));
  const start = block.textContent.indexOf(sentence), end = block.textContent.indexOf("Sentence ", start + 1);
  const range = document.createRange(), nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  range.selectNodeContents(block);
  for (let node, at = 0; (node = nodes.nextNode()); at += node.length) {
    if (at <= start && start < at + node.length) range.setStart(node, start - at);
    if (at < end && end <= at + node.length) range.setEnd(node, end - at);
  }
  return [...range.getClientRects()].map(({ top }) => top);
}
"""
LINE = 24  # where the line one reads stands, by reading-place.js


@pytest.fixture
def chapter(maud: Any) -> Any:
    story = people.story(maud, "Salt Wages", rating="general", planned=3)
    chapter = people.published_chapter(story, maud, "\n\n".join(PARAGRAPHS), title="The Partition")
    people.published_chapter(story, maud, "Short.", title="Neap")
    return chapter


def kept(wanted: Callable[[Place], bool]) -> Place:
    """The place, once it is as wanted."""
    for _ in range(150):
        place = Place.objects.first()
        if place is not None and wanted(place):
            return place
        time.sleep(0.1)
    raise AssertionError(f"No such place was kept: {Place.objects.values()}")


def sentence_at(text: str, offset: int) -> str:
    """Which of the sentences of PARAGRAPHS stands there: "30.4"."""
    starts = [found.start() for found in re.finditer("Sentence ", text)]
    start = max(start for start in starts if start <= offset)
    return text[start:].split(" ")[1]


def read_down_to(page: Page, paragraph: int) -> None:
    """Scroll as a hand does, into the middle of a paragraph."""
    page.mouse.move(300, 400)
    for _ in range(200):
        top = page.evaluate(f"document.querySelectorAll('.prose > p')[{paragraph}].getBoundingClientRect().top")
        if top < 0:
            return
        page.mouse.wheel(0, min(max(top + 45, 45), 900))
        page.wait_for_timeout(30)


def revise(chapter: Any, maud: Any, paragraphs: list[str]) -> None:
    chapter.refresh_from_db()
    draft = drafting.find(chapter)
    typed = Typed(source="\n\n".join(paragraphs), title=draft.title, number=draft.number)
    drafting.save(chapter, typed, version=draft.version, by=maud, at=people.NOW)
    publishing.publish(chapter, by=maud, at=people.NOW)
    chapter.refresh_from_db()


def test_the_same_sentence_on_another_device_after_an_edit(
    opened: Any, signed_in: Any, chapter: Any, maud: Any, iris: Any
) -> None:
    desk = signed_in(opened(width=1280), iris)
    desk.goto(f"/chapters/{chapter.public_id}")
    read_down_to(desk, 30)
    place = kept(lambda place: place.block == chapter.live.blocks[30].id and place.offset > 0)
    sentence = sentence_at(chapter.live.blocks[30].text, place.offset)
    assert sentence.startswith("30.")

    revise(chapter, maud, ["A new beginning, which is long. " * 9, *PARAGRAPHS[:12], *PARAGRAPHS[15:30],
                           "Before all that: a word. " + PARAGRAPHS[30], *PARAGRAPHS[31:]])  # fmt: skip
    phone = signed_in(opened(width=390), iris)
    phone.goto("/")
    phone.get_by_role("link", name="Salt Wages").first.click()
    phone.wait_for_url(f"**/chapters/{chapter.public_id}#b-*")
    phone.wait_for_timeout(500)

    # The hand stopped anywhere within a line; the phone is moved to that very line.
    for window, near in ((desk, 20), (phone, 3)):
        lines = window.evaluate(LINES_OF, f"Sentence {sentence} ")
        assert any(abs(top - LINE) < near for top in lines), lines
    expect(phone.locator("reading-place p")).to_be_hidden()


def test_nothing_jumps_and_one_line_offers_the_way(opened: Any, signed_in: Any, chapter: Any, iris: Any) -> None:
    desk = signed_in(opened(width=1280), iris)
    desk.goto(f"/chapters/{chapter.public_id}")
    read_down_to(desk, 20)
    far = kept(lambda place: place.block == chapter.live.blocks[20].id)

    other = signed_in(opened(width=390), iris)
    other.goto(f"/chapters/{chapter.public_id}")
    offer = other.locator("reading-place p")
    expect(offer).to_be_visible()
    assert other.evaluate("scrollY") == 0
    other.wait_for_timeout(5_000)  # longer than a page must be open to be believed: an offer is not passed over
    assert Place.objects.get().block == far.block

    offer.get_by_role("link", name="Go there").click()

    expect(offer).to_be_hidden()
    top = f"document.getElementById('b-{far.block}').getBoundingClientRect().top"
    assert -900 < other.evaluate(top) < 100


def test_turning_back_on_one_device_is_no_jump_back_on_the_other(
    opened: Any, signed_in: Any, chapter: Any, iris: Any
) -> None:
    desk, phone = (signed_in(opened(width=width), iris) for width in (1280, 390))
    desk.goto(f"/chapters/{chapter.public_id}")
    read_down_to(desk, 20)
    kept(lambda place: place.block == chapter.live.blocks[20].id)
    phone.goto(f"/chapters/{chapter.public_id}")
    read_down_to(phone, 4)
    back = kept(lambda place: place.block == chapter.live.blocks[4].id)

    desk.goto("/")
    desk.get_by_role("link", name="Salt Wages").first.click()

    desk.wait_for_url(f"**#b-{back.block}")
    offer = desk.locator("reading-place p")
    expect(offer).to_be_in_viewport()
    assert offer.get_by_role("link").get_attribute("href") == f"#b-{chapter.live.blocks[20].id}"


def test_a_chapter_read_to_its_end_is_read_and_leaving_the_page_is_enough(
    page: Page, signed_in: Any, chapter: Any, iris: Any
) -> None:
    signed_in(page, iris)
    page.goto(f"/chapters/{chapter.public_id}")
    page.mouse.move(300, 400)
    page.mouse.wheel(0, 200)
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Neap").last).to_be_in_viewport()
    page.get_by_role("link", name="Neap").last.click()

    page.wait_for_url("**/chapters/*")
    kept(lambda place: place.at_end)
    assert Mark.objects.get(chapter=chapter).is_read
    page.goto(f"/stories/{chapter.story.public_id}")
    expect(page.get_by_role("link", name="Go on reading: II")).to_be_visible()


def test_a_stranger_s_browser_tells_nothing(page: Page, chapter: Any) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    page.goto(f"/chapters/{chapter.public_id}")
    read_down_to(page, 5)
    page.wait_for_timeout(5_000)
    page.goto("/")

    assert sent == []


def test_favorites_shelves_and_marks_without_leaving_the_page(
    page: Page, signed_in: Any, chapter: Any, iris: Any
) -> None:
    signed_in(page, iris)
    page.goto(f"/stories/{chapter.story.public_id}")
    here = page.url

    page.get_by_role("button", name="Favorite").click()
    expect(page.get_by_role("button", name="Favorite: kept")).to_be_focused()
    page.get_by_text("Put it on a shelf").click()
    page.get_by_label("For later").check()
    page.get_by_label("A new shelf").fill("The sea")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("On your shelves: For later, The sea")).to_be_visible()
    assert page.url == here

    page.goto(f"/chapters/{chapter.public_id}")
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("button", name="Read: mark unread from here")).to_be_focused()


def test_a_guest_without_script_keeps_a_story_and_takes_it_back(opened: Any, chapter: Any) -> None:
    page = opened(script=False, width=360)
    page.goto(f"/chapters/{chapter.public_id}")

    page.get_by_role("button", name="Favorite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kept.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not kept.")
    page.get_by_role("link", name="Read on").click()
    page.wait_for_url(f"**/chapters/{chapter.public_id}")
