"""The page that deletes the account."""

from __future__ import annotations

import pytest
from django.test import Client

from feuilleton.accounts.models import User
from feuilleton.reviews.models import Review
from feuilleton.stories import removing
from feuilleton.stories.models import Story
from tests import people
from tests.people import NOW, PASSWORD
from tests.web.people.conftest import Letters
from tests.web.people.test_door import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_home(client: Client, maud: User) -> Client:
    sign_in(client, "maud")
    return client


def test_the_page_names_every_story_and_says_what_goes(at_home: Client, maud: User) -> None:
    people.published_story(maud, "Salt Wages")
    people.story(maud, "Never shown")
    removing.remove_story(people.story(maud, "Thrown away"), by=maud, at=NOW)

    page = at_home.get("/me/leave").content.decode()

    for words in ("Salt Wages", "Never shown", "Thrown away", "maud at sea"):
        assert words in page
    assert page.count('value="kept"') == 1  # Nobody would miss the one that nobody has read.


def test_with_a_fate_for_each_story_and_the_password_the_account_goes(
    at_home: Client, maud: User, iris: User, other_browser: Client, letters: Letters
) -> None:
    sign_in(other_browser, "maud")
    kept, removed, handed = (people.published_story(maud, title) for title in ("One", "Two", "Three"))
    theirs = people.pen_name(iris)
    told = {
        f"story-{kept.public_id}": "kept",
        f"story-{removed.public_id}": "removed",
        f"story-{handed.public_id}": "handed",
        f"to-{handed.public_id}": theirs.name.upper(),
        "password": PASSWORD,
    }

    done = at_home.post("/me/leave", told, follow=True)

    assert "Your account is deleted" in done.content.decode()
    assert not is_signed_in(at_home)
    assert not is_signed_in(other_browser)
    assert set(Story.objects.values_list("title", "offered_to__name")) == {("One", None), ("Three", theirs.name)}
    assert letters()[-1].to == ["maud@example.org"]
    assert at_home.post("/me/leave", told).status_code != 500


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"password": "not it at all", "choice": "removed"}, "not your password"),
        ({"password": PASSWORD, "choice": ""}, "Say what becomes of"),
        ({"password": PASSWORD, "choice": "burned"}, "Say what becomes of"),
        ({"password": PASSWORD, "choice": "handed"}, "Say to whom"),
        ({"password": PASSWORD, "choice": "handed", "to": "Nobody <b>"}, "Nobody here writes as"),
        ({"password": PASSWORD, "choice": "handed", "to": "\x00"}, "Say to whom"),
        ({"choice": "removed"}, "not your password"),
    ],
)
def test_what_is_missing_is_said_and_nothing_happens(
    at_home: Client, maud: User, more: dict[str, str], words: str
) -> None:
    story = people.published_story(maud)
    told = {f"story-{story.public_id}": more["choice"], f"to-{story.public_id}": more.get("to", "")}
    if "password" in more:
        told["password"] = more["password"]

    answer = at_home.post("/me/leave", told)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Nothing was deleted" in answer.content.decode()
    assert Story.objects.written_by(maud).exists()


def test_the_password_cannot_be_guessed_here_either(at_home: Client, maud: User) -> None:
    for _ in range(5):
        at_home.post("/me/leave", {"password": "not it at all"})

    assert at_home.post("/me/leave", {"password": PASSWORD}).status_code == 422
    assert User.objects.filter(pk=maud.pk).exists()


def review_of_somebody(iris: User, maud: User) -> Review:
    """What maud said about a story of iris's, with an answer to it."""
    review = people.review(people.published_story(iris).chapters.get(), maud, "I read it twice.")
    people.review(review, iris, "So did I.")
    return review


@pytest.mark.parametrize(("chosen", "words"), [("kept", "I read it twice."), ("removed", "")])
def test_what_was_said_stays_without_a_name_or_goes(
    chosen: str, words: str, at_home: Client, maud: User, iris: User
) -> None:
    review = review_of_somebody(iris, maud)
    assert "You wrote 1 review or answer." in at_home.get("/me/leave").content.decode()

    at_home.post("/me/leave", {"reviews": chosen, "password": PASSWORD})

    review.refresh_from_db()
    assert (review.source, review.user, review.pen_name) == (words, None, None)
    assert not User.objects.filter(pk=maud.pk).exists()


def test_without_a_word_on_the_reviews_nothing_happens(at_home: Client, maud: User, iris: User) -> None:
    review = review_of_somebody(iris, maud)

    answer = at_home.post("/me/leave", {"password": PASSWORD})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="wrong-reviews"' in page
    review.refresh_from_db()
    assert review.user == maud


def test_who_never_said_anything_is_not_asked(at_home: Client) -> None:
    page = at_home.get("/me/leave").content.decode()

    assert 'name="reviews"' not in page
    for words in ("Your favorites, your shelves", "What you follow", "your blocks", "What you reported"):
        assert words in page
