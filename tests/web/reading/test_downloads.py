"""Taking a story or a chapter along."""

import io
import zipfile

import pytest

from feuilleton.stories import publishing
from tests import people


@pytest.fixture
def story(maud):
    return people.published_story(maud, "Salt: Wages", chapters=2)


def test_a_story_is_taken_along_as_a_book(client, story):
    answer = client.get(f"/stories/{story.public_id}.epub")

    assert answer["Content-Type"] == "application/epub+zip"
    assert answer["Content-Disposition"] == 'attachment; filename="maud at sea - Salt Wages.epub"'
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert client.get(f"/stories/{story.public_id}.epub").content == answer.content


def test_a_chapter_is_taken_along_as_text(client, story):
    chapter = story.chapters.first()

    answer = client.get(f"/chapters/{chapter.public_id}.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Nobody moved." in answer.content.decode()


def test_what_cannot_be_read_cannot_be_taken(client, story, maud):
    withdrawn = story.chapters.last()
    publishing.withdraw(withdrawn, by=maud, at=people.NOW)
    unpublished = people.story(maud, "Empty")

    assert client.get(f"/chapters/{withdrawn.public_id}.epub").status_code == 404
    assert "Day 2" not in client.get(f"/stories/{story.public_id}.txt").content.decode()
    assert client.get(f"/stories/{unpublished.public_id}.epub").status_code == 404
    client.force_login(maud)
    assert client.get(f"/stories/{unpublished.public_id}.epub").status_code == 404


def test_other_endings_are_nothing(client, story):
    for ending in ["pdf", "epub.epub", "html", "%00", "EPUB"]:
        assert client.get(f"/stories/{story.public_id}.{ending}").status_code in (400, 404), ending
