"""The line at a chapter's end that thanks who found what."""

import pytest

from feuilleton.accounts import naming
from feuilleton.notes import carrying, crediting, deciding, noting
from feuilleton.stories import welcoming
from feuilleton.stories.models import ALL
from feuilleton.stories.welcoming import Welcome
from tests import people

MENDED = """Edda counted the boxes on the quay twice before the rain came.

“You said it was *nothing*,” Joan said.

---

Nobody on the quay stirred until the lamp went out."""


@pytest.fixture
def mended(chapter, maud, iris, nell, otto):
    """A chapter in which iris, nell and somebody unnamed found something each, and iris two things."""
    notes = [
        people.noted(chapter, iris, "teh", becomes="the"),
        people.noted(chapter, nell, "moved", becomes="stirred"),
        people.noted(chapter, iris, "twice, twice", becomes="twice"),
        people.noted(chapter, otto, "crates", becomes="boxes", names_me=False),
    ]
    for note in notes:
        deciding.mend_otherwise(note, by=maud, at=people.NOW)
    people.revised(chapter, maud, MENDED)
    carrying.catch_up(chapter)
    crediting.credit(chapter, at=people.NOW)
    return notes


def line(client, chapter):
    page = client.get(f"/chapters/{chapter.public_id}").content.decode()
    return page.partition('<p class="credit">')[2].partition("</p>")[0]


def test_each_is_thanked_once_by_the_name_they_chose(client, chapter, mended, iris):
    said = line(client, chapter)

    assert "iris at sea</bdi></a> and <a" in said
    assert "nell at sea</bdi></a> for corrections, and to one more reader." in said
    assert said.count("iris at sea") == 1
    assert f'href="/people/{people.pen_name(iris).public_id}"' in said
    assert "otto" not in said


def test_thanks_follow_a_name_and_its_owners_wish(client, chapter, mended, iris, nell):
    noting.rename(mended[1], names_me=False, pen_name=None, by=nell, at=people.NOW)
    name = people.pen_name(iris)
    naming.describe(name, name="Iris B.", about="", about_html="", by=iris, at=people.NOW)

    assert "Iris B.</bdi></a> for corrections, and to 2 more readers." in line(client, chapter)


def test_an_author_may_keep_thanks_off_her_pages(client, chapter, mended, maud):
    wish = Welcome(notes_welcome=ALL, credits_shown=False)
    welcoming.welcome(chapter.story, wish, by=maud, at=people.NOW)

    assert line(client, chapter) == ""
