"""A chapter, to be read."""

import json
import re

import pytest

from feuilleton.stories import publishing, removing
from feuilleton.stories.composing import Note
from tests import people


def read(client, chapter):
    return client.get(f"/chapters/{chapter.public_id}").content.decode()


def test_a_stranger_reads_a_chapter(client, maud):
    story = people.story(maud, "Salt Wages", planned=9, language="en-GB")
    chapter = people.published_chapter(
        story,
        maud,
        "I took the *ledger*.\n\n***\n\nNobody moved.",
        title="The Man Who Signed",
        notes=[Note("before", "For everyone.", ""), Note("after", "Four of you.", "And on the Tuesday")],
    )

    page = read(client, chapter)

    assert "<h1>The Man Who Signed</h1>" in page
    assert "I <i>of</i> IX" in page
    assert "<em>ledger</em>" in page
    assert '<article class="column" lang="en-GB">' in page
    assert "<bdi>maud at sea</bdi>, before you begin" in page
    assert "And on the Tuesday" in page
    assert re.search(r'<p id="b-[a-z0-9]{8}">Nobody moved\.</p>', page)


@pytest.mark.parametrize("who", ["maud", "iris"])
def test_what_is_one_s_own_is_not_reported(who, client, maud, iris):
    chapter = people.published_story(maud).chapters.get()
    client.force_login({"maud": maud, "iris": iris}[who])

    for page in (read(client, chapter), client.get(f"/stories/{chapter.story.public_id}").content.decode()):
        assert ("Report this" in page) == (who == "iris")


def test_back_contents_and_on_stand_at_the_top_and_at_the_end(client, maud):
    story = people.published_story(maud, chapters=3)
    first, second, third = story.chapters.in_reading_order()

    page = read(client, second)

    assert page.count(f'<a href="/chapters/{first.public_id}" rel="prev">') == 2
    assert page.count(f'href="/chapters/{third.public_id}" rel="next">') == 2
    assert f'<link rel="prev" href="/chapters/{first.public_id}">' in page
    assert f'<link rel="next" href="/chapters/{third.public_id}">' in page
    assert 'rel="next"' not in read(client, third)
    assert 'rel="prev"' not in read(client, first)


def test_the_way_leads_past_what_cannot_be_read(client, maud):
    story = people.published_story(maud, chapters=3)
    first, second, third = story.chapters.in_reading_order()
    publishing.withdraw(second, by=maud, at=people.NOW)

    assert f'href="/chapters/{third.public_id}" rel="next"' in read(client, first)
    assert client.get(f"/chapters/{second.public_id}").status_code == 404


def test_what_waits_after_the_last_chapter_is_said(client, maud):
    def last_words(**header):
        story = people.published_story(maud, **header)
        return read(client, story.chapters.get())

    assert "(To be continued)" in last_words()
    assert "(The end)" in last_words(planned=1)
    assert "(To be continued, after a pause)" in last_words(status="hiatus")
    assert "(Left unfinished)" in last_words(status="abandoned")


def test_a_story_of_another_direction_brings_its_own(client, maud):
    story = people.story(maud, "مذياع الطابق الخامس", language="ar", planned=7)
    chapter = people.published_chapter(story, maud, "كان رجلٌ يقرأ نشرة الأخبار.", title="المحطّة")

    page = read(client, chapter)

    assert '<article class="column" lang="ar" dir="rtl">' in page
    assert "الأولى من سبع" in page
    assert '<html lang="en" dir="ltr">' in page


def test_nobody_reads_what_is_not_theirs_to_read(client, maud, iris, nell):
    members = people.published_story(maud, audience="members").chapters.get()
    draft = people.chapter(people.story(maud), maud)
    removed_from = people.published_story(maud, chapters=2)
    removed = removed_from.chapters.last()
    removing.remove_chapter(removed, by=maud, at=people.NOW)

    for chapter in (members, draft, removed):
        assert client.get(f"/chapters/{chapter.public_id}").status_code == 404
    client.force_login(iris)
    assert client.get(f"/chapters/{members.public_id}").status_code == 200
    assert client.get(f"/chapters/{draft.public_id}").status_code == 404


def test_an_orphaned_story_names_nobody(client, maud):
    chapter = people.published_story(maud).chapters.get()
    chapter.story.authorships.all().delete()

    page = read(client, chapter)

    assert "by somebody who has left" in page
    assert "A note" not in page


def test_machines_are_told_that_it_is_a_chapter_of_a_book(client, maud):
    story = people.published_story(maud, "Salt Wages")
    chapter = story.chapters.get()

    page = read(client, chapter)

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["@type"] == "Chapter"
    assert data["isPartOf"]["name"] == "Salt Wages"
    assert data["isPartOf"]["author"][0]["name"] == "maud at sea"
    assert f'<link rel="canonical" href="http://testserver/chapters/{chapter.public_id}">' in page


def test_addresses_of_nothing_are_404(db, client):
    for path in ["/chapters/nothing", "/chapters/" + "a" * 5000, "/chapters/%00", "/stories/x/all", "/chapters/%F0%9F"]:
        assert client.get(path).status_code in (400, 404), path


def test_a_chapter_is_the_same_bytes_for_every_stranger(client, maud):
    chapter = people.published_story(maud).chapters.get()

    page = read(client, chapter)

    assert read(client, chapter) == page
    assert "csrf" not in page
    assert "Set-Cookie" not in client.get(f"/chapters/{chapter.public_id}").headers


def test_warnings_stand_before_the_text(client, maud):
    story = people.published_story(maud, warnings=["death"], warning_words="drowning, in V")

    page = read(client, story.chapters.get())

    assert page.index("Warnings: death of a main character, drowning, in V") < page.index("Nobody moved")
