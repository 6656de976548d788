"""A real story finds a reader, its author hears of it, and the reader hears of the next chapter: in real browsers."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from feuilleton.accounts.models import User
from feuilleton.inbox import subscribing
from feuilleton.inbox.models import Subscription
from feuilleton.stories.models import Story
from feuilleton.tasks import working
from tests import people, post
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def work() -> None:
    working.work_off(clock=timezone.now)


def letters_to(office: post.PostOffice, address: str) -> list[Any]:
    return [message for message in office.messages if message["X-Went-To"] == address]


def sign_up(page: Page, office: post.PostOffice) -> None:
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Name", exact=True).fill("rook")
    page.get_by_label("E-mail").fill("rook@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    work()
    letter = letters_to(office, "rook@example.org")[-1].get_body(("plain",)).get_content()
    page.goto(re.search(r"http\S+/confirm/\S+", letter)[0])  # type: ignore[index]
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_role("heading", name="rook", exact=True)).to_be_visible()


def follow_the_author(page: Page, deux: Story) -> None:
    page.goto(f"/stories/{deux.public_id}")
    page.get_by_role("link", name="Rosie", exact=True).first.click()
    page.locator("summary.button").first.click()
    page.get_by_role("button", name="Tell me", exact=True).click()
    expect(page.locator("#follow [role=status]")).to_be_visible()


def favorite_and_review(page: Page, deux: Story) -> None:
    page.goto(f"/stories/{deux.public_id}")
    page.get_by_role("button", name="Favorite", exact=True).click()
    expect(page.get_by_role("button", name="Favorite: kept")).to_be_visible()
    page.goto(f"/chapters/{deux.chapters.get().public_id}")
    page.get_by_label("Your review").fill("The *glass*! I went back to look who had put it there.")
    page.get_by_label("A name to sign with").fill("Rook at Sea")
    page.get_by_role("button", name="Post review").click()
    expect(page.locator(".review", has_text="Rook at Sea").locator("em")).to_have_text("glass")


def post_another_chapter(page: Page, deux: Story) -> None:
    page.goto(f"/write/stories/{deux.public_id}")
    page.get_by_role("button", name="Write another chapter").click()
    page.get_by_label("Chapter title").fill("Trois")
    page.locator("#text").fill("They came back in the spring.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published: “Trois”.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_answers_and_is_told(
    script: bool,
    opened: Callable[..., Page],
    signed_in: Callable[..., Page],
    office: post.PostOffice,
    deux: Story,
    maud: User,
    iris: User,
) -> None:
    other = people.published_story(iris, "Another story")
    reader, author = opened(script=script), signed_in(opened(script=script), maud)
    reader.goto(f"/stories/{deux.public_id}")
    sign_up(reader, office)
    rook = User.objects.named("rook")
    kept = subscribing.follow(other, by=rook, at=timezone.now())
    follow_the_author(reader, deux)
    favorite_and_review(reader, deux)
    work()

    author.goto("/inbox")
    story, name = author.get_by_role("region", name="The Glass"), author.get_by_role("region", name="Rosie")
    expect(story.locator(".fresh", has_text="Rook at Sea reviewed")).to_be_visible()
    expect(story).to_contain_text("1 favorite")
    expect(name).to_contain_text("1 person asked to be told")

    post_another_chapter(author, deux)
    reader.goto("/inbox")
    expect(reader.get_by_role("link", name="Trois")).to_have_count(1)

    before = len(letters_to(office, "rook@example.org"))
    work()
    [letter] = letters_to(office, "rook@example.org")[before:]
    assert "Trois" in letter["Subject"]
    way_out = letter["List-Unsubscribe"].strip("<>")
    assert way_out.startswith("http")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    asked = urllib.request.Request(way_out, b"List-Unsubscribe=One-Click")
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200

    ended = Subscription.objects.get(user=rook, story=None)
    assert ended.ended_at is not None
    kept.refresh_from_db()
    assert kept.ended_at is None
    reader.goto(way_out)
    expect(reader.get_by_role("button").first).to_be_visible()
