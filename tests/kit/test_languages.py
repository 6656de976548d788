"""The languages stories are written in."""

import pytest

from feuilleton.kit import languages


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("he", "rtl"),
        ("ar-EG", "rtl"),
        ("en", "ltr"),
        ("ku-Arab", "rtl"),
        ("az-Latn", "ltr"),
        ("ar-Latn", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_direction_comes_from_script_or_language(tag: str, direction: str) -> None:
    assert languages.direction(tag) == direction


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("X-Elvish", "x-elvish"),
        ('en" onload', ""),
        ("", ""),
    ],
)
def test_a_tag_is_written_one_way_or_refused(tag: str, written: str) -> None:
    assert languages.canonical(tag) == written


def test_a_language_is_called_by_its_own_name() -> None:
    assert languages.name("fr") == "Français"
    assert languages.name("pt-br") == "Português do Brasil"
    assert languages.name("en-GB") == "English"
    assert languages.name("x-elvish") == "x-elvish"


def test_every_known_tag_is_written_as_it_should_be() -> None:
    assert [tag for tag in languages.NAMES if languages.canonical(tag) != tag] == []
