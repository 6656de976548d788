"""Guarding: what nobody can mean is refused in words, never with a failure."""

import pytest

from feuilleton.http import guarding

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("path", ["/form?q=%00", "/form?%00=1", "/fo%00rm"])
def test_a_nul_in_an_address_is_a_bad_request(browser, path):
    assert browser.get(path).status_code == 400


@pytest.mark.parametrize("name", ["sessionid", "look"])
def test_a_nul_in_a_cookie_is_a_bad_request(browser, name):
    assert browser.get("/see", headers={"Cookie": f'{name}="abcdefghijkl\\000"'}).status_code == 400


@pytest.mark.parametrize("path", ["/%ff", "/form/%f0%28", "/" + "a" * 5000])
def test_an_address_that_is_no_text_is_not_found(browser, path):
    assert browser.get(path).status_code == 404


def test_a_body_longer_than_anybody_needs_is_too_large(browser, settings):
    settings.FEUILLETON_LONGEST_REQUEST = 1000

    assert browser.post("/send", {"words": "x" * 2000}, headers=OURS).status_code == 413


def test_more_form_text_than_fits_is_too_large(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    urlencoded = "application/x-www-form-urlencoded"

    sent = browser.post("/send", "words=" + "x" * 2000, content_type=urlencoded, headers=OURS)

    assert sent.status_code == 413


def test_more_fields_than_a_form_has_are_a_bad_request(browser):
    fields = {f"field {number}": "x" for number in range(1200)}

    assert browser.post("/send", fields, headers=OURS).status_code == 400


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        ({"data": {f"field {number}": "x" for number in range(1200)}}, "/send"),
        ({"data": {"words": "x" * 2000}}, "/send"),
        ({"data": "no parts", "content_type": "multipart/form-data"}, "/send"),
        ({"data": {}}, "/send?%00"),
    ],
)
def test_nobody_fills_the_log_from_outside(browser, settings, caplog, sent, where):
    settings.FEUILLETON_LONGEST_REQUEST = 1000 if "words" in sent["data"] else 1_000_000

    answer = browser.post(where, **sent, headers=OURS)

    assert answer.status_code in (400, 413)
    assert [(record.levelname, record.exc_info) for record in caplog.records] == [("WARNING", None)]


def test_a_failure_of_ours_is_logged_with_where_it_happened(browser, caplog):
    browser.get("/broken")

    assert [(record.levelname, bool(record.exc_info)) for record in caplog.records] == [("ERROR", True)]


def test_a_form_in_another_charset_is_a_bad_request(browser):
    kind = "application/x-www-form-urlencoded; charset=utf-16"

    assert browser.post("/send", "words=x", content_type=kind, headers=OURS).status_code == 400


def status_of(kind):
    """What a request of that content type is answered, where any that comes through is answered with 200."""
    said = []
    site = guarding.in_utf_8(lambda environ, start_response: start_response("200 OK", []))
    site({"CONTENT_TYPE": kind}, lambda status, headers: said.append(status))
    return said[0]


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "zlib", "idna", "undefined", "UTF-16", '"utf-7"'])
def test_a_request_in_another_charset_is_a_bad_request(charset):
    assert status_of(f"text/plain; charset={charset}") == "400 Bad Request"


@pytest.mark.parametrize("parameter", ["charset*=utf-8''utf-7", "charset*=undefined''%79", "x*=undefined''%79"])
def test_nor_does_another_spelling_get_one_past(parameter):
    assert status_of(f"text/plain; {parameter}") == "400 Bad Request"


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"', "no-such-charset"])
def test_utf_8_may_be_said_in_every_way(charset):
    assert status_of(f"text/plain; charset={charset}") == "200 OK"


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=é",
        "text/plain",
        "",
        "/;;",
    ],
)
def test_a_body_of_a_broken_kind_is_no_failure(browser, kind):
    assert browser.post("/send", b"\xff\xfe\x00words=x", content_type=kind, headers=OURS).status_code < 500


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "²", "9" * 30])
def test_a_length_that_is_no_length_is_refused(browser, length):
    assert browser.post("/send", {"words": "x"}, headers=OURS, CONTENT_LENGTH=length).status_code in (400, 413)


def test_answers_have_a_length_and_are_private_unless_they_say_otherwise(browser):
    answer = browser.get("/form")

    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["Cache-Control"] == "private, no-cache"
    assert browser.get("/healthz")["Cache-Control"] == "no-store"


def test_the_policy_allows_nothing_but_ourselves(browser):
    policy = browser.get("/form")["Content-Security-Policy"]

    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_nothing_is_guessed_or_told_to_others(browser):
    answer = browser.get("/form")

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not {"Server", "X-Powered-By"} & set(answer.headers)
