"""A backup is one moment of a running archive and puts it back equal; a bad file is refused before anything happens."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from feuilleton.kit.errors import Refusal
from feuilleton.ops import bundling, copying
from tests import houses
from tests.houses import House

only_sqlite = pytest.mark.skipif(bool(settings.DATABASE), reason="speaks of SQLite")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return houses.new(tmp_path)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An archive with the demonstration in it. Tests only read it."""
    house = houses.new(tmp_path_factory.mktemp("told"))
    assert house.run("demo").returncode == 0
    return house


@pytest.fixture(scope="module")
def backup(told: House) -> Path:
    file = told.data.parent / "backup"
    done = told.run("backup", file)
    assert done.returncode == 0, done.stderr
    return file


def test_a_backup_put_back_elsewhere_is_the_same_archive(told, backup, house):
    done = house.run("restore", backup)

    assert done.returncode == 0, done.stderr
    assert house.contents() == told.contents()
    for name in ("secret", "logins"):
        assert (house.data / name).read_bytes() == (told.data / name).read_bytes()
        assert (house.data / name).stat().st_mode & 0o777 == 0o600


def test_a_backup_is_for_its_owner_and_its_manifest_for_programs(told, tmp_path):
    done = told.run("backup", tmp_path / "file", "--json")

    manifest = json.loads(done.stdout)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert set(manifest["parts"]) == {"database", "secret", "logins"}
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_backup_made_while_somebody_writes_is_one_moment(house, tmp_path):
    assert house.run("migrate").returncode == 0
    environment = {**house._environment({}), "DJANGO_SETTINGS_MODULE": "feuilleton.config.settings"}
    scribe = subprocess.Popen(
        [sys.executable, "-m", "tests.ops.a_scribe"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert scribe.stdout
        assert scribe.stdout.readline() == "writing\n"
        assert house.run("backup", tmp_path / "file").returncode == 0
        assert scribe.poll() is None
    finally:
        scribe.kill()
        scribe.communicate()

    assert house.run("restore", tmp_path / "file").returncode == 0
    names = [row[1] for row in house.contents()["tasks_schedule"]]
    assert sorted(name for name in names if name[0] == "a")
    assert {name[1:] for name in names if name[0] == "a"} == {name[1:] for name in names if name[0] == "b"}


def test_what_was_there_before_a_restore_can_be_put_back_too(told, backup, house):
    assert house.run("migrate").returncode == 0
    before = house.contents()

    assert house.run("restore", backup).returncode == 0
    assert house.contents() == told.contents()
    (house.data / "before-restore").rename(house.data / "kept")
    assert house.run("restore", house.data / "kept").returncode == 0

    assert house.contents() == before


def test_stored_pages_and_the_announcement_do_not_outlive_a_restore(backup, house):
    house.data.mkdir()
    for name in ("pages.sqlite3", "pages.sqlite3-wal", "news"):
        (house.data / name).write_bytes(b"12345678")

    assert house.run("restore", backup).returncode == 0

    assert not list(house.data.glob("pages*"))
    assert not (house.data / "news").exists()


def test_a_foreign_or_newer_file_is_refused_and_nothing_is_touched(told, backup, tmp_path):
    before = told.contents()
    files = {
        "is not a backup": tmp_path / "words",
        "newer Feuilleton": _with_manifest(backup, tmp_path / "newer", migrations=["stories.9999_from_the_future"]),
        "backup of a dbase database": _with_manifest(backup, tmp_path / "other", engine="dbase"),
        "There is no file": tmp_path / "nothing",
    }
    files["is not a backup"].write_text("Morning comes.")

    for words, file in files.items():
        done = told.run("restore", file)
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr

    assert told.contents() == before
    assert not (told.data / "before-restore").exists()


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_is_refused_or_changes_nothing(backup, tmp_path, seed):
    chance = random.Random(seed)
    whole = bytearray(backup.read_bytes())
    whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    (tmp_path / "flipped").write_bytes(whole)
    (tmp_path / "parts").mkdir()

    try:
        bundling.unpack(tmp_path / "flipped", tmp_path / "parts")
    except Refusal:
        return

    with zipfile.ZipFile(backup) as file:
        for part in (tmp_path / "parts").iterdir():
            assert part.read_bytes() == file.read(part.name)


@pytest.mark.parametrize("kept", [0.0, 0.001, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(backup, tmp_path, kept):
    whole = backup.read_bytes()
    (tmp_path / "short").write_bytes(whole[: int(len(whole) * kept)])
    (tmp_path / "parts").mkdir()

    with pytest.raises(Refusal):
        bundling.unpack(tmp_path / "short", tmp_path / "parts")


@only_sqlite
def test_a_database_that_was_damaged_before_the_backup_is_refused(backup, tmp_path):
    with zipfile.ZipFile(backup) as file:
        database = bytearray(file.read("database"))
    database[8192:16384] = os.urandom(8192)
    (tmp_path / "database").write_bytes(database)

    with pytest.raises(Refusal, match="damaged"):
        copying.check(tmp_path / "database")


@only_sqlite
def test_an_archive_too_damaged_to_be_kept_is_set_aside(told, backup, house):
    house.data.mkdir()
    (house.data / "archive.sqlite3").write_bytes(b"no database at all" * 1000)

    done = house.run("restore", backup)

    assert done.returncode == 0, done.stderr
    assert house.contents() == told.contents()
    assert (house.data / "before-restore-archive.sqlite3").read_bytes().startswith(b"no database")


@only_sqlite
def test_a_damaged_write_ahead_log_is_not_played_into_what_is_put_back(told, backup, house):
    assert house.run("migrate").returncode == 0
    (house.data / "archive.sqlite3-wal").write_bytes(os.urandom(100_000))

    assert house.run("restore", backup).returncode == 0

    assert house.contents() == told.contents()
    with closing(sqlite3.connect(house.data / "archive.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_without_an_archive_there_is_nothing_to_back_up(house, tmp_path):
    done = house.run("backup", tmp_path / "file")

    assert done.returncode == 1
    assert "There is no archive" in done.stderr
    assert not (tmp_path / "file").exists()


def _with_manifest(backup: Path, into: Path, **changes: object) -> Path:
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(into, "w") as new:
        new.writestr("manifest.json", json.dumps({**json.loads(old.read("manifest.json")), **changes}))
        for name in old.namelist():
            if name != "manifest.json":
                new.writestr(name, old.read(name))
    return into
