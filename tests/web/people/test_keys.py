"""A forgotten password, a new one, another address."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from feuilleton.accounts.models import User
from tests.people import PASSWORD
from tests.web.people.conftest import Letters
from tests.web.people.test_door import is_signed_in, link_in, sign_in

pytestmark = pytest.mark.django_db
NEW = "three herons on a roof"


@pytest.fixture
def at_home(client: Client, maud: User) -> Client:
    sign_in(client, "maud")
    return client


def test_a_forgotten_password_is_replaced_by_a_letters_link_once(
    at_home: Client, maud: User, other_browser: Client, letters: Letters
) -> None:
    other_browser.post("/password", {"email": "MAUD@example.org"})
    link = link_in(letters()[0])

    page = other_browser.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    assert link not in form  # The key does not stay in the address.
    done = other_browser.post(form, {"password1": NEW}, follow=True)

    assert "The password is changed" in done.content.decode()
    assert not is_signed_in(at_home)  # Whoever was signed in is out.
    assert sign_in(other_browser, "maud", NEW)["Location"] == "/me"
    assert "has done its work" in Client().get(link, follow=True).content.decode()
    assert "changed" in letters()[-1].subject


def test_a_letters_link_leads_home_whatever_name_the_site_was_asked_by(
    maud: User, letters: Letters, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS, settings.FEUILLETON_ADDRESS = ["*"], "https://tales.example"

    Client(headers={"Host": "evil.example:81"}).post("/password", {"email": "maud@example.org"})

    assert "https://tales.example/password/" in letters()[0].body
    assert "evil.example" not in letters()[0].body


def test_no_page_tells_whether_an_address_has_an_account(maud: User, letters: Letters) -> None:
    answers = [
        Client().post("/password", {"email": email}, follow=True) for email in ("maud@example.org", "x@example.org")
    ]

    assert answers[0].content == answers[1].content
    to_maud, to_nobody = letters()
    assert "password" in to_maud.subject
    assert "no account" in to_nobody.subject


def test_a_new_password_asks_for_the_old_one_and_signs_out_elsewhere(
    at_home: Client, other_browser: Client, letters: Letters
) -> None:
    sign_in(other_browser, "maud")

    wrong = at_home.post("/me/password", {"oldpassword": "not it at all", "password1": NEW})
    assert "not your password" in wrong.content.decode()
    done = at_home.post("/me/password", {"oldpassword": PASSWORD, "password1": NEW})

    assert done["Location"] == "/me"
    assert is_signed_in(at_home)
    assert not is_signed_in(other_browser)
    assert letters()[-1].to == ["maud@example.org"]


def test_another_address_takes_the_place_of_the_old_when_it_is_confirmed(
    at_home: Client, maud: User, letters: Letters
) -> None:
    wrong = at_home.post("/me/e-mail", {"email": "new@example.org", "password": "not it at all", "action_add": "yes"})
    assert "not your password" in wrong.content.decode()

    at_home.post("/me/e-mail", {"email": "new@example.org", "password": PASSWORD, "action_add": "yes"})
    [letter] = letters()
    assert letter.to == ["new@example.org"]
    maud.refresh_from_db()
    assert maud.email == "maud@example.org"
    assert "new@example.org" in at_home.get("/me/e-mail").content.decode()

    at_home.post(link_in(letter))
    maud.refresh_from_db()
    assert maud.email == "new@example.org"
    assert letters()[-1].to == ["maud@example.org"]  # The old address is told.
    assert [one.email for one in maud.emailaddress_set.all()] == ["new@example.org"]


def test_an_address_of_somebody_else_is_not_taken(at_home: Client, iris: User, maud: User, letters: Letters) -> None:
    at_home.post("/me/e-mail", {"email": "iris@example.org", "password": PASSWORD, "action_add": "yes"})

    at_home.post(link_in(letters()[0]))

    maud.refresh_from_db()
    assert maud.email == "maud@example.org"


def test_a_closed_account_stays_out(client: Client, maud: User) -> None:
    User.objects.update(is_active=False)

    assert sign_in(client, "maud")["Location"] == "/closed"
    assert "closed" in client.get("/closed").content.decode()
