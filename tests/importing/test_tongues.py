"""Which language a manuscript is written in."""

import pytest

from feuilleton.importing import tongues
from tests.importing import reading


@pytest.mark.parametrize(
    ("name", "tag"), [("french.txt", "fr"), ("german.txt", "de"), ("russian.txt", "ru"), ("spanish.txt", "es")]
)
def test_it_is_told_by_its_script_or_its_smallest_words(name, tag):
    assert tongues.spoken((reading.FOLDER / name).read_text(), otherwise="en") == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [("雨が降った。誰も来なかった。", "ja"), ("下雨了。没有人来。", "zh"), ("هطل المطر ولم يأت أحد.", "ar")],
)
def test_a_script_tells_in_a_few_words(text, tag):
    assert tongues.spoken(text, otherwise="en") == tag


def test_what_does_not_tell_is_in_the_archives_language():
    assert tongues.spoken("Tak!", otherwise="da") == "da"
    assert tongues.spoken("", otherwise="en") == "en"


def test_the_archives_own_kind_of_a_language_is_kept():
    assert tongues.spoken((reading.FOLDER / "novel.txt").read_text(), otherwise="en-GB") == "en-GB"
