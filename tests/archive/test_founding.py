"""The one-time code makes one archivist, once."""

import pytest
from django.db import transaction

from feuilleton.accounts.models import User
from feuilleton.archive import founding
from feuilleton.archive.models import Archive
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_the_code_makes_its_bearer_the_archivist(maud):
    code = founding.new_code()

    founding.redeem(f" {code}\n", by=maud, at=NOW)

    assert maud.is_archivist
    assert Archive.objects.get().founded_at == NOW
    assert not founding.needs_founding()


def test_the_code_is_good_once(maud, iris):
    code = founding.new_code()
    founding.redeem(code, by=maud, at=NOW)

    with pytest.raises(Refusal):
        founding.redeem(code, by=iris, at=NOW)

    assert not User.objects.get(pk=iris.pk).is_archivist


@pytest.mark.parametrize("wrong", ["", " ", "guess", "\x00", "é" * 10_000])
def test_a_wrong_code_is_refused_and_leaves_no_account(wrong):
    founding.new_code()

    with pytest.raises(Refusal), transaction.atomic():
        founding.redeem(wrong, by=people.person("mallory"), at=NOW)

    assert not User.objects.exists()


def test_without_a_code_given_out_none_is_taken(maud):
    Archive.objects.create(pk=1)

    with pytest.raises(Refusal):
        founding.redeem("", by=maud, at=NOW)


def test_a_new_code_takes_the_place_of_the_old_one_and_only_its_hash_is_stored(maud):
    old = founding.new_code()
    new = founding.new_code()

    with pytest.raises(Refusal):
        founding.redeem(old, by=maud, at=NOW)

    assert new not in str(Archive.objects.values().get())


def test_an_archivist_made_at_the_terminal_ends_the_code(maud, iris):
    code = founding.new_code()
    founding.make_archivist(maud, at=NOW)
    founding.make_archivist(maud, at=NOW)

    with pytest.raises(Refusal):
        founding.redeem(code, by=iris, at=NOW)

    assert Event.objects.filter(kind="archivists_changed").count() == 1
