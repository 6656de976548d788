"""“Look in your mail”: the letter is on the screen only where nobody but the person at this machine can see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from feuilleton.accounts.models import User
from feuilleton.tasks import working
from tests.web.people.test_door import sign_in, sign_up

pytestmark = pytest.mark.django_db
HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000", "SERVER_PROTOCOL": "HTTP/1.1"}


@pytest.fixture(autouse=True)
def mail_folder(settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "feuilleton.accounts.letterbox.Folder"
    settings.FEUILLETON_MAIL_FOLDER = tmp_path / "mail"
    settings.FEUILLETON_SMTP = ""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    return tmp_path / "mail"


def signed_up(**more: str) -> Client:
    client = Client(**{**HERE, **more})
    sign_up(client)
    working.work_off(clock=timezone.now)
    return client


def page(client: Client, **more: str) -> str:
    return str(client.get("/sign-up/mail", **more).content.decode())


def test_on_this_machine_the_letter_is_shown_with_its_link() -> None:
    assert "http://localhost:8000/confirm/" in page(signed_up())


def test_while_the_letter_is_being_written_the_page_looks_again() -> None:
    client = Client(**HERE)
    sign_up(client)

    answer = client.get("/sign-up/mail")

    assert answer["Refresh"] == "2"
    assert "being written" in answer.content.decode()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9000", "[::1]:9000"])
def test_every_name_of_this_machine_will_do(host: str) -> None:
    assert "/confirm/" in page(signed_up(HTTP_HOST=host))


@pytest.mark.parametrize(
    "told",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1;host=localhost"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"SERVER_PROTOCOL": "HTTP/1.0"},
    ],
)
def test_headers_do_not_make_somebody_else_be_here(told: dict[str, str]) -> None:
    answer = page(signed_up(), **told)

    assert "/confirm/" not in answer
    assert "shown here" not in answer


@pytest.mark.parametrize("host", ["localhost.evil.example", "evil.example", "localhost@evil.example"])
def test_a_host_that_is_not_ours_gets_nothing(host: str) -> None:
    client = signed_up()

    assert sign_up(Client(**{**HERE, "HTTP_HOST": host}), "heron", "heron@example.org").status_code == 400
    assert "/confirm/" not in page(client, HTTP_HOST=host)


def test_an_archive_with_a_name_of_its_own_shows_nothing(settings) -> None:
    client = signed_up()
    settings.ALLOWED_HOSTS = ["tales.example.org", "localhost"]

    assert "/confirm/" not in page(client)


def test_an_archive_with_a_mail_server_or_a_proxy_shows_nothing(settings) -> None:
    client = signed_up()
    settings.FEUILLETON_SMTP = "smtp://mail.example.org"
    assert "/confirm/" not in page(client)

    settings.FEUILLETON_SMTP = ""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert "/confirm/" not in page(client)


def test_another_browser_sees_no_letter_of_mine() -> None:
    signed_up()

    assert "/confirm/" not in page(Client(**HERE))


def test_a_letter_with_a_new_password_is_never_shown(maud: User) -> None:
    Client(**HERE).post("/password", {"email": "maud@example.org"})
    attacker = Client(**HERE)
    sign_up(attacker, "heron", "maud@example.org")  # Has an account: answered as if it had none.
    working.work_off(clock=timezone.now)

    answer = page(attacker)

    assert "You have an account already" in answer
    assert "/password/" not in answer


def test_letters_are_files_for_the_owner_alone(mail_folder: Path) -> None:
    signed_up()

    [letter] = mail_folder.iterdir()
    assert letter.suffix == ".eml"
    assert letter.stat().st_mode & 0o777 == 0o600
    assert mail_folder.stat().st_mode & 0o777 == 0o700


def test_who_changes_the_address_sees_that_letter_too(maud: User) -> None:
    client = Client(**HERE)
    sign_in(client, "maud")
    told = {"email": "new@example.org", "password": "a kettle, two cups", "action_add": "yes"}
    client.post("/me/e-mail", told)
    working.work_off(clock=timezone.now)

    assert "/confirm/" in page(client)
