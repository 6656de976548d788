"""A story's own page."""

import json
import re

import pytest

from feuilleton.events import reading
from feuilleton.moderation import hiding
from feuilleton.notes import deciding, thanking
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.welcoming import Welcome
from tests import people


def test_a_story_says_what_it_is(client, maud):
    story = people.published_story(
        maud,
        "Salt Wages",
        chapters=2,
        planned=9,
        summary="Every Saturday.\n\nForty-one envelopes.",
        rating="teen",
        warnings=["death"],
        warning_words="drowning, in V",
        tags={"fandom": ["Original fiction"], "free": ["ham"]},
    )

    page = client.get(f"/stories/{story.public_id}").content.decode()

    assert "<p>Every Saturday.</p><p>Forty-one envelopes.</p>" in page
    assert "Warnings: death of a main character, drowning, in V" in page
    assert "2 of 9 chapters" in page
    assert ">Original fiction</a>" in page
    assert f'href="/stories/{story.public_id}.epub"' in page


def test_contents_are_in_reading_order_and_hold_only_what_is_published(client, maud):
    story = people.published_story(maud, chapters=3)
    people.chapter(story, maud, title="A draft")
    publishing.withdraw(story.chapters.get(position=2), by=maud, at=people.NOW)

    page = client.get(f"/stories/{story.public_id}").content.decode()

    assert re.findall(r"Day \d", page[page.index("contents-list") :]) == ["Day 1", "Day 3"]
    assert "A draft" not in page


def test_a_story_without_a_published_chapter_is_nobodys_but_its_authors(client, maud, iris):
    story = people.story(maud)

    assert client.get(f"/stories/{story.public_id}").status_code == 404
    client.force_login(iris)
    assert client.get(f"/stories/{story.public_id}").status_code == 404
    client.force_login(maud)
    assert "No chapter of it can be read yet." in client.get(f"/stories/{story.public_id}").content.decode()


def test_a_hidden_story_tells_its_author_why_and_others_nothing(client, maud, otto):
    story = people.published_story(maud)
    hiding.hide(story, reason="It copies another.", by=otto, at=people.NOW)

    assert client.get(f"/stories/{story.public_id}").status_code == 404
    client.force_login(maud)
    assert "It copies another." in client.get(f"/stories/{story.public_id}").content.decode()


def test_a_long_story_can_be_searched_and_gone_into_by_number(client, maud):
    story = people.published_story(maud)
    for number in range(2, 52):
        people.published_chapter(story, maud, number=str(number))
    chapter = story.chapters.get(position=37)

    page = client.get(f"/stories/{story.public_id}").content.decode()
    jumped = client.get(f"/stories/{story.public_id}/chapter", {"number": "37"})

    assert "<list-search" in page
    assert jumped.status_code == 303
    assert jumped["Location"] == f"/chapters/{chapter.public_id}"


def test_a_jump_goes_by_what_readers_see_then_by_place(client, maud):
    story = people.story(maud)
    prologue = people.published_chapter(story, maud, number="Prologue")
    people.published_chapter(story, maud, number="1")

    def jump(number):
        return client.get(f"/stories/{story.public_id}/chapter", {"number": number})

    assert jump("prologue")["Location"] == f"/chapters/{prologue.public_id}"
    assert jump("2").status_code == 303
    for nonsense in ["", "0", "99", "x", "9" * 50, "²"]:
        assert jump(nonsense).status_code == 404, nonsense


def test_machines_are_told_that_it_is_a_book(client, maud):
    story = people.published_story(maud, "</script><script>alert(1)")

    page = client.get(f"/stories/{story.public_id}").content.decode()

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["@type"] == "Book"
    assert data["name"] == "</script><script>alert(1)"
    assert f'<link rel="canonical" href="http://testserver/stories/{story.public_id}">' in page
    assert 'property="og:type" content="book"' in page


def test_an_unlisted_story_asks_not_to_be_indexed(client, maud):
    story = people.published_story(maud, audience="unlisted")

    assert '<meta name="robots" content="noindex">' in client.get(f"/stories/{story.public_id}").content.decode()


@pytest.fixture
def mended(maud, iris, nell):
    """A story in which iris and nell found the same slip, and maud has mended it."""
    story = people.published_story(maud)
    chapter = story.chapters.get()
    note = people.noted(chapter, iris, "The tide", becomes="A tide")
    people.noted(chapter, nell, "The tide", becomes="A tide", names_me=False)
    deciding.accept(note, by=maud, at=people.NOW)
    publishing.publish(chapter, by=maud, at=people.NOW, change="minor")
    reading.read("notes", at=people.NOW)
    return story


def test_readers_are_thanked_for_what_they_found_on_the_page_and_to_machines(client, mended, iris):
    page = client.get(f"/stories/{mended.public_id}").content.decode()

    person = f"/people/{people.pen_name(iris).public_id}"
    assert f'To <a href="{person}"><bdi>iris at sea</bdi></a> and 1 reader who is not named, for what they' in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["contributor"] == [{"@type": "Person", "name": "iris at sea", "url": f"http://testserver{person}"}]


def test_without_thanks_or_where_they_are_not_shown_nobody_is_thanked(client, mended, maud):
    welcoming.welcome(mended, Welcome(credits_shown=False), by=maud, at=people.NOW)

    for story in (mended, people.published_story(maud)):
        page = client.get(f"/stories/{story.public_id}").content.decode()
        assert "With thanks" not in page
        assert "contributor" not in page


def test_a_stored_page_hears_of_thanks_and_of_another_name(mended, iris):
    from feuilleton.accounts import naming
    from feuilleton.events.models import Event

    name = people.pen_name(iris)
    naming.describe(name, name="iris by day", about="", about_html="", by=iris, at=people.NOW)

    thanked = thanking.of_story(mended.pk)
    assert Event.objects.get(kind="notes_mended").touches.filter(name=f"story:{mended.pk}").exists()
    assert Event.objects.get(kind="pen_name_changed").touches.filter(name=thanked.names[0].touch).exists()
