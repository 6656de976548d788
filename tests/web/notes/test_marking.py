"""The chapter with a way to a note after each paragraph."""

import re

from feuilleton.stories import models, welcoming
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.web.notes.conftest import mark_of


def marking(client, chapter):
    return client.get(f"/chapters/{chapter.public_id}/mark").content.decode()


def test_the_chapter_leads_there_by_a_plain_link(client, chapter):
    page = client.get(f"/chapters/{chapter.public_id}").content.decode()

    way = f'<a rel="nofollow" href="/chapters/{chapter.public_id}/mark"'
    assert f'{way} aria-label="Mark a passage">Mark</a>' in page.partition("<h1>")[0]
    assert f'class="button" rel="nofollow" href="/chapters/{chapter.public_id}/mark">Mark a passage</a>' in page


def test_after_each_paragraph_that_says_something_stands_a_way_to_a_note(client, chapter, iris):
    client.force_login(iris)

    page = marking(client, chapter)

    ways = re.findall(r'<a rel="nofollow" href="([^"]+)">Note<span class="hush">: <span>([^<]*) …', page)
    assert [words for _where, words in ways] == [
        "Edda counted the crates on teh",
        "“You said it was nothing,” Joan",
        "Nobody on the quay moved until",
    ]
    assert ways[0][0] == f"{mark_of(chapter, 'teh')}?revision={chapter.live_id}"
    assert "maud at sea</bdi> asks for: reactions, typos, wording, continuity, formatting, questions." in page
    assert "Sign in</a>" not in page


def test_a_stranger_is_told_that_notes_need_an_account_and_is_led_back(client, chapter):
    page = marking(client, chapter)

    assert "Notes need an account" in page
    assert f'href="/sign-in?next=%2Fchapters%2F{chapter.public_id}%2Fmark"' in page
    answer = client.get(mark_of(chapter, "teh") + "?revision=7")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?next=%2Fchapters")
    assert "revision%3D7" in answer.headers["Location"]


def test_what_is_not_asked_for_is_said_before_anybody_writes(client, maud, iris):
    chapter = people.published_story(maud).chapters.get()
    client.force_login(iris)

    assert "asks for: reactions, typos, formatting. Not: wording, continuity, questions." in marking(client, chapter)


def test_where_the_author_takes_no_notes_only_ones_own_are_offered(client, maud, iris):
    chapter = people.published_story(maud).chapters.get()
    welcoming.welcome(chapter.story, Welcome(notes_welcome=models.OFF), by=maud, at=people.NOW)
    client.force_login(iris)

    assert "takes no notes on this story" in marking(client, chapter)
    form = client.get(mark_of(chapter, "The tide")).content.decode()
    assert re.findall(r'name="kind" value="(\w+)"', form) == ["private"]
    assert "Thanks may name me" not in form


def test_an_author_marks_for_herself(client, chapter, maud):
    client.force_login(maud)

    assert "You wrote this." in marking(client, chapter)


def test_adult_text_asks_first_and_nothing_hidden_is_marked(client, maud, iris):
    asks = people.published_story(maud, rating="explicit").chapters.get()
    draft = people.chapter(people.story(maud), maud)
    client.force_login(iris)

    for path in (f"/chapters/{asks.public_id}/mark", mark_of(asks, "The tide")):
        assert "The tide came in" not in client.get(path).content.decode()
    assert client.get(f"/chapters/{draft.public_id}/mark").status_code == 404
    assert client.get(f"/chapters/{draft.public_id}/mark/nothing").status_code == 404
