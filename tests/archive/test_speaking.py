"""The language of the house: the archive's own where there is a catalogue of it, English else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from feuilleton.accounts.models import User
from feuilleton.archive import keeping, speaking
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogues(settings, tmp_path: Path) -> Iterator[None]:
    for name in ("de", "pt_BR"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / name / "LC_MESSAGES" / "django.mo").touch()
    settings.LOCALE_PATHS = [tmp_path]
    _forget()
    yield
    _forget()


def _forget() -> None:
    speaking.catalogues.cache_clear()
    keeping.house.forget()


def speak(language: str, by: User) -> None:
    keeping.describe(name="Salt", tagline="", language=language, about="", rules="", by=by, at=NOW)


@pytest.mark.parametrize(
    ("tag", "spoken"), [("de", "de"), ("de-AT", "de"), ("pt-BR", "pt-BR"), ("pt", "en"), ("x-elvish", "en")]
)
def test_the_nearest_catalogue_is_spoken(tag: str, spoken: str, otto: User) -> None:
    speak(tag, otto)

    assert speaking.language() == spoken


@pytest.mark.django_db(transaction=True)
def test_a_change_is_heard_at_once_and_asked_for_once(otto: User, django_assert_num_queries) -> None:
    speak("de", otto)
    assert speaking.language() == "de"
    with django_assert_num_queries(0):
        assert speaking.language() == "de"

    speak("en", otto)
    assert speaking.language() == "en"


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_remembered(otto: User) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        speak("de", otto)
        assert speaking.language() == "de"
        raise ZeroDivisionError

    assert speaking.language() == "en"
    # The log gives the number of the event that never was to the next one.
    speak("pt-BR", otto)
    assert speaking.language() == "pt-BR"


def test_without_catalogues_nobody_is_asked(settings, django_assert_num_queries) -> None:
    settings.LOCALE_PATHS = []
    _forget()

    with django_assert_num_queries(0):
        assert speaking.language() == "en"


def test_a_letter_of_the_worker_speaks_it_too(otto: User) -> None:
    speak("en", otto)

    with translation.override("fr"), speaking.in_its_language():
        assert translation.get_language() == "en"


def test_pages_say_which_language_they_speak(client: Client) -> None:
    assert '<html lang="en" dir="ltr"' in client.get("/sign-in").content.decode()
