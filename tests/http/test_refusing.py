"""Refusing: the words of a rule reach whoever asked, and what they typed is still there."""

import json

import pytest
from django.test import RequestFactory

from feuilleton.http import refusing

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


def test_a_refusal_is_a_page_with_its_words_and_what_was_typed(browser):
    answer = browser.post("/refuse", {"text": "Morning <comes>", "password": "s3cret"}, headers=OURS)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is nothing to publish." in page
    assert "s3cret" not in page
    assert "Morning &lt;comes&gt;" in page


@pytest.mark.parametrize("headers", [{}, {"Referer": "http://testserver/write/x"}])
def test_a_browser_that_says_too_little_about_itself_gives_back_what_was_typed(browser, headers):
    answer = browser.post("/send", {"words": "Morning <comes>", "password": "s3cret"}, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Morning &lt;comes&gt;" in page
    assert "s3cret" not in page
    assert ('href="/write/x"' in page) == bool(headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Referer": "http://evil.example/form"},
    ],
)
def test_what_another_site_sent_is_not_shown(browser, headers):
    answer = browser.post("/send", {"words": "Send us your password."}, headers=headers)

    assert answer.status_code == 403
    assert "Send us" not in answer.content.decode()


def test_a_live_form_is_told_the_words_alone(browser):
    answer = browser.post("/refuse", headers={**OURS, "X-Requested-With": "live-form"})

    assert (answer.status_code, answer.content.decode()) == (422, "There is nothing to publish.")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_a_program_is_told_in_json(browser):
    answer = browser.post("/refuse", headers={**OURS, "Accept": "application/json"})

    assert (answer.status_code, json.loads(answer.content)) == (
        422,
        {"error": "There is nothing to publish.", "field": "text"},
    )


def test_what_the_database_cannot_read_is_a_bad_request(browser):
    answer = browser.post("/unreadable", {"words": "\0"}, headers=OURS)

    assert answer.status_code == 400
    assert "<html" in answer.content.decode()


def test_other_failures_stay_failures(browser):
    assert browser.get("/broken").status_code == 500


def test_all_that_was_typed_is_shown_but_secrets():
    request = RequestFactory().post(
        "/", {"title": "A", "note": ["1", "2"], "empty": "", "password1": "x", "csrfmiddlewaretoken": "y"}
    )

    assert refusing.typed(request) == [("title", "A"), ("note", "1"), ("note", "2")]


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://testserver/write/x?tab=2", "/write/x?tab=2"),
        ("http://evil.example/write", ""),
        ("http://testserver.evil.example/", ""),
        ("http://testserver//evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_the_way_back_leads_only_to_our_own_pages(referrer, back):
    assert refusing.back(RequestFactory().get("/", headers={"Referer": referrer})) == back
