"""Signing up, in and out, as a browser does it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from feuilleton.accounts.models import PenName, Session, User
from feuilleton.config import settings as real_settings
from tests.people import PASSWORD, person, published_story
from tests.web.people.conftest import Letters

pytestmark = pytest.mark.django_db


def sign_up(client: Client, name: str = "rook", email: str = "rook@example.org", **more: str):
    told = {"username": name, "email": email, "password1": PASSWORD, "pen_name": "", **more}
    return client.post("/sign-up", told)


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post("/sign-in", {"login": login, "password": password, **more}, REMOTE_ADDR="203.0.113.9")


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"http://testserver(/\S+)", str(letter.body))
    assert found is not None
    return found.group(1)


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/me").status_code == 200)


def test_signing_up_sends_one_letter_and_confirming_it_signs_in(client: Client, letters: Letters) -> None:
    answer = sign_up(client, pen_name="Rook at Sea")
    assert answer["Location"] == "/sign-up/mail"

    [letter] = letters()
    assert letter.to == ["rook@example.org"]
    assert link_in(letter) in str(letter.alternatives[0][0])
    assert "rook@example.org" in client.get(link_in(letter)).content.decode()
    assert not is_signed_in(client)  # Looking at the link has confirmed nothing.

    done = client.post(link_in(letter))
    assert done["Location"] == "/me"
    assert "Rook at Sea" in client.get("/me").content.decode()
    assert PenName.objects.get().user == User.objects.get()


def test_the_link_works_in_another_browser_and_is_not_burned_by_being_opened(
    client: Client, other_browser: Client, letters: Letters
) -> None:
    sign_up(client)
    link = link_in(letters()[0])
    for _ in range(3):
        Client().get(link)

    assert other_browser.post(link)["Location"] == "/sign-in"
    assert not is_signed_in(other_browser)  # A link in a letter is no password.

    assert sign_in(other_browser, "rook")["Location"] == "/me"


def test_a_link_that_has_done_its_work_says_so(client: Client, letters: Letters) -> None:
    sign_up(client)
    link = link_in(letters()[0])
    client.post(link)

    for answer in (Client().get(link), Client().post(link), Client().get("/confirm/nonsense")):
        assert answer.status_code == 404
        assert "has done its work" in answer.content.decode()


def test_nobody_signs_in_before_the_address_is_confirmed(client: Client) -> None:
    sign_up(client)

    answer = sign_in(Client(), "rook")

    assert answer["Location"] == "/sign-up/mail"


@pytest.mark.parametrize("login", ["Élodie", "ÉLODIE", "  élodie ", "E\u0301lodie", "ELODIE@Example.org"])
def test_name_and_e_mail_are_the_same_in_any_case_and_composition(client: Client, login: str) -> None:
    person("Élodie")
    User.objects.update(email="elodie@example.org")
    User.objects.get().emailaddress_set.update(email="elodie@example.org")

    assert sign_in(client, login)["Location"] == "/me"


@pytest.mark.parametrize("name", ["山", "محمد علی", "Ludo von O’Grady-7", "Ноябрь", "ᏣᎳᎩ", "हिन्दी"])
def test_names_come_in_every_script(client: Client, name: str, letters: Letters) -> None:
    assert sign_up(client, name)["Location"] == "/sign-up/mail"
    client.post(link_in(letters()[0]))

    assert sign_in(Client(), name)["Location"] == "/me"


@pytest.mark.parametrize(
    "name", ["", " ", "...", "a@b", "a\nb<script>", "x" * 41, "ﷺﷺﷺ", "a\x00b", "\u202erook", "rook\U0001f600"]
)
def test_what_is_no_name_is_refused_and_nothing_typed_is_lost(client: Client, name: str) -> None:
    answer = sign_up(client, name, pen_name="Rook at Sea")

    if answer.status_code == 302:  # An invisible sign is left out, and the rest is a name.
        assert User.objects.get().username == "rook"
        return
    assert "Rook at Sea" in answer.content.decode()
    assert not User.objects.exists()


def test_a_taken_name_is_refused_however_it_is_written(client: Client, maud: User) -> None:
    answer = sign_up(client, "ＭＡＵＤ")

    assert "has this name already" in answer.content.decode()
    assert User.objects.count() == 1


def test_a_taken_pen_name_makes_no_account(client: Client, maud: User) -> None:
    sign_up(client, pen_name="Salt")

    answer = sign_up(Client(), "heron", "heron@example.org", pen_name="SALT")

    assert "is taken" in answer.content.decode()
    assert not User.objects.filter(username="heron").exists()


def test_an_address_that_has_an_account_is_answered_like_any_other(
    client: Client, maud: User, letters: Letters
) -> None:
    known = sign_up(client, email="Maud@example.org")
    new = sign_up(Client(), "heron", "heron@example.org")

    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert set(known.cookies) == set(new.cookies)
    to_maud, to_heron = letters()
    assert "account already" in to_maud.subject
    assert "your address" in to_heron.subject
    assert User.objects.count() == 2


def test_wrong_name_and_wrong_password_are_told_in_the_same_words(client: Client, maud: User) -> None:
    wrong = {
        sign_in(Client(), login, "not it at all").content.decode().replace(login, "") for login in ("maud", "heron")
    }

    pages = {re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in wrong}
    assert len(pages) == 1
    assert "are not right" in pages.pop()


def test_staying_signed_in_is_asked(client: Client, maud: User) -> None:
    stays = sign_in(client, "maud", remember="on").cookies["sessionid"]
    goes = sign_in(Client(), "maud").cookies["sessionid"]

    assert stays["max-age"] == settings.SESSION_COOKIE_AGE
    assert goes["max-age"] == ""
    assert (stays["httponly"], stays["samesite"]) == (True, "Lax")


def test_readers_get_no_session_cookie(client: Client) -> None:
    for path in ("/sign-in", "/sign-up", "/password", "/sign-up/mail", "/me", "/no-such-page"):
        assert "sessionid" not in client.get(path).cookies


def test_the_session_gets_a_new_key_on_signing_in(client: Client, maud: User) -> None:
    sign_up(client)
    before = client.session.session_key

    sign_in(client, "maud")

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http://localhost/"]
)
def test_signing_in_leads_nowhere_but_here(client: Client, maud: User, next_: str) -> None:
    assert sign_in(client, "maud", next=next_)["Location"] == "/me"


def test_signing_in_leads_back(client: Client, maud: User) -> None:
    assert sign_in(client, "maud", next="/write")["Location"] == "/write"


def test_who_comes_from_a_passage_is_told_why_they_sign_in(client: Client, maud: User) -> None:
    chapter = published_story(maud).chapters.get()
    passage = client.get(f"/chapters/{chapter.public_id}/mark/{chapter.live.blocks[0].id}")

    for page in (passage["Location"], passage["Location"].replace("sign-in", "sign-up")):
        assert "A note needs somebody whom its author can answer." in client.get(page).content.decode()
    assert "A note needs somebody" not in client.get("/sign-in?next=/write").content.decode()


def test_only_a_form_signs_out(client: Client, maud: User) -> None:
    sign_in(client, "maud")

    assert client.get("/sign-out").status_code == 200
    assert is_signed_in(client)
    assert client.post("/sign-out").status_code == 303
    assert not is_signed_in(client)


def test_the_sixth_wrong_password_shuts_the_door_for_the_right_one_too(client: Client, maud: User) -> None:
    for _ in range(5):
        sign_in(client, "maud", "not it at all")

    answer = sign_in(client, "MAUD")

    assert "Too many tries" in answer.content.decode()
    assert "DatabaseCache" in settings.CACHES["default"]["BACKEND"]  # Counted for all workers together.


def test_a_made_up_address_does_not_get_round_the_count(client: Client, maud: User) -> None:
    for number in range(12):
        client.post(
            "/sign-in",
            {"login": f"guess{number}", "password": "not it at all"},
            REMOTE_ADDR="203.0.113.9",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
        )

    assert "Too many tries" in sign_in(client, "maud").content.decode()


def test_behind_a_proxy_of_ours_each_visitor_is_counted_alone(client: Client, maud: User, settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        told = {"login": f"guess{number}", "password": "not it at all"}
        client.post("/sign-in", told, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.7")

    told = {"login": "maud", "password": PASSWORD}
    other = client.post("/sign-in", told, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.8")
    assert other["Location"] == "/me"


def test_passwords_are_kept_by_argon2id(settings) -> None:
    settings.PASSWORD_HASHERS = real_settings.PASSWORD_HASHERS

    assert make_password(PASSWORD).startswith("argon2$argon2id$")


@pytest.mark.parametrize("password", ["short", "password123", "rookrookrook"])
def test_a_password_that_is_guessed_at_once_is_refused(client: Client, password: str) -> None:
    answer = sign_up(client, "rookrookrook", password1=password)

    assert answer.status_code == 200
    assert not User.objects.exists()
