"""Answers: a page, a piece after a live form, or on to the next page."""

import pytest
from django.test import RequestFactory

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.pages import keys, storing


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    (tmp_path / "page.html").write_text("<p>{{ words }}</p>{{ refusal.words }}")
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}]


def test_a_page_is_drawn_with_what_it_is_given():
    answer = answers.page(RequestFactory().get("/"), "page.html", {"words": "<hello>"})

    assert answer.content == b"<p>&lt;hello&gt;</p>"
    assert storing.made_from(answer) is None


def test_a_page_may_say_what_it_is_made_from():
    request = RequestFactory().get("/", **{storing.ASKED: keys.STRANGER})

    answer = storing.stored()(lambda request: answers.page(request, "page.html", made_from=["b", "a", "b"]))(request)

    assert storing.made_from(answer) == ["a", "b"]


def test_a_live_form_is_answered_with_the_piece():
    request = RequestFactory().post("/", headers={"X-Requested-With": "live-form"})

    assert answers.changed(request, piece="page.html", context={"words": "kept"}, then="/x").content == b"<p>kept</p>"


def test_any_other_form_goes_on():
    answer = answers.changed(RequestFactory().post("/"), piece="page.html", context={}, then="/x")

    assert (answer.status_code, answer["Location"]) == (303, "/x")


def test_a_refused_form_comes_back_with_the_words():
    answer = answers.refused(RequestFactory().post("/"), Refusal("No title."), "page.html", {"words": "typed"})

    assert (answer.status_code, answer.content) == (422, b"<p>typed</p>No title.")
