"""A chapter, from the first word to the withdrawal, in a real browser: with script, and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def begin_a_story(page: Page, title: str) -> None:
    page.goto("/write")
    page.get_by_role("link", name="Start a story").first.click()
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Your pen name").fill("oystercatcher")
    page.get_by_label("Characters").fill("Enid Tarrow, Mr. Garrod")
    page.get_by_role("button", name="Start it").click()
    page.get_by_role("button", name="Write the first chapter").click()
    expect(page.get_by_label("The text")).to_be_visible()


def write(page: Page, text: str) -> None:
    page.get_by_label("The text").fill(text)


def save(page: Page) -> None:
    """Save without script; with it, wait until the page says that it has."""
    page.get_by_role("button", name="Save now").click()
    expect(page.locator("#state")).to_contain_text("Saved at")


def chapter_as_strangers_see_it(opened, page: Page, *, script: bool) -> Page:
    stranger = opened(script=script)
    stranger.goto(f"/chapters/{page.url.split('/chapters/')[1].split('#')[0].split('/')[0]}")
    return stranger


def test_a_chapter_is_written_saved_by_itself_and_found_again(page, signed_in, maud):
    signed_in(page, maud)
    begin_a_story(page, "Salt Wages")

    page.get_by_label("Chapter title").fill("The Sluice")
    write(page, "They drained the long pan.")
    expect(page.locator("#state")).to_have_text("The last few words are in this browser only.")
    expect(page.locator("#state")).to_contain_text("Saved at")
    expect(page.locator("#state")).to_contain_text("5 words")
    page.reload()

    expect(page.get_by_label("Chapter title")).to_have_value("The Sluice")
    expect(page.get_by_label("The text")).to_have_value("They drained the long pan.")


def test_words_that_never_reached_us_are_put_back(page, signed_in, maud):
    signed_in(page, maud)
    begin_a_story(page, "Salt Wages")
    write(page, "On the train.")
    expect(page.locator("#state")).to_contain_text("Saved at")

    page.route("**/save", lambda route: route.abort())
    write(page, "On the train, in a tunnel.")
    expect(page.locator("#state")).to_contain_text("in this browser only")
    page.unroute("**/save")
    page.reload()

    expect(page.get_by_label("The text")).to_have_value("On the train, in a tunnel.")
    expect(page.locator("#state")).to_contain_text("Saved at")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_who_looks_for_slips_and_goes_back_publishes_what_was_looked_at(opened, signed_in, maud, script):
    page = signed_in(opened(script=script), maud)
    begin_a_story(page, "Salt Wages")
    page.get_by_label("Chapter title").fill("The Sluice")
    write(page, "They drained the long pan.")
    if script:
        expect(page.locator("#state")).to_contain_text("Saved at")

    page.get_by_role("button", name="Look before you publish").click()
    expect(page).to_have_url(re.compile("/proofread$"))
    page.go_back()
    expect(page.get_by_label("Chapter title")).to_have_value("The Sluice")
    if script:
        expect(page.locator("[name=version]")).to_have_value("1")
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_text("Published: “The Sluice”.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_tabs_lose_neither_text(opened, signed_in, maud, script):
    chapter = people.chapter(people.story(maud), maud)
    here, there = (signed_in(opened(script=script), maud) for _ in range(2))
    for tab in (here, there):
        tab.goto(f"/write/chapters/{chapter.public_id}")

    write(there, "From the phone.")
    save(there)
    write(here, "From the desk.")
    if not script:
        here.get_by_role("button", name="Save now").click()
    expect(here.get_by_role("alert")).to_contain_text("saved in another place")
    expect(here.get_by_label("The text")).to_have_value("From the desk.")
    here.get_by_role("button", name="Go on with the stored one").click()

    expect(here.get_by_label("The text")).to_have_value("From the phone.")
    here.reload()
    expect(here.get_by_label("The text")).to_have_value("From the phone.")
    assert [one.source for one in chapter.revisions.all()] == ["From the desk."]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_chapter_is_published_read_revised_and_withdrawn(opened, signed_in, maud, script):
    page = signed_in(opened(script=script), maud)
    begin_a_story(page, "Salt Wages")
    page.get_by_label("Chapter title").fill("The Sluice")
    write(page, "They drained the *long* pan.")
    page.get_by_role("button", name="Add another note before the chapter").click()
    page.locator("[name=before_text_1]").fill("Mind yourselves.")
    save(page)
    desk = page.url

    page.get_by_role("button", name="See it as readers will").click()
    expect(page.get_by_text("Nobody else sees this page.")).to_be_visible()
    expect(page.locator(".prose em")).to_have_text("long")
    page.get_by_role("link", name="Back to writing").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published: “The Sluice”.")).to_be_visible()

    page.goto(desk)
    stranger = chapter_as_strangers_see_it(opened, page, script=script)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("The Sluice")
    expect(stranger.get_by_text("Mind yourselves.")).to_be_visible()

    write(page, "They drained the *long* pan on the Thursday.")
    page.get_by_label("Minor").check()
    page.get_by_role("button", name="Publish the changes").click()
    expect(page.get_by_text("Published: “The Sluice”.")).to_be_visible()
    stranger.reload()
    expect(stranger.locator(".prose")).to_contain_text("on the Thursday")
    expect(stranger.locator(".facts")).not_to_contain_text("revised")

    page.goto(desk)
    page.get_by_role("button", name="Withdraw it from readers").click()
    expect(page.get_by_text("Withdrawn before any letter left. Readers no longer see it")).to_be_visible()
    assert stranger.reload().status == 404


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_was_typed_outlives_the_session(opened, signed_in, maud, script):
    chapter = people.chapter(people.story(maud), maud)
    page = signed_in(opened(script=script), maud)
    page.goto(f"/write/chapters/{chapter.public_id}")
    page.context.clear_cookies()

    write(page, "An hour’s work.")
    if script:
        expect(page.locator("#state")).to_contain_text("You are signed out.")
    page.get_by_role("button", name="Save now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You were signed out")
    expect(page.get_by_label("The text")).to_have_value("An hour’s work.")
    page.get_by_label("Name or e-mail").fill("maud")
    page.get_by_label("Password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in and go on").click()

    expect(page).to_have_url(re.compile(rf"/write/chapters/{chapter.public_id}"))
    expect(page.get_by_label("The text")).to_have_value("An hour’s work.")
    expect(page.locator("#state")).to_contain_text("Saved at")
