"""Announcing: one number, seen by every process that maps the file."""

import multiprocessing
import os

from feuilleton.events.announcing import News


def test_a_new_file_announces_nothing(tmp_path):
    assert News(tmp_path / "news").announced() == 0


def test_two_mappings_of_one_file_see_the_same_number(tmp_path):
    mine, yours = News(tmp_path / "news"), News(tmp_path / "news")

    mine.announce(7)

    assert yours.announced() == 7
    assert News(tmp_path / "news").announced() == 7


def test_opening_a_file_again_keeps_its_number(tmp_path):
    News(tmp_path / "news").announce(1 << 40)

    assert News(tmp_path / "news").announced() == 1 << 40


def test_what_a_child_announces_its_parent_sees(tmp_path):
    news = News(tmp_path / "news")
    child = multiprocessing.get_context("fork").Process(target=news.announce, args=(41,))

    child.start()
    child.join()

    assert news.announced() == 41


def test_a_file_cut_short_is_made_whole(tmp_path):
    (tmp_path / "news").write_bytes(b"\x01")

    assert News(tmp_path / "news").announced() == 0
    assert os.stat(tmp_path / "news").st_size == 8


def test_the_file_is_nobody_elses_business(tmp_path):
    News(tmp_path / "news")

    assert os.stat(tmp_path / "news").st_mode & 0o077 == 0
