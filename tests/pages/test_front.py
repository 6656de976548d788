"""The front: what a signed-out reader gets is right, whoever asks, however they ask, whatever is broken."""

import sqlite3
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client

from feuilleton.events import recording
from feuilleton.events.models import Event
from feuilleton.pages import front as fronts
from tests.pages import urls
from tests.pages.conftest import Browser

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def tell(*touches: str) -> None:
    with transaction.atomic():
        ContentType.objects.get_or_create(app_label="words", defaults={"model": "new words"})
        about = ContentType.objects.get_for_model(Event)
        recording.record("told", by=None, about=about, at=NOW, touches=touches)


def test_a_page_is_rendered_once_for_everybody(browser, front):
    first, second = browser.get("/chapter"), Browser(front, {"csrftoken": "x"}).get("/chapter")

    assert urls.renders == ["/chapter"]
    assert first.text == second.text
    assert first.headers == second.headers


def test_the_headers_of_a_stored_page(browser):
    browser.get("/chapter")
    answer = browser.get("/chapter")

    assert answer.status == "200 OK"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["vary"] == "Cookie, Accept-Encoding"
    assert answer.headers["content-length"] == str(len(answer.raw))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


def test_a_touched_page_is_rendered_anew(browser):
    before = browser.get("/chapter")
    tell("chapter")
    after = browser.get("/chapter")

    assert "no words" in before.text
    assert "new words" in after.text
    assert before.headers["etag"] != after.headers["etag"]


def test_what_does_not_touch_a_page_leaves_it_stored(browser):
    browser.get("/chapter")
    tell("another")
    browser.get("/chapter")

    assert len(urls.renders) == 1


@pytest.mark.parametrize(
    ("accepts", "encoding"), [("gzip", "gzip"), ("gzip, deflate, br", "br"), ("", None), ("x", None)]
)
def test_a_page_comes_in_the_encoding_that_the_browser_accepts(front, accepts, encoding):
    miss = Browser(front, accepts=accepts).get("/chapter")
    hit = Browser(front, accepts=accepts).get("/chapter")

    assert hit.headers.get("content-encoding") == miss.headers.get("content-encoding") == encoding
    assert hit.text == miss.text == Browser(front).get("/chapter").text


def test_encodings_are_read_with_their_weights():
    assert fronts.encoding("br;q=0, gzip;q=0.5") == "gzip"
    assert fronts.encoding("BR, GZIP") == "br"
    assert fronts.encoding("gzip;q=0") == ""


def test_a_look_is_written_into_the_opening_tag_of_the_stored_page(front, browser):
    plain = browser.get("/chapter")
    dark = Browser(front, {"look": "theme:dark"}).get("/chapter")
    bare = Browser(front, {"look": "theme:dark"}, accepts="").get("/chapter")

    assert dark.text == bare.text == plain.text.replace('<html lang="en">', '<html lang="en" data-theme="dark">')
    assert urls.renders == ["/chapter"]


def test_a_first_reader_with_a_look_leaves_no_look_behind(front, browser):
    dark = Browser(front, {"look": "theme:dark"}).get("/chapter")
    plain = browser.get("/chapter")

    assert 'data-theme="dark"' in dark.text
    assert "data-theme" not in plain.text
    assert len(urls.renders) == 1


def test_a_page_made_by_django_wears_the_same_look(front):
    answer = Browser(front, {"look": "theme:dark"}).get("/unstored")

    assert '<html lang="en" data-theme="dark">' in answer.text


def test_a_feed_wears_no_look(front):
    for _ in range(2):
        assert Browser(front, {"look": "theme:dark"}).get("/feed").text == "<feed/>"
    assert len(urls.renders) == 1


def test_unchanged_is_said_only_of_the_same_look(front, browser):
    etag = browser.get("/chapter").headers["etag"]
    dark = Browser(front, {"look": "theme:dark"})
    dark_etag = dark.get("/chapter").headers["etag"]

    answers = [
        who.get("/chapter", headers={"If-None-Match": known}).status[:3]
        for who in (browser, dark)
        for known in (etag, dark_etag)
    ]

    assert answers == ["304", "200", "200", "304"]


def test_an_unchanged_page_has_no_body(browser):
    etag = browser.get("/chapter").headers["etag"]
    answer = browser.get("/chapter", headers={"If-None-Match": f'"other", {etag}'})

    assert (answer.status, answer.raw, answer.headers["etag"]) == ("304 Not Modified", b"", etag)


def test_unchanged_is_not_said_after_a_change(browser):
    etag = browser.get("/chapter").headers["etag"]
    tell("chapter")

    assert browser.get("/chapter", headers={"If-None-Match": etag}).status == "200 OK"


def test_head_has_the_headers_of_get_and_no_body(browser):
    miss = browser.get("/chapter", method="HEAD")
    hit = browser.get("/chapter", method="HEAD")
    got = browser.get("/chapter")

    assert miss.raw == hit.raw == b""
    assert miss.headers == hit.headers == got.headers
    assert len(urls.renders) == 1


def test_a_form_goes_to_django(browser):
    browser.get("/chapter")
    browser.get("/chapter", method="POST", headers={"Sec-Fetch-Site": "same-origin"})

    assert len(urls.renders) == 2


def test_adult_consent_has_a_page_of_its_own(front, browser):
    adult = Browser(front, {"adult": "1", "look": "theme:dark"})

    answers = [adult.get("/chapter").text, browser.get("/chapter").text, adult.get("/chapter").text]

    assert ["adult=True" in text for text in answers] == [True, False, True]
    assert len(urls.renders) == 2


