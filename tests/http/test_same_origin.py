"""Same origin: our own forms are believed without a token, everybody else's are not."""

import pytest

pytestmark = pytest.mark.django_db  # The language that a refusal speaks is the archive’s.

OURS = {"Sec-Fetch-Site": "same-origin"}


def send(browser, **more):
    return browser.post("/send", {"words": "hello", **more.pop("data", {})}, **more).status_code


def test_a_form_that_the_browser_calls_ours_needs_no_token(browser):
    assert send(browser, headers=OURS) == 200


def test_a_form_over_plain_http_with_our_origin_needs_no_token(browser):
    assert send(browser, headers={"Origin": "http://testserver"}) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://testserver:8000"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "https://testserver"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "SAME-ORIGIN "},
        {"Sec-Fetch-Site": "same-origin, cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "cross-site", "Referer": "http://testserver/form"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    ],
)
def test_a_form_from_elsewhere_is_refused(browser, headers):
    assert send(browser, headers=headers) == 403


def test_who_says_nothing_is_believed_with_a_token(browser):
    token = browser.get("/form").content.decode()

    assert send(browser, data={"csrfmiddlewaretoken": token}) == 200
    assert send(browser, data={"csrfmiddlewaretoken": token[::-1]}) == 403


def test_a_form_from_another_site_is_refused_though_it_has_a_token(browser):
    token = browser.get("/form").content.decode()

    assert send(browser, data={"csrfmiddlewaretoken": token}, headers={"Origin": "http://evil.example"}) == 403


def test_behind_a_proxy_that_ends_tls_unnoticed_our_forms_are_believed(browser):
    assert send(browser, headers={**OURS, "Origin": "https://testserver"}) == 200


def test_a_form_from_a_page_without_referrer_is_believed_if_the_browser_says_so(browser):
    assert send(browser, headers={**OURS, "Origin": "null"}) == 200


def test_reading_needs_nothing(browser):
    assert browser.get("/safe", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
