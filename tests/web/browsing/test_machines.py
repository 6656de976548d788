"""What programs are told."""

import pytest
from django.http import Http404

from feuilleton.web.browsing import machines
from tests import people


def test_those_who_train_models_are_told_no(db, client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    blocked = lines[: lines.index("Disallow: /")]
    assert "User-agent: GPTBot" in blocked
    assert "User-agent: CCBot" in blocked
    assert "User-agent: *" not in blocked
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_map_names_what_lists_may_name(client, maud):
    story = people.published_story(maud, chapters=2)
    unlisted = people.published_story(maud, "Unlisted", audience="unlisted")

    page = client.get("/sitemap.xml")

    assert page["Content-Type"] == "application/xml"
    text = page.content.decode()
    assert text.count("<loc>") == 3
    assert f"http://testserver/stories/{story.public_id}<" in text
    assert unlisted.public_id not in text


def test_a_map_of_much_is_in_parts(rf, maud):
    for number in range(3):
        people.published_story(maud, f"Story {number}")

    whole = machines.map_of(rf.get("/sitemap.xml"), each=2).content.decode()
    last = machines.map_of(rf.get("/sitemap.xml?page=2"), each=2).content.decode()

    assert "sitemap.xml?page=2" in whole
    assert "sitemap.xml?page=3" not in whole
    assert last.count("/stories/") == 1
    with pytest.raises(Http404):
        machines.map_of(rf.get("/sitemap.xml?page=3"), each=2)
