"""The one spelling of an account's name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.accounts.models import User, account_name


@given(st.text())
def test_the_spelling_of_a_spelling_is_itself(name: str) -> None:
    assert account_name(account_name(name)) == account_name(name)


@given(st.text(alphabet=st.characters(categories=["L", "M", "N"])))
def test_composition_does_not_matter(name: str) -> None:
    assert account_name(unicodedata.normalize("NFD", name)) == account_name(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize("written", ["ÉLODIE", "élodie", "E\u0301lodie", "  Élodie ", "É\u200blodie", "Ｅ\u0301lodie"])
@pytest.mark.django_db
def test_an_account_is_found_however_its_name_is_written(written: str) -> None:
    made = User.objects.create_user("Élodie", "Elodie@Example.org", "x")

    assert User.objects.named(written) == made
    assert User.objects.get_by_natural_key(written) == made
    assert made.email == "elodie@example.org"
