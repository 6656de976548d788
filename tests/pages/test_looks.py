"""Looks: a closed vocabulary; nothing else gets through a cookie into a page."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.pages import looks

HOSTILE = [
    'theme:dark" onload="x',
    "theme:dark><script>",
    "theme",
    ":",
    "theme:",
    "....",
    "theme:DARK",
    "size:116",
    "x:y",
    "theme:dark;size:115",
    "a" * 10_000,
    "theme:dark." * 1000,
]


def test_a_look_becomes_attributes():
    assert looks.attributes("theme:dark.size:115") == ' data-theme="dark" data-size="115"'


def test_equal_looks_are_equal_strings():
    assert looks.understood("size:115.theme:dark.theme:dark") == looks.understood("theme:dark.size:115")


@pytest.mark.parametrize("cookie", HOSTILE)
def test_what_the_vocabulary_does_not_know_is_not_there(cookie):
    assert looks.understood(cookie) == ""
    assert looks.attributes(cookie) == ""


def test_a_bad_word_does_not_spoil_the_good_ones():
    assert looks.understood("theme:dark.size:<b>.face:literata") == "theme:dark.face:literata"


@given(st.text(max_size=300))
def test_attributes_hold_only_words_of_the_vocabulary(cookie):
    known = {f'data-{name}="{value}"' for name, values in looks.VOCABULARY.items() for value in values}

    assert set(looks.attributes(cookie).split()) <= known


@given(st.fixed_dictionaries({name: st.sampled_from(["", *values]) for name, values in looks.VOCABULARY.items()}))
def test_choices_survive_the_way_through_the_cookie(choices):
    look = looks.made_of(choices)

    assert looks.choices(look) == choices
    assert len(look) <= looks.LONGEST


def test_a_device_goes_before_the_account():
    class Maud:
        look = "theme:sepia"

    request = RequestFactory().get("/")
    request.user = Maud()
    request.COOKIES["sessionid"] = "hers"
    at_home = looks.of(request)
    request.COOKIES["look"] = "theme:dark"

    assert (at_home, looks.of(request)) == ("theme:sepia", "theme:dark")
