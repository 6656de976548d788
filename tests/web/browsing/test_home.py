"""The front page."""

import re
from datetime import date, timedelta

from feuilleton.accounts.visiting import STRANGER
from feuilleton.events.models import Event, Touch
from feuilleton.inbox import glancing, subscribing
from feuilleton.stories import publishing
from feuilleton.web.browsing import openings
from tests import people


def test_an_empty_archive_says_so(db, client):
    page = client.get("/").content.decode()

    assert "No chapter has been published yet." in page
    assert "Here the stories will stand" in page


def test_the_latest_chapter_is_one_link_away(client, maud):
    story = people.published_story(maud, "Salt Wages", chapters=2, planned=9, rating="teen")

    page = client.get("/").content.decode()

    newest = story.chapters.order_by("-position").first()
    assert f'href="/chapters/{newest.public_id}"' in page
    assert "II <i>of</i> IX" in page
    assert "maud at sea" in page


def test_what_is_not_for_everybody_is_not_on_the_front_page(client, maud, iris):
    people.published_story(maud, "For members", audience="members", rating="general")
    people.published_story(maud, "For whoever knows", audience="unlisted", rating="general")
    people.story(maud, "Nothing published")

    page = client.get("/").content.decode()

    assert "For members" not in page
    assert "For whoever knows" not in page
    assert "Nothing published" not in page
    client.force_login(iris)
    assert "For members" in client.get("/").content.decode()


def test_a_member_reads_how_much_is_new_in_their_inbox(client, maud, iris):
    def word():
        client.force_login(iris)
        return re.search(r'<a href="/inbox">(.+?)</a>', client.get("/").content.decode())[1]

    story = people.published_story(maud)
    subscribing.follow(story, by=iris, at=people.NOW)
    assert word() == "Inbox"

    people.published_chapter(story, maud)
    newest = people.published_chapter(story, maud)
    assert word() == "Inbox, 2 new"

    publishing.withdraw(newest, by=maud, at=people.NOW)
    assert word() == "Inbox, 1 new"

    glancing.see_all(iris, up_to=Event.objects.latest("pk").pk, at=people.NOW)
    assert word() == "Inbox"


def test_a_finished_story_is_told(client, maud):
    people.published_story(maud, "Night School for Foxes", chapters=2, planned=2)

    assert "Lately finished" in client.get("/").content.decode()


def test_kinds_of_one_language_are_one_language(client, maud):
    people.published_story(maud, language="en-GB")
    people.published_story(maud, language="en")
    people.published_story(maud, language="ar")

    assert "3 stories in 2 languages" in client.get("/").content.decode()


def test_openings_are_drawn_by_lot_and_the_same_all_day(maud):
    for number in range(8):
        people.published_story(maud, f"Story {number}", rating="general")
    day = date(2026, 11, 23)

    first = [opening.title for opening in openings.drawn(STRANGER, day=day)]

    assert len(set(first)) == 3
    assert [opening.title for opening in openings.drawn(STRANGER, day=day)] == first
    others = {tuple(one.title for one in openings.drawn(STRANGER, day=day + timedelta(days=n))) for n in range(1, 9)}
    assert len(others) > 1


def test_no_opening_is_of_a_story_that_asks_first(maud):
    people.published_story(maud, "Explicit", rating="explicit")
    people.published_story(maud, "Not said", rating="unrated")

    assert openings.drawn(STRANGER, day=date(2026, 11, 23)) == []


def test_an_opening_holds_the_first_paragraphs_and_no_ids(maud):
    story = people.story(maud, "Long", rating="general")
    people.published_chapter(story, maud, "First.\n\n" + "A long second one. " * 200 + "\n\nThird.")

    (opening,) = openings.drawn(STRANGER, day=date(2026, 11, 23))

    assert opening.html.startswith("<p>First.</p>")
    assert "Third." not in opening.html
    assert "…</p>" in opening.html
    assert len(opening.html) < 2_000


def test_each_morning_the_stored_front_page_is_outdated(db):
    openings.turn_the_page.call()

    event = Event.objects.get(kind="morning_came")
    assert list(Touch.objects.filter(event=event).values_list("name", flat=True)) == ["front"]
