"""Signing up, in and out, as a browser does it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from feuilleton.accounts.models import PenName, User
from feuilleton.tasks import working
from tests.people import PASSWORD


def letters() -> list[mail.EmailMessage]:
    """What the worker has sent by now."""
    working.work_off(clock=timezone.now)
    return mail.outbox


def sign_up(client: Client, name: str = "rook", email: str = "rook@example.org", **more: str):
    told = {"username": name, "email": email, "password1": PASSWORD, "pen_name": "", **more}
    return client.post("/sign-up", told)


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"http://testserver(/\S+)", str(letter.body))
    assert found is not None
    return found.group(1)


@pytest.mark.django_db
def test_signing_up_sends_one_letter_and_confirming_it_signs_in(client: Client) -> None:
    answer = sign_up(client, pen_name="Rook at Sea")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-up/mail"

    [letter] = letters()
    assert letter.to == ["rook@example.org"]
    link = link_in(letter)
    page = client.get(link)
    assert "rook@example.org" in page.content.decode()
    assert client.get("/me").status_code == 303  # Looking at the link has confirmed nothing.

    done = client.post(link)
    assert done["Location"] == "/me"
    assert "Rook at Sea" in client.get("/me").content.decode()
    assert PenName.objects.get().user == User.objects.get()
