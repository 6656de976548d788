"""The page that asks before mature and explicit text."""

import pytest

from tests import people


@pytest.fixture
def chapter(maud):
    return people.published_story(maud, rating="explicit").chapters.get()


@pytest.fixture
def paths(chapter):
    story = chapter.story.public_id
    one = chapter.public_id
    return [f"/chapters/{one}", f"/stories/{story}/all", f"/stories/{story}.epub", f"/stories/{story}.txt",
            f"/chapters/{one}.epub", f"/chapters/{one}.txt"]  # fmt: skip


def test_a_stranger_is_asked_at_every_door(client, paths):
    for path in paths:
        page = client.get(path).content.decode()
        assert "This is for adults" in page, path
        assert "Nobody moved" not in page, path


def test_a_stranger_who_says_yes_is_brought_to_the_text_and_not_asked_again(client, paths, chapter):
    answer = client.post("/adult", {"next": paths[0]}, HTTP_SEC_FETCH_SITE="same-origin")

    assert answer.status_code == 303
    assert answer["Location"] == paths[0]
    for path in paths:
        assert b"This is for adults" not in client.get(path).content, path


def test_a_member_who_says_yes_has_said_it_for_every_device(client, paths, iris):
    client.force_login(iris)
    client.post("/adult", {"next": paths[0]}, HTTP_SEC_FETCH_SITE="same-origin")

    iris.refresh_from_db()
    assert iris.adult_ok
    assert "adult" not in client.cookies
    assert "Nobody moved" in client.get(paths[0]).content.decode()


def test_an_author_and_a_moderator_are_not_asked(client, paths, maud, otto):
    for person in (maud, otto):
        client.force_login(person)
        assert "Nobody moved" in client.get(paths[0]).content.decode()


@pytest.mark.parametrize("rating", ["general", "teen", "unrated"])
def test_other_stories_do_not_ask(client, maud, rating):
    chapter = people.published_story(maud, rating=rating).chapters.get()

    assert "Nobody moved" in client.get(f"/chapters/{chapter.public_id}").content.decode()


def test_the_answer_leads_nowhere_else(client, db):
    for place in ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "chapters", "\\\\x", ""]:
        answer = client.post("/adult", {"next": place}, HTTP_SEC_FETCH_SITE="same-origin")
        assert answer["Location"] == "/", place


def test_it_cannot_be_answered_by_a_link(client, db):
    assert client.get("/adult").status_code == 405
