"""Lists: all stories, those with a tag, those by somebody."""

import pytest

from feuilleton.tags.models import Tag
from tests import people


@pytest.fixture
def many(maud):
    return [people.published_story(maud, f"Story number {number:02}") for number in range(23)]


def test_twenty_stories_are_on_a_page_and_the_rest_on_the_next(client, many):
    first = client.get("/stories").content.decode()
    second = client.get("/stories?page=2").content.decode()

    assert first.count('<article class="entry"') == 20
    assert second.count('<article class="entry"') == 3
    assert 'href="/stories?page=2" rel="next"' in first
    assert 'href="/stories?page=1" rel="prev"' in second
    assert "1 to 20 of 23" in first


def test_a_page_that_is_not_there_is_a_404(client, maud):
    people.published_story(maud)

    for page in ["0", "2", "-1", "x", "", "1e9", "99999999999999999999", "٣"]:
        assert client.get("/stories", {"page": page}).status_code == 404, page


def test_a_tag_lists_its_stories_and_no_others(client, maud):
    people.published_story(maud, "Tagged", tags={"free": ["sea"]})
    people.published_story(maud, "Untagged")
    tag = Tag.objects.get()

    page = client.get(f"/tags/free/{tag.public_id}").content.decode()

    assert "Tagged" in page
    assert "Untagged" not in page
    assert client.get(f"/tags/fandom/{tag.public_id}").status_code == 404


def test_a_person_is_shown_with_their_stories(client, maud, iris):
    people.published_story(maud, "Salt Wages")
    people.published_story(iris, "Another's")
    name = people.pen_name(maud)

    page = client.get(f"/people/{name.public_id}").content.decode()

    assert "Salt Wages" in page
    assert "Another&#39;s" not in page
    assert "<h1><bdi>maud at sea</bdi></h1>" in page


def test_a_stranger_does_not_see_what_members_see(client, maud, iris):
    people.published_story(maud, "For members", audience="members")

    assert "For members" not in client.get("/stories").content.decode()
    client.force_login(iris)
    assert "For members" in client.get("/stories").content.decode()


def test_hostile_words_are_only_words(client, maud):
    people.published_story(maud, "<script>alert(1)</script> & more", summary='"><img src=x onerror=alert(1)>')

    page = client.get("/stories").content.decode()

    assert "<script>alert" not in page
    assert "<img" not in page
