"""Reading, in a real browser: with script and without."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "\n\n".join(f"Paragraph {number}, which goes on for a while and then stops." for number in range(80))


@pytest.fixture
def chapter(maud: Any) -> Any:
    story = people.story(maud, "Salt Wages", rating="general", planned=2)
    chapter = people.published_chapter(story, maud, LONG, title="The Partition")
    people.published_chapter(story, maud, title="Neap")
    return chapter


def test_a_stranger_without_script_finds_a_chapter_reads_it_and_changes_the_theme(opened: Any, chapter: Any) -> None:
    page = opened(script=False, width=360)
    page.goto("/")

    page.get_by_role("link", name="The Partition").click()
    assert page.get_by_role("heading", level=1).inner_text() == "The Partition"
    page.locator(".fold summary").click()
    page.get_by_label("Sepia").check()
    page.get_by_role("button", name="Read like this").click()

    page.wait_for_url(re.compile("/chapters/"))
    assert page.locator("html").get_attribute("data-theme") == "sepia"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(244, 236, 216)"
    page.get_by_role("link", name="Neap").first.click()
    assert page.locator("html").get_attribute("data-theme") == "sepia"


def test_settings_are_applied_while_they_are_chosen_and_are_there_on_the_next_page(page: Any, chapter: Any) -> None:
    page.goto(f"/chapters/{chapter.public_id}")
    page.locator(".fold summary").click()
    before = page.evaluate("getComputedStyle(document.querySelector('.prose')).fontSize")

    with page.expect_response("**/look"):
        page.get_by_label("Size").select_option("200")

    assert (
        page.evaluate("getComputedStyle(document.querySelector('.prose')).fontSize") == f"{float(before[:-2]) * 2:g}px"
    )
    page.reload()
    assert page.locator("html").get_attribute("data-size") == "200"
    page.locator(".fold summary").click()
    assert page.get_by_label("Size").input_value() == "200"


def test_a_face_is_fetched_only_when_it_is_chosen(page: Any, chapter: Any) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"/chapters/{chapter.public_id}", wait_until="networkidle")
    assert not [url for url in fetched if "/faces/" in url]

    page.locator(".fold summary").click()
    with page.expect_response("**/faces/literata-latin-normal*"):
        page.get_by_label("Face").select_option("literata")


def test_a_cold_chapter_takes_three_requests_and_none_elsewhere(page: Any, site: str, chapter: Any) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))

    page.goto(f"/chapters/{chapter.public_id}", wait_until="networkidle")

    assert all(url.startswith(site) for url in fetched)
    assert len([url for url in fetched if not url.endswith(".svg")]) == 3


def test_the_bar_comes_back_when_one_turns_back(page: Any, chapter: Any) -> None:
    page.goto(f"/chapters/{chapter.public_id}")
    page.mouse.move(200, 400)
    page.mouse.wheel(0, 3000)
    bar = page.locator("coming-back")
    expect(bar).not_to_be_in_viewport()

    page.mouse.wheel(0, -400)

    expect(bar).to_be_in_viewport()
    assert bar.bounding_box()["y"] == 0


def test_a_paragraph_has_an_address(page: Any, chapter: Any) -> None:
    page.goto(f"/chapters/{chapter.public_id}")
    paragraph = page.locator(".prose > p").nth(3)

    paragraph.hover()
    page.locator("a.pilcrow").click()

    assert page.url.endswith("#" + paragraph.get_attribute("id"))
    assert page.evaluate("document.querySelector(':target').textContent").startswith("Paragraph 3")


def test_a_long_table_of_contents_can_be_searched(page: Any, maud: Any) -> None:
    story = people.published_story(maud)
    for number in range(2, 53):
        people.published_chapter(story, maud, "Text.", number=str(number), title=f"Éclair {number}")

    page.goto(f"/stories/{story.public_id}")
    page.get_by_label("Search the contents").fill("eclair 37")

    assert page.locator("#contents-list > li:visible").count() == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_the_largest_size_needs_no_sideways_scrolling(opened: Any, chapter: Any, width: int) -> None:
    page = opened(width=width)
    page.goto("/look")
    page.get_by_label("Size").select_option("250")
    page.get_by_label("Width").select_option("wide")
    page.get_by_role("button", name="Read like this").click()

    for path in ["/", f"/chapters/{chapter.public_id}", f"/stories/{chapter.story.public_id}"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


def test_on_paper_there_is_the_text_and_no_furniture(page: Any, chapter: Any) -> None:
    page.goto(f"/chapters/{chapter.public_id}")

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator(".prose").is_visible()
    for furniture in [".masthead nav", ".onward", ".next-up", ".foot", ".acts"]:
        assert not page.locator(furniture).is_visible(), furniture


def test_near_the_end_the_next_chapter_is_fetched_ahead(page: Any, chapter: Any) -> None:
    following = chapter.story.chapters.last().public_id
    page.goto(f"/chapters/{chapter.public_id}", wait_until="networkidle")

    with page.expect_response(f"**/chapters/{following}"):
        page.keyboard.press("End")
