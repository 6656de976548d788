"""The archivist's pages: name and texts, moderators, pen names that nobody has claimed."""

from __future__ import annotations

import pytest
from django.test import Client

from feuilleton.accounts import naming
from feuilleton.accounts.models import User
from feuilleton.archive import keeping
from feuilleton.stories import starting
from feuilleton.stories.describing import Header
from tests.people import NOW

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Salt & Co",
    "tagline": "Stories of the coast",
    "language": "en",
    "about": "We *like* it.",
    "rules": "One.",
}


@pytest.fixture
def at_house(client: Client, otto: User) -> Client:
    client.force_login(otto)
    return client


@pytest.mark.parametrize("path", ["/house", "/house/moderators", "/house/unclaimed", "/house/unclaimed/abc"])
def test_to_everybody_else_there_is_no_such_page(client: Client, path: str, maud: User) -> None:
    moderator = User.objects.create_user("mod", is_moderator=True)
    assert client.get(path).status_code == 404
    for user in (maud, moderator):
        client.force_login(user)
        assert client.get(path).status_code == 404
        assert client.post(path, {**SAID, "name": "mine"}).status_code == 404
    assert keeping.the_archive().name != "mine"


def test_what_the_archive_says_is_looked_at_and_kept(at_house: Client) -> None:
    looked_at = at_house.post("/house", {**SAID, "look": "yes"})
    assert "<em>like</em>" in looked_at.content.decode()
    assert keeping.the_archive().name != "Salt & Co"

    at_house.post("/house", SAID)
    archive = keeping.the_archive()
    assert (archive.name, archive.tagline, archive.language) == ("Salt & Co", "Stories of the coast", "en")
    assert "Salt &amp; Co" in Client().get("/sign-in").content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 81}, {"language": "../x"}, {"language": "x" * 50}])
def test_what_does_not_fit_is_refused_and_stays_in_the_fields(at_house: Client, wrong: dict[str, str]) -> None:
    answer = at_house.post("/house", {**SAID, **wrong})

    assert answer.status_code == 422
    assert "Stories of the coast" in answer.content.decode()
    assert keeping.the_archive().tagline == ""


def test_an_account_moderates_from_the_day_its_name_is_put_there(at_house: Client, maud: User) -> None:
    at_house.post("/house/moderators", {"name": "  MAUD "})
    maud.refresh_from_db()
    assert maud.may_moderate

    at_house.post("/house/moderators", {"name": "maud", "do": "remove"})
    maud.refresh_from_db()
    assert not maud.may_moderate


@pytest.mark.parametrize("name", ["<b>nobody</b>", "", "\x00", "x" * 10_000, "\u202e"])
def test_a_name_that_no_account_has_is_refused(at_house: Client, name: str) -> None:
    answer = at_house.post("/house/moderators", {"name": name})

    assert answer.status_code == 422
    assert "<b>nobody" not in answer.content.decode()


def test_an_unclaimed_pen_name_goes_to_its_owner_with_its_stories(at_house: Client, maud: User) -> None:
    pen_name = naming.make_unclaimed("Rosie", by=None, at=NOW)
    starting.start(Header(title="Deux"), pen_name=pen_name, by=None, at=NOW)
    page = at_house.get("/house/unclaimed").content.decode()
    assert "Rosie" in page
    assert "Deux" in page

    wrong = at_house.post(f"/house/unclaimed/{pen_name.public_id}", {f"name-{pen_name.public_id}": "heron"})
    assert wrong.status_code == 422
    at_house.post(f"/house/unclaimed/{pen_name.public_id}", {f"name-{pen_name.public_id}": "Maud"})

    pen_name.refresh_from_db()
    assert pen_name.user == maud
    assert at_house.post(f"/house/unclaimed/{pen_name.public_id}").status_code == 404
