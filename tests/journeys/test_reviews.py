"""Reviews in a real browser: after each act the words of the house are in sight, and the focus is on what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from feuilleton.accounts.models import User
from feuilleton.reviews.models import Review
from feuilleton.tasks import working
from tests import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def desk(request: Any, opened: Callable[..., Page], signed_in: Callable[[Page, Any], Page], maud: User) -> Page:
    """Maud at a small screen, with and without script."""
    return signed_in(opened(script=request.param, width=360), maud)


@pytest.fixture
def held(maud: User, iris: User) -> Review:
    """The last of many things said below maud's chapter; it waits for her."""
    chapter = people.published_story(maud, at=people.NOW).chapters.get()
    for number in range(8):
        people.review(chapter, iris, f"Thing {number}.\n\n" + "I read it twice. " * 30)
    said = people.review(chapter, iris, "The last thing.")
    Review.objects.filter(pk=said.pk).update(state="held", held_why="links")
    working.work_off(clock=timezone.now)
    return said


def test_below_a_chapter_what_was_done_is_said_and_has_the_focus(desk: Page, held: Review) -> None:
    desk.goto(f"/chapters/{held.chapter.public_id}")  # type: ignore[union-attr]
    place = desk.locator(f"#r-{held.public_id}")

    place.get_by_role("button", name="Let it through").click()

    expect(desk.get_by_role("status").filter(has_text="Let through.")).to_be_in_viewport()
    expect(place).to_be_in_viewport()
    expect(place).to_be_focused()


def test_in_the_inbox_what_was_done_is_said_and_has_the_focus_and_can_be_undone(desk: Page, held: Review) -> None:
    desk.goto("/inbox")
    place = desk.get_by_role("listitem").filter(has_text="The last thing.")

    for button, words in (
        ("Let it through", "Let through."),
        ("Hide it", "Hidden from readers."),
        ("Show it again", "Shown again."),
    ):
        place.get_by_role("button", name=button).click()
        expect(desk.get_by_role("status").filter(has_text=words)).to_be_in_viewport()
        expect(place).to_be_focused()


def test_an_answer_posted_from_the_inbox_has_the_focus(page: Page, signed_in: Any, maud: User, held: Review) -> None:
    signed_in(page, maud)
    page.goto("/inbox")
    place = page.get_by_role("listitem").filter(has_text="Thing 7.")
    place.locator("summary").click()
    place.get_by_label("Your answer").fill("Thank you.")

    place.get_by_role("button", name="Post the answer").click()

    expect(place.get_by_role("status")).to_have_text("Posted.")
    expect(place.locator("article.review")).to_be_focused()
