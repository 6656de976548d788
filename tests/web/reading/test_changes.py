"""What changed in a chapter since somebody read it."""

import pytest

from feuilleton.shelves import marking
from feuilleton.stories import expunging, publishing, welcoming
from feuilleton.stories.welcoming import Welcome
from tests import people

OFFER = "Revised since you read it: see what changed"


@pytest.fixture
def read(client, maud, iris):
    """A chapter that iris has read to its end."""
    chapter = people.published_chapter(people.story(maud), maud, "The tide came in.\n\nNobody moved.", title="Neap")
    marking.read(chapter, by=iris, at=people.NOW)
    client.force_login(iris)
    return chapter


def page_of(client, chapter):
    return client.get(f"/chapters/{chapter.public_id}").content.decode()


def changes(client, chapter, since=1):
    return client.get(f"/chapters/{chapter.public_id}/changes?since={since}")


def test_a_chapter_that_was_revised_since_offers_what_changed(client, read, maud):
    assert OFFER not in page_of(client, read)
    people.revised(read, maud, "The tide went out.\n\nNobody moved.", change="minor")
    people.revised(read, maud, "The tide went out.\n\nNobody stirred.", change="rewrite")

    page = page_of(client, read)

    assert f'<a href="/chapters/{read.public_id}/changes?since=1">{OFFER}</a>' in page
    said = changes(client, read).content.decode()
    assert '<del><span class="hush">out: </span>came</del><ins><span class="hush">in: </span>went</ins>' in said
    assert "stirred</ins>" in said
    assert said.index("Rewritten, <time") < said.index("Minor, <time")
    assert "First published" not in said


def test_read_again_it_offers_nothing(client, read, maud, iris):
    people.revised(read, maud, "The tide went out.")
    marking.read(read, by=iris, at=people.NOW)

    assert OFFER not in page_of(client, read)


def test_nothing_is_offered_to_who_never_read_it_or_is_signed_out(client, read, maud, nell):
    people.revised(read, maud, "The tide went out.")

    for user in (nell, None):
        client.logout()
        if user:
            client.force_login(user)
        assert OFFER not in page_of(client, read)


def test_where_its_author_shows_no_changes_there_are_none(client, read, maud):
    people.revised(read, maud, "The tide went out.")
    welcoming.welcome(read.story, Welcome(shows_changes=False), by=maud, at=people.NOW)

    assert OFFER not in page_of(client, read)
    assert changes(client, read).status_code == 404


def test_what_was_removed_from_history_is_shown_to_nobody(client, read, maud):
    people.revised(read, maud, "The tide went out.")
    expunging.expunge(read.revisions.get(ordinal=1), by=maud, at=people.NOW)

    assert OFFER not in page_of(client, read)
    assert changes(client, read).status_code == 404


@pytest.mark.parametrize("since", ["2", "3", "0", "-1", "x", "9" * 30, "", "²"])
def test_only_earlier_texts_that_readers_had_can_be_asked_for(client, read, maud, since):
    people.revised(read, maud, "The tide went out.")

    assert changes(client, read, since).status_code == 404


def test_who_may_not_see_the_chapter_sees_no_changes(client, read, maud, nell):
    people.revised(read, maud, "The tide went out.")
    publishing.withdraw(read, by=maud, at=people.NOW)

    assert changes(client, read).status_code == 404


def test_adult_text_asks_first(client, maud, nell):
    chapter = people.published_story(maud, rating="explicit").chapters.get()
    people.revised(chapter, maud, "The tide went out.")

    assert "went out" not in changes(client, chapter).content.decode()
