"""Manuscripts and forms as nobody means them: a sentence or a right result, and what was typed is still there."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.importing.models import Manuscript
from feuilleton.stories.models import Story
from tests.web.importing.sent import SEND, address, arrived, journal, look, paste, said, send
from tests.web.writing.forms import fields

MANY = 150_000  # bytes that the page may have, however long the file


def test_the_form_sent_twice_makes_one_story(at_desk):
    manuscript = arrived(send(at_desk, journal()))
    form = fields(at_desk.get(address(manuscript)), manuscript.public_id) | {"do": "make"}

    for _ in range(2):
        assert at_desk.post(address(manuscript), form).status_code == 303

    assert Story.objects.count() == 1


def test_the_file_sent_twice_is_looked_over_once(at_desk):
    assert arrived(send(at_desk, journal())) == arrived(send(at_desk, journal()))


def test_a_charset_that_does_not_fit_is_refused_and_the_page_stays(at_desk):
    manuscript = arrived(send(at_desk, "Où est-il ?".encode("cp1252")))

    response = at_desk.post(address(manuscript), {"do": "charset", "charset": "utf-8"})

    assert response.status_code == 422
    assert "not written in utf-8" in said(response)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Choose a file|is empty"),
        (b" \n\n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a text file"),
        (bytes(range(256)) * 50, "not a text file"),
        (b"a" * (5 * 1024 * 1024 + 1), "longer than 5 MB"),
    ],
    ids=["empty", "blank", "picture", "binary", "too long"],
)
def test_what_is_no_manuscript_is_refused_in_a_sentence(at_desk, data, why):
    response = send(at_desk, data)

    assert response.status_code == 422
    assert re.search(why, said(response))


def test_nothing_sent_is_told_so(at_desk):
    response = at_desk.post(SEND, {})

    assert response.status_code == 422
    assert "Choose a file, or paste a text." in said(response)


def test_a_pasted_text_that_is_refused_is_still_there(at_desk):
    text = "Long. " * 900_000

    response = paste(at_desk, text)

    assert response.status_code == 422
    assert text in response.content.decode()


def test_a_body_beyond_all_bounds_is_not_read(at_desk):
    response = at_desk.post(SEND, b"x", content_type="text/plain", headers={"Content-Length": "0"})
    huge = at_desk.generic("POST", SEND, b"x", content_type="text/plain", CONTENT_LENGTH=str(21 * 1024 * 1024))

    assert response.status_code == 422
    assert huge.status_code == 413


@pytest.mark.parametrize(
    "data",
    [
        b"word " * 1_000_000,
        b"* * *\n\n" * 10_000,
        b"A/N: hello readers!\n\nA/N: thank you for reviewing!\n",
        b"Title: " + b"T" * 10_000 + b"\n\nIt rained.\n",
        b"Summary: " + b"so " * 50_000 + b"\n\nIt rained.\n",
        b"It\x00 rained\x07 all\x1b day.\n\n" + b"Nobody came, and nobody was asked to. " * 5,
        "\u202eIt rained.\u202c\n\n\u2066Nobody\u2069 came.\ufeff\n".encode(),
        b"<html><body><p>It <b>rained<p onclick=x>all <script>alert(1)</script><svg/onload=x><math><mi><style>x",
        b"<p>" * 3_000 + b"deep" + b"<div>" * 3_000,
        b"".join(b"Chapter %d\n\nIt rained on day %d.\n\n" % (n, n) for n in range(1, 301)),
        b"Title: a\nTitle: b\n" * 2_000,
    ],
    ids=[
        "one line", "scene breaks", "all notes", "long title", "long summary", "controls", "bidi", "hostile", "deep",
        "chapters", "labels",
    ],
)  # fmt: skip
def test_strange_input_is_read_on_a_page_of_bounded_size_and_becomes_a_draft_or_is_refused(at_desk, data):
    manuscript = arrived(send(at_desk, data, "strange.html" if b"<p>" in data else "strange.txt"))

    page = at_desk.get(address(manuscript))
    pieces = at_desk.get(reverse("bring_pieces", args=[manuscript.public_id]))
    made = look(at_desk, manuscript, do="make", title="Strange")

    assert (page.status_code, pieces.status_code) == (200, 200)
    assert len(page.content) < MANY
    assert "<script>alert" not in page.content.decode()
    assert made.status_code in (303, 422)
    assert Story.objects.exists() == (made.status_code == 303)
    if made.status_code == 422:
        assert re.search(r'class="warned[^"]*"[^>]*>[^<]+\.', made.content.decode())


@pytest.mark.parametrize(
    "form",
    [
        {"do": "look", "field_0": "nonsense"},
        {"do": "look", "field_99999999": "title"},
        {"do": "nonsense"},
        {"do": "charset", "charset": "nonsense"},
        {"do": "charset", "charset": "unicode_escape"},
        {"do": "make", "rating": "x", "title": "T", "planned": "many", "story": "nowhere"},
        {"do": "make", "title": "T" * 10_000, "new_pen_name": "x" * 100},
        {"do": "make", "title": "T", "number_0": "9" * 500, "language": "\x00"},
    ],
)
def test_a_form_that_no_page_of_ours_holds_is_refused_or_does_nothing(at_desk, form):
    manuscript = arrived(send(at_desk, journal()))

    response = at_desk.post(address(manuscript), form)

    assert response.status_code in (303, 422)
    assert not Story.objects.exists()


@pytest.mark.parametrize("page", ["look_over", "pieces", "file", "undo", "forget"])
def test_nobody_else_sees_or_touches_it(at_desk, iris, page):
    manuscript = arrived(send(at_desk, journal()))
    other = Client()
    other.force_login(iris)
    way = reverse(f"bring_{page}", args=[manuscript.public_id])

    assert other.get(way).status_code == 404
    assert Client().get(way).status_code == 303
    if page != "forget":
        assert other.post(way, {"do": "make"}).status_code == 404
    assert Manuscript.objects.exists()


def test_a_form_from_another_site_does_nothing(maud):
    client = Client(enforce_csrf_checks=True)
    client.force_login(maud)

    response = client.post(SEND, {"text": "It rained."}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Manuscript.objects.exists()


def test_signed_out_the_pasted_text_waits_beside_a_sign_in(db):
    response = paste(Client(), "It rained all day.")

    assert response.status_code == 403
    assert "It rained all day." in response.content.decode()
