"""Rows: whatever happens to the file, a page is found as it was kept, or not at all."""

import os
import sqlite3
import threading

import pytest

from feuilleton.pages import stored
from feuilleton.pages.rows import Rows

HEADERS = [("Content-Type", "text/html"), ("X-Content-Type-Options", "nosniff")]


def page(words: str = "words", *, as_of: int = 1, length: int = 0):
    body = f"<html><body>{words}</body></html>".encode() + os.urandom(length).hex().encode()
    return stored.made(HEADERS, body, ["story:1"], as_of)


@pytest.fixture
def rows(tmp_path):
    return Rows(tmp_path / "pages.sqlite3", cap=10_000_000)


def text(found):
    return found.body.plain().decode()


def test_a_page_is_found_as_it_was_kept(rows):
    kept = page("words")

    rows.put("key", kept)
    found = rows.get("key")

    assert text(found) == "<html><body>words</body></html>"
    assert (found.as_of, found.touches, found.etag, found.headers) == (1, ["story:1"], kept.etag, kept.headers)
    assert found.answer("gzip", "") == kept.answer("gzip", "")


def test_what_was_never_kept_is_not_found(rows):
    assert rows.get("key") is None


def test_another_process_finds_it_too(rows, tmp_path):
    rows.put("key", page("words"))

    assert "words" in text(Rows(tmp_path / "pages.sqlite3", cap=10_000_000).get("key"))


def test_a_render_that_began_earlier_does_not_replace_a_later_one(rows):
    rows.put("key", page("later", as_of=7))
    rows.put("key", page("earlier", as_of=6))
    kept = text(rows.get("key"))
    rows.put("key", page("newest", as_of=8))

    assert "later" in kept
    assert "newest" in text(rows.get("key"))


def test_the_file_stays_below_its_cap_and_the_oldest_make_room(tmp_path):
    rows = Rows(tmp_path / "pages.sqlite3", cap=1_000_000)

    for number in range(300):
        rows.put(str(number), page(length=5000))

    assert (tmp_path / "pages.sqlite3").stat().st_size <= 1_000_000
    assert rows.get("299") is not None
    assert rows.get("0") is None


def test_a_broken_file_is_begun_anew(rows, tmp_path):
    (tmp_path / "pages.sqlite3").write_bytes(b"this is no database " * 1000)

    found = rows.get("key")
    rows.put("key", page("words"))

    assert found is None
    assert "words" in text(rows.get("key"))


def test_a_file_broken_while_it_is_open_is_begun_anew(rows, tmp_path):
    for number in range(50):
        rows.put(str(number), page(length=3000))
    rows._own.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = (tmp_path / "pages.sqlite3").stat().st_size
    with open(tmp_path / "pages.sqlite3", "r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))

    fresh = Rows(tmp_path / "pages.sqlite3", cap=10_000_000)
    for number in range(50):
        assert fresh.get(str(number)) is None
    fresh.put("key", page("words"))

    assert "words" in text(fresh.get("key"))


def test_tables_of_another_version_are_made_anew(tmp_path):
    old = sqlite3.connect(tmp_path / "pages.sqlite3")
    old.executescript("CREATE TABLE page (key TEXT); PRAGMA user_version = 99;")
    old.close()
    rows = Rows(tmp_path / "pages.sqlite3", cap=10_000_000)

    rows.put("key", page("words"))

    assert "words" in text(rows.get("key"))


def test_a_folder_that_is_not_there_is_no_reason_to_fail(tmp_path):
    rows = Rows(tmp_path / "nowhere" / "pages.sqlite3", cap=10_000_000)

    rows.put("key", page())

    assert rows.get("key") is None


def test_a_full_disk_is_no_reason_to_fail(rows, tmp_path):
    rows.put("key", page("words"))
    rows._own.connection.execute("PRAGMA max_page_count = 1")

    for number in range(5):
        rows.put(f"big {number}", page(length=1_000_000))

    assert rows.get("big 4") is None


def test_a_file_that_somebody_else_holds_is_not_waited_for(rows, tmp_path):
    rows.put("key", page("words"))
    other = sqlite3.connect(tmp_path / "pages.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    rows.put("key", page("new words", as_of=2))

    assert "new words" not in text(rows.get("key"))
    other.close()


def test_each_thread_has_its_own_connection(rows):
    rows.put("key", page("words"))
    found = []

    thread = threading.Thread(target=lambda: found.append(rows.get("key")))
    thread.start()
    thread.join()

    assert "words" in text(found[0])


def test_a_forked_child_opens_the_file_for_itself(rows):
    rows.put("key", page("words"))
    mine = rows._own.connection

    child = os.fork()
    if not child:
        is_fine = rows.get("key") is not None and rows._own.connection is not mine
        os._exit(0 if is_fine else 1)

    assert os.waitpid(child, 0)[1] == 0
