"""All reviews of a story, and the newest of the whole story on its page."""

import re

import pytest

from feuilleton.shelves import marking
from tests import people
from tests.web.reviews import SAME_ORIGIN


@pytest.fixture
def story(maud, iris):
    story = people.published_story(maud, chapters=3)
    people.review(story, iris, "Of the whole.")
    for number, chapter in enumerate(story.chapters.in_reading_order(), 1):
        people.review(chapter, iris, f"Of chapter {number}.")
    return story


def folded(client, story):
    """The numbers of the chapters whose reviews are folded away."""
    page = client.get(f"/stories/{story.public_id}/reviews").content.decode()
    assert all(words in page for words in ("Of the whole.", "Of chapter 1.", "Of chapter 2.", "Of chapter 3."))
    hidden = " ".join(re.findall(r"<details><summary>[^<]*show .*?</details>", page, re.DOTALL))
    return re.findall(r"Of chapter (\d)\.", hidden)


def test_a_stranger_finds_all_but_those_of_the_first_chapter_folded(client, story):
    assert folded(client, story) == ["2", "3"]


def test_a_member_finds_folded_what_they_have_not_reached(client, story, nell):
    client.force_login(nell)
    assert folded(client, story) == ["2", "3"]

    marking.read_up_to(story.chapters.in_reading_order()[1], by=nell, at=people.NOW)

    assert folded(client, story) == ["3"]


def test_its_author_finds_nothing_folded(client, story, maud):
    client.force_login(maud)

    assert folded(client, story) == []


def test_a_review_of_the_whole_story_is_posted_from_its_page(client, story, nell):
    people.pen_name(nell)
    client.force_login(nell)

    answer = client.post(f"/stories/{story.public_id}/reviews", {"text": "All of it."}, headers=SAME_ORIGIN)

    review = story.reviews.order_by("id").last()
    assert review.chapter is None
    assert answer["Location"] == f"/stories/{story.public_id}#r-{review.public_id}"
    page = client.get(f"/stories/{story.public_id}").content.decode()
    assert "All of it." in page
    assert "Of chapter 1." not in page
    assert f'href="/stories/{story.public_id}/reviews"' in page


def test_the_page_of_a_story_that_asks_first_tells_nothing_of_it(client, maud, iris):
    story = people.published_story(maud, rating="explicit")
    people.review(story, iris, "Explicit words.")
    address = f"/stories/{story.public_id}"

    page = client.get(address).content.decode()
    assert "Explicit words." not in page
    assert "Nobody has said anything yet." not in page
    assert f'href="{address}/reviews"' in page

    client.force_login(maud)
    assert "Explicit words." in client.get(address).content.decode()
    client.logout()
    client.cookies["adult"] = "1"
    assert "Explicit words." in client.get(address).content.decode()
