"""Keys: one for each page that differs, none for what no stored page can answer."""

import pytest

from feuilleton.pages import front, keys, looks
from feuilleton.pages.keys import STRANGER, Keys, Reader

SITE = Keys(hosts=["a.example", "b.example"])


def key(path="/s", query="", host="a.example", adult=False, site=SITE, **more):
    environ = {"HTTP_HOST": host, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.url_scheme": "http", **more}
    return site.key(environ, Reader(adult=adult, look=""))


def test_host_path_scheme_page_and_consent_make_the_key():
    asked = [
        key(),
        key(path="/t"),
        key(host="b.example"),
        key(host="a.example:8000"),
        key(query="page=2"),
        key(adult=True),
        key(**{"wsgi.url_scheme": "https"}),
    ]

    assert None not in asked
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("query", ["utm_source=x", "x=1&y=2", "&&&", "x", "PAGE=2"])
def test_parameters_that_no_stored_page_knows_are_left_out(query):
    assert key(query=query) == key()


def test_the_letters_of_a_query_may_be_written_in_several_ways():
    assert key(query="p%61ge=2") == key(query="page=2&x=1") == key(query="x=1&page=%32")


@pytest.mark.parametrize("query", ["page=1&page=2", "page=%ff", "%ff=1", "page=1" + "&x" * 300, "a=1&" * 30 + "page=2"])
def test_a_hostile_query_has_no_key(query):
    assert key(query=query) is None


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "a.example/..",
        "a.example:x",
        "a.example\r\nx",
        "[::1",
        "é.example",
        "a.example:" + "8" * 500,
    ],
)
def test_a_foreign_host_has_no_key(host):
    assert key(host=host) is None


def test_a_site_has_room_for_a_few_names_it_was_not_given_and_always_for_its_own():
    site = Keys(hosts=["a.example", ".b.example"])
    for number in range(40):
        key(site=site, host=f"a.example:{number}")

    assert key(site=site, host="a.example:7")
    assert key(site=site, host="a.example:99") is None
    assert key(site=site, host="new.b.example") is None
    assert key(site=site)
    assert key(site=site, host="a.example:8000", SERVER_PORT="8000")


def test_a_very_long_path_has_no_key():
    assert key(path="/" + "a" * 500) is None


@pytest.mark.parametrize(
    ("cookies", "reader"),
    [
        ("", STRANGER),
        ("csrftoken=abc; other=1", STRANGER),
        ("adult=1", Reader(True, "")),
        ("adult=2", STRANGER),
        ("look=theme:dark", Reader(False, "theme:dark")),
        ("adult=1; look=size:115.theme:dark", Reader(True, "theme:dark.size:115")),
        ('look="theme:dark"', Reader(False, "theme:dark")),
        ("look=<script>; \x00; =;;", STRANGER),
        ("look=" + "x" * 5000, STRANGER),
        ("sessionid=abc", None),
        ("look=theme:dark; sessionid=abc", None),
        ("messages=abc", None),
    ],
)
def test_cookies_say_who_may_be_given_a_stored_page(cookies, reader):
    assert SITE.reader({"HTTP_COOKIE": cookies}) == reader


def test_who_shows_credentials_is_given_no_stored_page():
    assert SITE.reader({"HTTP_AUTHORIZATION": "Bearer x"}) is None


def test_behind_a_proxy_the_scheme_is_what_the_proxy_says():
    site = Keys(hosts=["a.example"], https_header=("HTTP_X_FORWARDED_PROTO", "https"))

    assert key(site=site, HTTP_X_FORWARDED_PROTO="https") == "https://a.example 0 /s?"
    assert key(site=site, HTTP_X_FORWARDED_PROTO="http") == key(site=site) == "http://a.example 0 /s?"


def test_a_forwarded_host_counts_only_where_it_is_trusted():
    forwarded = {"HTTP_X_FORWARDED_HOST": "b.example"}

    assert key(**forwarded) == key()
    assert key(site=Keys(hosts=["b.example"], forwarded_host=True), **forwarded) == key(host="b.example")


@pytest.mark.parametrize(
    ("memory", "ask"),
    [
        (looks._understood, looks.understood),
        (looks._attributes, looks.attributes),
        (front._encoding, front.encoding),
        (SITE._site, lambda digits: key(host=f"a.example:{digits}")),
        (keys._understood, lambda value: SITE.reader({"HTTP_COOKIE": f"look={value}"})),
    ],
)
def test_what_is_too_long_to_mean_anything_is_not_remembered(memory, ask):
    before = memory.cache_info().currsize
    for end in "123":
        ask("8" * 50_000 + end)

    assert memory.cache_info().currsize <= before + 1
