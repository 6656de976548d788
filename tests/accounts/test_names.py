"""The one spelling of an account's name, and pen names that look alike."""

from __future__ import annotations

import unicodedata
from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.accounts import naming
from feuilleton.accounts.models import PenName, User, account_name, name_key
from feuilleton.kit.errors import Refusal
from tests import people
from tests.people import NOW

HALLORAN_AGAIN = [
    *("H\u200balloran", "Halloran\u2060", "Hal\u00adloran", "\ufe0fHalloran", "\u3164Halloran", "Halloran\u034f"),
    *("\u202eHalloran", "Hal\u200dloran", "Hal\u200cloran", "Halloran\u2800", "Halloran\U000e0100", "Ｈ\u180ealloran"),
]


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


@pytest.mark.parametrize("written", HALLORAN_AGAIN)
@pytest.mark.django_db
def test_nobody_takes_a_pen_name_that_looks_like_another_s(maud: User, iris: User, written: str) -> None:
    people.pen_name(maud, "Halloran")
    other = people.pen_name(iris, "Other")

    with pytest.raises(Refusal):
        naming.take(written, by=iris, at=NOW)
    with pytest.raises(Refusal):
        naming.describe(other, name=written, about="", about_html="", by=iris, at=NOW)
    with pytest.raises(Refusal):
        naming.check_free(written)


@pytest.mark.parametrize("written", ["", "...", "\u200b", "\u3164", "\u2800 \u2060", "\u0301", "\U0001f30a"])
@pytest.mark.django_db
def test_a_pen_name_has_a_letter_or_a_digit(iris: User, written: str) -> None:
    with pytest.raises(Refusal) as refusal:
        naming.take(written, by=iris, at=NOW)

    assert refusal.value.words == "A pen name needs at least one letter."


@pytest.mark.django_db
def test_a_name_taken_by_the_same_form_sent_at_the_same_time_is_that_one(
    iris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beaten_to_it(*given: object, **more: object) -> PenName:
        take(*given, **more)
        return take(*given, **more)

    take = naming.take
    monkeypatch.setattr(naming, "take", beaten_to_it)

    assert naming.own("Night reader", by=iris, at=NOW) == iris.pen_names.get()


@pytest.mark.django_db
def test_one_s_own_name_is_nobody_else_s(maud: User, iris: User) -> None:
    people.pen_name(maud, "Halloran")

    with pytest.raises(Refusal):
        naming.own("halloran", by=iris, at=NOW)


@pytest.mark.django_db
def test_a_name_is_kept_without_the_sign_that_would_turn_it_round(iris: User) -> None:
    assert naming.take("\u202enarollaH", by=iris, at=NOW).name == "narollaH"


@pytest.mark.parametrize(
    "name", ["می\u200cخواهم", "ශ්\u200dරී", "Maud \u2764\ufe0f", "Iris \U0001f469\u200d\U0001f680", "7"]
)
@pytest.mark.django_db
def test_a_name_keeps_the_joiners_that_its_script_needs(maud: User, iris: User, name: str) -> None:
    assert naming.take(name, by=maud, at=NOW).name == name

    with pytest.raises(Refusal):
        naming.take(name.replace("\u200c", "").replace("\u200d", "").replace("\ufe0f", ""), by=iris, at=NOW)


@pytest.mark.django_db
def test_a_name_that_grows_beyond_its_room_is_refused(iris: User) -> None:
    with pytest.raises(Refusal):
        naming.take("\ufdfa" * 60, by=iris, at=NOW)


@pytest.mark.django_db
def test_whose_name_is_older_than_the_rules_may_still_describe_themselves(iris: User) -> None:
    old = PenName.objects.create(user=iris, name="...", key="...", made_at=NOW)

    naming.describe(old, name="...", about="Dots.", about_html="<p>Dots.</p>", by=iris, at=NOW)

    assert (old.name, old.key, old.about) == ("...", "...", "Dots.")


@pytest.mark.django_db
def test_older_names_that_look_alike_stay_but_the_others_are_one_name_with_theirs(maud: User, iris: User) -> None:
    for name in ("Halloran", "H\u200balloran", "Ed\u00adith", "Ed\u200bith", "\u200b", "..."):
        PenName.objects.create(user=maud, name=name, key=name.casefold(), made_at=NOW)

    for _ in range(2):
        import_module("feuilleton.accounts.migrations.0006_keys_without_unseen_signs").make_keys(apps, None)

    keys = list(PenName.objects.order_by("id").values_list("key", flat=True))
    assert keys == ["halloran", "h\u200balloran", "edith", "ed\u200bith", "\u200b", "..."]
    with pytest.raises(Refusal):
        naming.take("Edith", by=iris, at=NOW)


@given(st.text())
def test_signs_that_nobody_sees_make_no_other_name(name: str) -> None:
    assert name_key("\u200b".join(name)) == name_key(name)
