"""Errors: each has a page, and when that cannot be drawn, plain words."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nowhere", 404),
        ("get", "/send", 405),
        ("get", "/broken", 500),
        ("post", "/send", 403),
        ("get", "/%00", 400),
    ],
)
def test_every_error_says_something(browser, method, path, status):
    answer = getattr(browser, method)(path)

    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert b"<h1" in answer.content


def test_a_form_from_elsewhere_has_a_page(browser):
    answer = browser.post("/send")

    assert (answer.status_code, answer["Content-Type"]) == (403, "text/html; charset=utf-8")


def test_what_is_too_large_has_a_page(browser, settings):
    settings.FEUILLETON_LONGEST_REQUEST = 10

    answer = browser.post("/send", {"words": "x" * 100}, headers={"Sec-Fetch-Site": "same-origin"})

    assert (answer.status_code, answer["Content-Type"]) == (413, "text/html; charset=utf-8")


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/send", 405), ("/broken", 500), ("/%00", 400)])
def test_without_templates_the_words_are_plain(browser, settings, path, status):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]

    answer = browser.get(path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content


def test_a_method_that_is_not_allowed_is_told_which_are(browser):
    assert browser.get("/send")["Allow"] == "POST"


def test_a_page_that_cannot_be_drawn_falls_back_to_words(browser, settings, tmp_path):
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors" / "404.html").write_text("{% include 'nothing.html' %}")
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}]

    answer = browser.get("/nowhere")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
