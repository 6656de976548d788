"""The shell that every page wears, our own and the libraries' ones."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.urls import reverse
from django.utils.translation import template as translating

from feuilleton.web import jinja
from tests import people


@pytest.fixture
def pages(maud):
    story = people.published_story(maud, "Salt Wages", chapters=2, rating="teen")
    asks = people.published_story(maud, "Asks first", rating="explicit")
    name = people.pen_name(maud)
    return [
        "/", "/stories", f"/stories/{story.public_id}", f"/stories/{story.public_id}/all",
        f"/chapters/{story.chapters.first().public_id}", f"/chapters/{asks.chapters.first().public_id}",
        f"/people/{name.public_id}", "/find", "/find?q=salt", "/about", "/rules", "/help", "/look", "/nothing",
        *(reverse(name) for name in ("account_login", "account_signup", "account_reset_password")),
    ]  # fmt: skip


class Shape(HTMLParser):
    """Counts what must be once, and gathers what must not be."""

    def __init__(self):
        super().__init__()
        self.tags, self.lines, self.inline, self.elsewhere = [], 0, [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.lines += "below" in (given.get("class") or "").split()
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.inline.append((tag, attrs))
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.inline.append((tag, attrs))
        for name in ("src", "href", "action"):
            loads = tag in ("script", "img") or (tag == "link" and given.get("rel") in ("stylesheet", "icon"))
            if loads and (given.get(name) or "/").startswith(("http", "//")):
                self.elsewhere.append(given[name])


def test_every_page_is_whole_and_has_the_line_once(client, pages):
    for path in pages:
        html = client.get(path).content.decode()
        shape = Shape()
        shape.feed(html)
        assert html.lstrip().startswith("<!doctype html>"), path
        assert shape.tags.count("html") == 1, path
        assert shape.tags.count("h1") == 1, path
        assert shape.tags.count("main") == 1, path
        assert shape.lines == 1, path
        assert shape.inline == [], path
        assert shape.elsewhere == [], path
        assert 'class="skip" href="#main"' in html, path


def test_the_masthead_has_four_words_at_most(client, pages, maud):
    for _ in range(2):
        html = client.get("/stories").content.decode()
        words = re.search(r'<header class="masthead">.*?</header>', html, re.DOTALL)[0]
        assert 2 <= words.count("<li>") <= 4
        client.force_login(maud)
    assert ">maud</a>" in words


def test_a_page_that_a_library_brings_wears_the_shell(rf, db):
    request = rf.get("/")
    request.user, request.session = AnonymousUser(), {}

    html = engines["django"].get_template("account/verified_email_required.html").render({}, request)

    assert html.count("<!doctype html>") == 1
    assert html.count('<header class="masthead">') == 1
    assert re.search(r"<h1>\s*Verify Your Email Address\s*</h1>", html)
    assert html.count("below") == 1
    assert "&lt;" not in html


def test_a_page_for_strangers_says_the_same_to_all_and_holds_no_token(client, pages):
    for path in pages[:12]:
        assert "csrfmiddlewaretoken" not in client.get(path).content.decode(), path


def test_sentences_in_templates_are_found_for_translation():
    # makemessages reads every template in Django's way: a call with anything beside its sentence would be missed.
    found = translating.templatize('<p>{{ _("by %(name)s")|fill(name=x) }} {{ _("Kept.") }}</p>')
    assert '_("by %(name)s")' in found
    for folder in engines["jinja2"].template_dirs:
        for path in folder.rglob("*.html"):
            for call in re.findall(r'(?<![\w.])_\("[^"]*"\s*([^)])', path.read_text("utf-8")):
                raise AssertionError(f"{path}: more than a sentence inside _(…): {call}")


def test_json_cannot_end_its_element():
    assert jinja.data_block({"a": "</script><!--&"}) == '{"a":"\\u003c/script\\u003e\\u003c!--\\u0026"}'


def test_what_is_filled_into_a_sentence_is_escaped():
    assert jinja.fill("by %(name)s", name="<b>") == "by &lt;b&gt;"
