"""Nothing on a page stands outside the catalogue: every sentence of ours is marked, and no letter is left unmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import polib
import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.accounts.models import User
from feuilleton.archive import keeping, speaking
from feuilleton.kit import catalogues
from feuilleton.stories import stating
from feuilleton.stories.models import Story
from feuilleton.stories.stating import Stated
from tests import people

CODE = Path(__file__).parents[2] / "feuilleton"
SHAPES = {"l, j F Y", "j F Y", "j N Y"}  # of dates: letters in them mean something
NOT_OURS = """
    maud@example.org|maud at sea|maud|otto|Salines|Salt Wages|Brine|brine|Day 1|Day 2|Day 3|Neap|Ebb|salt|zzz
    Original fiction|What the pans keep.|English|EPUB|HTML|Markdown|UTC|Literata|Atkinson Hyperlegible|OpenDyslexic
"""
KNOWN = re.compile("|".join(re.escape(words) for words in re.split(r"[|\n]", NOT_OURS.replace("    ", "")) if words))
LISTS_OF_NAMES = {"language", "zone", "time_zone", "charset"}  # selects
DAY = re.compile(r"\d+ [a-z]+\.? \d{4}")


@pytest.fixture(autouse=True)
def marked(settings, tmp_path: Path, otto: User) -> Iterator[None]:
    """The house speaks Esperanto, in which every sentence of ours is itself between ⟦ and ⟧, and half as long again."""
    po = tmp_path / "code" / "locale" / "eo" / catalogues.PO
    po.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for said in catalogues.sentences(CODE):
        entry = polib.POEntry(msgid=said.words, msgctxt=said.context)
        if said.plural:
            entry.msgid_plural, entry.msgstr_plural = said.plural, {0: _mark(said.words), 1: _mark(said.plural)}
        else:
            entry.msgstr = said.words if said.words in SHAPES else _mark(said.words)
        catalogue.append(entry)
    catalogue.save(str(po))
    catalogues.compile_into(tmp_path / "locale", code=tmp_path / "code")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    _forget()
    keeping.describe(name="Salines", tagline="", language="eo", about="", rules="", by=otto, at=people.NOW)
    yield
    _forget()


@pytest.fixture
def story(maud: User) -> Story:
    made = people.published_story(
        maud,
        chapters=3,
        planned=9,
        language="en",
        rating="teen",
        summary="What the pans keep.",
        disclaimer="The sea is nobody's.",
        warnings=["death"],
        tags={"fandom": ["Original fiction"], "free": ["brine"]},
    )
    notes = [people.note("Wear a coat."), people.note("Dry it.", place="after")]
    people.published_chapter(made, maud, title="Neap", number="4", notes=notes)
    return made


def test_the_pages_of_readers_say_nothing_unmarked(client, story, maud) -> None:
    chapter, last = (story.chapters.all()[place].public_id for place in (1, 3))
    gate = people.published_story(maud, "Brine", rating="explicit", language="en").chapters.get().public_id
    paths = ["/", "/stories", "/find", "/find?q=salt", "/find?q=zzz", "/about", "/rules", "/help", "/look", "/nowhere"]
    paths += [f"/stories/{story.public_id}", f"/stories/{story.public_id}/all"]
    paths += [f"/chapters/{chapter}", f"/chapters/{last}", f"/chapters/{gate}"]
    paths += [f"/people/{people.pen_name(maud).public_id}", reverse("account_login"), reverse("account_signup")]
    paths += [reverse("account_reset_password"), "/write", "/stories?page=99"]

    assert unmarked_of(client, paths) == {}


def test_the_pages_of_writers_say_nothing_unmarked(client, story, maud, otto) -> None:
    client.force_login(maud)
    one, chapter = f"/write/stories/{story.public_id}", story.chapters.all()[1]
    people.chapter(story, maud, title="Ebb")
    paths = ["/write", "/write/stories/new", "/write/bring", f"/stories/{story.public_id}"]
    paths += [one + end for end in ("", "/header", "/orphan", "/remove")]
    paths += [
        f"/write/chapters/{chapter.public_id}{end}" for end in ("", "/preview", "/versions", "/versions/1", "/remove")
    ]
    note = people.noted(chapter, otto, "tide", becomes="sea")
    gone = people.noted(chapter, otto, "Nobody moved", becomes="Salines")
    people.revised(chapter, maud, "The tide came in over the pans.")
    stating.state(story, Stated("Salines", "trait", "brine", quote="brine"), by=maud, at=people.NOW)
    paths += [f"{one}/notes{end}" for end in ("", "?show=settled", "?show=kind", "?kind=typo", "/accept?all=yes")]
    paths += [
        f"/write/notes/{note.public_id}",
        f"/write/notes/{note.public_id}/place",
        f"/write/notes/{gone.public_id}",
    ]
    paths += [f"{one}/facts", f"/write/chapters/{chapter.public_id}/versions/1/remove"]
    paths += ["/me", "/me/e-mail", "/me/password", "/me/pen-names", "/me/leave"]
    paths += [f"/me/pen-names/{people.pen_name(maud).public_id}"]

    assert unmarked_of(client, paths) == {}


def test_the_pages_of_the_house_say_nothing_unmarked(client, story, otto) -> None:
    client.force_login(otto)
    paths = ["/house", "/house/moderators", "/house/unclaimed", "/moderation", f"/moderation/stories/{story.public_id}"]

    assert unmarked_of(client, paths) == {}


def test_a_literal_would_be_found() -> None:
    page = """<html lang="eo"><p>⟦Kept <b>by maud</b>⟧ <i aria-label="Forgotten">II</i><q lang="en">Any words</q>
        <script>some code</script> also this</p>"""

    assert unmarked(page) == ["Forgotten", "also this"]
    assert ours_amid_others('<html lang="eo"><q lang="en">⟦A⟧ b <i lang="eo">⟦C⟧</i></q>') == ["⟦A⟧ b"]


def unmarked_of(client: Client, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        answer = client.get(path, follow=True)
        page = answer.content.decode()
        assert '<html lang="eo"' in page, path
        assert answer.status_code == 200 or path in ("/nowhere", "/stories?page=99"), path
        found[path] = unmarked(page) + ours_amid_others(page)
    return {path: words for path, words in found.items() if words}


def unmarked(page: str) -> list[str]:
    """Words that nobody marked, wherever a person would see or hear them."""
    said, depth = [], 0
    for words in _heard(lxml.html.document_fromstring(page)):
        outside = ""
        for sign in words:
            depth += {"⟦": 1, "⟧": -1}.get(sign, 0)
            outside += sign if not depth else " "
        said.append(outside)
    left = [re.sub(r"\b[IVXLC]+\b", "", DAY.sub("", KNOWN.sub("", words))) for words in said]
    return [words.strip() for words in left if re.search(r"[^\W\d_]{2}", words)]


def ours_amid_others(page: str) -> list[str]:
    """Sentences of ours that stand in an element which says that it is in a story's language."""
    return [
        words.strip()
        for words, language in _in_languages(lxml.html.document_fromstring(page), "")
        if language != "eo" and "⟦" in words
    ]


def _in_languages(element: lxml.html.HtmlElement, language: str) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
        return
    language = element.get("lang", language)
    yield element.text or "", language
    yield element.get("aria-label", ""), language
    for child in element:
        yield from _in_languages(child, language)
        yield child.tail or "", language


def _heard(element: lxml.html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "time"):
        return
    if element.tag == "textarea" or (element.tag == "select" and element.get("name") in LISTS_OF_NAMES):
        return
    if element.get("lang", "eo") == "eo":
        for name in ("aria-label", "title", "placeholder", "alt"):
            yield element.get(name, "")
        yield element.text or ""
        for child in element:
            yield from _heard(child)
            yield child.tail or ""


def _mark(words: str) -> str:
    return f"⟦{words}{'·' * (len(words) * 2 // 5)}⟧"


def _forget() -> None:
    speaking.catalogues.cache_clear()
    keeping.house.forget()
