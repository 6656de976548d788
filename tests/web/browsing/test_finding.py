"""A plain search over titles and people."""

import pytest

from tests import people


def test_without_a_question_it_asks_one(db, client):
    page = client.get("/find").content.decode()

    assert 'name="q"' in page
    assert 'content="noindex"' in page


def test_a_title_is_found_by_any_of_its_words_in_any_case(client, maud):
    people.published_story(maud, "Salt Wages")
    people.published_story(maud, "Night School for Foxes")

    page = client.get("/find", {"q": "wages SALT"}).content.decode()

    assert "Salt Wages" in page
    assert "Foxes" not in page
    assert "1 story called" in page


def test_people_are_found_who_have_something_to_read(client, maud, iris):
    people.published_story(maud)
    people.pen_name(iris)

    page = client.get("/find", {"q": "at sea"}).content.decode()

    assert "maud at sea" in page
    assert "iris at sea" not in page


def test_nothing_found_is_said_with_a_way_on(db, client):
    assert "No title has all of these words." in client.get("/find", {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("asked", ["%", "_", "' OR 1=1 --", "a" * 100_000, "\ud800", "<b>", "words " * 5000])
def test_no_question_breaks_it(client, maud, asked):
    people.published_story(maud)

    page = client.get("/find", {"q": asked.encode("utf-8", "surrogatepass")})

    assert page.status_code == 200
    assert "Salt Wages" not in page.content.decode()


def test_what_is_not_listed_is_not_found(client, maud):
    people.published_story(maud, "Unlisted thing", audience="unlisted")

    assert "Unlisted thing" not in client.get("/find", {"q": "thing"}).content.decode()