def test_a_stored_view_sees_no_cookie_but_consent(front):
    curious = Browser(front, {"adult": "1", "csrftoken": "x", "tracker": "y", "look": "theme:dark"})

    assert "['adult']" in curious.get("/chapter").text
    assert "csrftoken" in curious.get("/unstored").text


def test_each_page_of_a_list_is_stored_and_other_parameters_are_not_seen(browser):
    texts = [browser.get(path).text for path in ("/chapter?page=2&x=evil", "/chapter?page=2", "/chapter?page=3&y=1")]

    assert ["page=2 x=None" in text for text in texts] == [True, True, False]
    assert len(urls.renders) == 2


def test_a_page_that_knows_no_parameters_is_not_stored_for_each_of_them(browser, front):
    texts = {browser.get(f"/plain?page={number}").text for number in range(5)}

    assert len(texts) == 1
    assert front.store._pages == {}


@pytest.mark.parametrize(
    "path", ["/unstored", "/forgotten", "/gate", "/missing", "/with-cookie", "/with-token", "/broken", "/nowhere"]
)
def test_what_may_not_be_stored_is_not(path, browser, front):
    for _ in range(2):
        browser.get(path)

    assert front.store._pages == {}


def test_two_hosts_share_nothing(browser):
    browser.get("/chapter")
    browser.get("/chapter", headers={"Host": "other.example"})
    foreign = browser.get("/chapter", headers={"Host": "evil.example"})

    assert len(urls.renders) == 3
    assert "<html" in foreign.text or foreign.status.startswith("4")


def test_a_member_goes_past_the_store(front, db):
    maud = get_user_model().objects.create_user("maud")
    client = Client()
    client.force_login(maud)
    member = Browser(front, {"sessionid": client.cookies["sessionid"].value, "look": "theme:dark"})

    texts = [member.get("/chapter").text for _ in range(2)]

    assert len(urls.renders) == 2
    assert 'data-theme="dark"' in texts[0]
    assert member.get("/chapter").headers["cache-control"] == "private, no-cache"


def test_a_message_is_heard_once_and_the_store_waits_for_it(front):
    told = Browser(front).get("/tell").headers["set-cookie"]
    name, value = told.strip().split(";")[0].split("=", 1)

    heard = Browser(front, {name: value}).get("/hear")

    assert name == "messages"
    assert heard.text == "Kept."
    assert "messages=" in heard.headers["set-cookie"]


def test_a_page_that_listens_for_messages_is_stored_where_there_are_none(browser, front):
    texts = [browser.get("/listening").text for _ in range(2)]
    told = Browser(front).get("/tell").headers["set-cookie"].strip().split(";")[0].split("=", 1)
    heard = Browser(front, {told[0]: told[1]}).get("/listening")

    assert len(urls.renders) == 2
    assert ["heard []" in text for text in texts] == [True, True]
    assert "Kept." in heard.text
    assert "messages=" in heard.headers["set-cookie"]


def test_forty_readers_with_hostile_cookies_leave_one_page(front):
    for number in range(40):
        answer = Browser(front, {"look": f'theme:dark"><script>{number}', "x\x01": "\xff", "adult": "2"}).get(
            "/chapter"
        )
        assert answer.status == "200 OK"
        assert "<script>" not in answer.text

    assert len(urls.renders) == 1


@pytest.mark.parametrize(
    "path", ["/%00", "/chapter%00", "/%ff%fe", "/chapter?page=%00", "/chapter?%00", "/../../etc/passwd"]
)
def test_hostile_addresses_are_refused_and_not_stored(path, browser, front):
    answer = browser.get(path)

    assert answer.status[:3] in ("400", "404")
    assert front.store._pages == {}


def test_a_broken_store_only_makes_answers_slower(browser, front):
    def fail(*_):
        raise sqlite3.OperationalError("disk I/O error")

    front.store.rows.get = front.store.rows.put = fail

    assert [browser.get("/chapter").status for _ in range(2)] == ["200 OK", "200 OK"]


def test_a_full_disk_keeps_pages_in_memory_only(browser, front):
    browser.get("/plain")
    front.store.rows._own.connection.execute("PRAGMA max_page_count = 1")

    answers = [browser.get("/chapter").status for _ in range(3)]

    assert answers == ["200 OK"] * 3
    assert urls.renders == ["/plain", "/chapter"]


def test_pages_that_are_switched_off_are_made_by_django_each_time(front):
    without = Browser(front.django, {"look": "theme:dark"})

    texts = [without.get("/chapter?page=2").text for _ in range(2)]

    assert len(urls.renders) == 2
    assert all('data-theme="dark"' in text for text in texts)


def test_who_the_front_takes_for_a_stranger_is_one_to_the_view(front):
    # Spaces of other alphabets, as UTF-8: the one reads the bytes, the other the letters.
    sly = Browser(front, {"\xc2\x85adult": "1"}).get("/chapter")

    assert "adult=False" in sly.text
    assert "adult=False" in Browser(front).get("/chapter").text


def test_who_the_front_takes_for_an_adult_is_one_to_the_view(front):
    odd = Browser(front, {"\x85adult": "1"}).get("/chapter")

    assert odd.text == Browser(front, {"adult": "1"}).get("/chapter").text
    assert "adult=True" in odd.text
