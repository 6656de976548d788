"""Earlier versions: read again, brought back, compared word by word."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.notes.models import Carried
from feuilleton.stories import drafting, expunging, publishing
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Draft
from tests import people

LATER = people.NOW + timedelta(hours=1)
OLD = "The sluice is older than the Company.\n\nThe men smoked.\n\nNobody moved."
NEW = "The sluice is far older than the Company.\n\nNobody moved.\n\nMr. Garrod sang."


@pytest.fixture
def revised(maud, story):
    chapter = people.published_chapter(story, maud, OLD, title="The Sluice")
    drafting.save(chapter, Typed(source=NEW, title="The Sluice Gate"), version=0, by=maud, at=LATER)
    publishing.publish(chapter, by=maud, at=LATER, change="changed")
    chapter.refresh_from_db()
    return chapter


def test_every_version_is_listed_and_can_be_read_again(at_desk, revised):
    listed = at_desk.get(reverse("write_versions", args=[revised.public_id])).content.decode()
    first = at_desk.get(reverse("write_version", args=[revised.public_id, 1])).content.decode()

    assert listed.count("/versions/") >= 2
    assert "The men smoked." in first
    assert "far older" not in first


def test_a_version_that_is_not_there_is_a_404(at_desk, revised):
    for ordinal in (0, 3, 10**30):
        assert at_desk.get(reverse("write_version", args=[revised.public_id, ordinal])).status_code == 404


def test_a_version_brought_back_is_the_draft_and_the_draft_that_was_is_kept(at_desk, maud, revised):
    drafting.save(revised, Typed(source="Half written."), version=0, by=maud, at=LATER)

    for _ in range(2):
        at_desk.post(reverse("write_restore", args=[revised.public_id, 1]))

    assert Draft.objects.get(chapter=revised).source == OLD
    assert [one.source for one in revised.revisions.filter(change="aside")] == ["Half written."]


def test_two_versions_show_every_word_that_went_and_came(at_desk, revised):
    page = at_desk.get(reverse("write_compare", args=[revised.public_id]), {"old": "1", "new": "2"}).content.decode()

    assert "in: </span>far " in page
    assert "out: </span>The men smoked." in page
    assert "in: </span>Mr. Garrod sang." in page
    assert "in: </span> Gate" in page
    assert "1 passage the same" in page


def test_two_versions_that_say_the_same_are_said_to(at_desk, revised):
    page = at_desk.get(reverse("write_compare", args=[revised.public_id]), {"old": "2", "new": "draft"})

    assert "word for word" in page.content.decode()


def test_versions_asked_for_in_nonsense_are_never_a_500(at_desk, revised):
    for old, new in (("", ""), ("x", "-1"), ("9999999999999", "draft"), ("²", "2")):
        response = at_desk.get(reverse("write_compare", args=[revised.public_id]), {"old": old, "new": new})
        assert response.status_code == 200


def test_the_list_of_versions_asks_the_database_little(at_desk, maud, revised, django_assert_max_num_queries):
    for place in range(8):
        drafting.save(revised, Typed(source=f"Again, {place}."), version=0, by=maud, at=LATER)
        publishing.publish(revised, by=maud, at=LATER, change="minor")

    with django_assert_max_num_queries(9):
        at_desk.get(reverse("write_versions", args=[revised.public_id]))


def test_a_version_is_removed_from_history_after_a_page_that_says_what_goes(at_desk, revised, maud):
    address = reverse("write_expunge", args=[revised.public_id, 1])
    versions = reverse("write_versions", args=[revised.public_id])
    assert address in at_desk.get(versions).content.decode()

    asked = at_desk.get(address).content.decode()
    assert "It cannot be undone." in asked
    assert "The men smoked." in at_desk.get(reverse("write_version", args=[revised.public_id, 1])).content.decode()
    for _time in range(2):
        at_desk.post(address)

    listed = at_desk.get(versions).content.decode()
    assert "Removed from history on" in listed
    assert address not in listed
    assert reverse("write_version", args=[revised.public_id, 1]) not in listed
    assert "Removed from history" in at_desk.get(reverse("write_chapter", args=[revised.public_id])).content.decode()


def test_what_was_removed_is_not_opened_restored_or_compared(at_desk, revised, maud):
    expunging.expunge(revised.revisions.get(ordinal=1), by=maud, at=LATER)
    compare = reverse("write_compare", args=[revised.public_id])

    assert at_desk.get(reverse("write_version", args=[revised.public_id, 1])).status_code == 404
    assert at_desk.post(reverse("write_restore", args=[revised.public_id, 1])).status_code == 404
    assert at_desk.get(compare, {"old": "1", "new": "2"}).status_code == 404
    assert '<option value="1"' not in at_desk.get(compare, {"old": "2", "new": "draft"}).content.decode()
    assert at_desk.get(reverse("write_preview", args=[revised.public_id])).status_code == 200
    assert not Draft.objects.exists()


def test_what_readers_have_is_not_offered_for_removal_and_stays(at_desk, revised):
    address = reverse("write_expunge", args=[revised.public_id, 2])

    assert address not in at_desk.get(reverse("write_versions", args=[revised.public_id])).content.decode()
    assert at_desk.get(address)["Location"] == reverse("write_versions", args=[revised.public_id])
    assert at_desk.post(address).status_code == 422
    assert revised.revisions.get(ordinal=2).source == NEW


def test_notes_on_a_version_find_their_place_before_it_goes(at_desk, revised, maud, iris):
    first = revised.revisions.get(ordinal=1)
    note = people.noted(revised, iris, "Nobody moved", "Why?", kind="private", revision=first)
    Carried.objects.update(revision=first)

    at_desk.post(reverse("write_expunge", args=[revised.public_id, 1]))

    assert note.placements.get(is_newest=True).quote == "Nobody moved"


def test_nobody_else_removes_a_version(revised, iris):
    other = Client()
    other.force_login(iris)
    address = reverse("write_expunge", args=[revised.public_id, 1])

    assert (other.get(address).status_code, other.post(address).status_code) == (404, 404)
    assert revised.revisions.get(ordinal=1).source == OLD
