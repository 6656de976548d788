"""Archivists are made at the terminal."""

import io
import json

import pytest

from feuilleton.__main__ import main
from feuilleton.accounts.models import User
from tests.people import PASSWORD


@pytest.fixture
def feuilleton(db, monkeypatch, capsys):
    def run(*args: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["feuilleton", *args])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main()
        return status, *capsys.readouterr()

    return run


def test_somebody_with_an_account_is_made_an_archivist(feuilleton, iris):
    status, out, _err = feuilleton("archivist", "Iris", "--json")

    iris.refresh_from_db()
    assert status == 0
    assert json.loads(out) == {"name": "iris", "made": False}
    assert iris.is_archivist


def test_a_newcomer_gets_an_account_with_a_verified_address(feuilleton):
    status, _out, err = feuilleton("archivist", "Nora", "--email", "Nora@example.org", typed=f"{PASSWORD}\n")

    nora = User.objects.get(username="nora")
    assert (status, err) == (0, "")
    assert nora.check_password(PASSWORD)
    assert nora.is_archivist
    assert nora.emailaddress_set.get().verified


@pytest.mark.parametrize(
    ("args", "typed", "words"),
    [
        (["nora"], "", "give its address with --email"),
        (["nora", "--email", "nowhere"], PASSWORD, "valid email"),
        (["nora", "--email", "nora@example.org"], "short", "too short"),
        (["nora", "--email", "nora@example.org"], "", "too short"),
        (["n" * 41, "--email", "nora@example.org"], PASSWORD, "at most 40"),
        ([" ", "--email", "nora@example.org"], PASSWORD, "blank"),
    ],
)
def test_what_will_not_do_is_refused_in_words_and_makes_nobody(feuilleton, args, typed, words):
    status, out, err = feuilleton("archivist", *args, typed=typed)

    assert (status, out) == (1, "")
    assert words in err
    assert not User.objects.exists()
