"""Sessions know whose they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from feuilleton.accounts import sessions
from feuilleton.accounts.models import Session, User

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_session_is_its_users(maud: User, iris: User) -> None:
    signed_in(maud)
    signed_in(maud)
    signed_in(iris)

    assert maud.sessions.count() == 2


def test_ending_all_but_one_ends_no_one_elses(maud: User, iris: User) -> None:
    here = signed_in(maud).session.session_key
    signed_in(maud)
    theirs = signed_in(iris).session.session_key

    assert sessions.end_all(maud, but=here) == 1
    assert set(Session.objects.values_list("session_key", flat=True)) == {here, theirs}


def test_what_has_run_out_is_forgotten(maud: User) -> None:
    signed_in(maud)
    old = signed_in(maud).session.session_key
    Session.objects.filter(session_key=old).update(expire_date=timezone.now() - timedelta(seconds=1))

    sessions.forget_expired.call()

    assert not Session.objects.filter(session_key=old).exists()
    assert maud.sessions.count() == 1
