"""A chapter with slips in it, and the form that a reader fills in about one of its paragraphs."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from feuilleton.notes import carrying, crediting, deciding
from feuilleton.notes.models import Note
from feuilleton.stories import welcoming
from feuilleton.stories.models import ALL, Chapter
from feuilleton.stories.welcoming import Welcome
from tests import people

TEXT = """Edda counted the crates on teh quay twice, twice before the rain came.

“You said it was *nothing*,” Joan said.

---

Nobody on the quay moved until the lamp went out."""


@pytest.fixture
def chapter(maud: Any) -> Chapter:
    story = people.story(maud)
    welcoming.welcome(story, Welcome(notes_welcome=ALL), by=maud, at=people.NOW)
    return people.published_chapter(story, maud, TEXT, title="The Quay")


class Form:
    """A form as its page has it, to be filled in and sent."""

    def __init__(self, client: Any, path: str, page: str = "") -> None:
        self.client, self.path = client, path
        self.page = page or client.get(path).content.decode()
        self.fields = _fields(self.page)

    def send(self, **typed: str) -> Any:
        return self.client.post(self.path.split("?")[0], self.fields | typed, headers={"Sec-Fetch-Site": "same-origin"})

    def again(self, answer: Any) -> Form:
        """The form as it came back."""
        return Form(self.client, self.path, answer.content.decode())


@pytest.fixture
def form(client: Any, chapter: Chapter) -> Any:
    """`form("teh", start=…)`: the form on the paragraph with these words, as whoever is signed in has it."""

    def open_form(words: str, where: Chapter = chapter, **query: Any) -> Form:
        return Form(client, mark_of(where, words) + "?" + "&".join(f"{key}={value}" for key, value in query.items()))

    return open_form


def mend(chapter: Chapter, note: Note, maud: Any) -> None:
    """Sets right what the note found; readers have it, and its finder is thanked."""
    deciding.mend_otherwise(note, by=maud, at=people.NOW)
    people.revised(chapter, maud, TEXT.replace("teh", "the"))
    carrying.catch_up(chapter)
    crediting.credit(chapter, at=people.NOW)


def mark_of(chapter: Chapter, words: str) -> str:
    """The address of the form on the paragraph with these words."""
    assert chapter.live is not None
    block = next(block for block in chapter.live.blocks if words in block.text)
    return f"/chapters/{chapter.public_id}/mark/{block.id}"


def _fields(page: str) -> dict[str, str]:
    fields = {}
    for tag in re.findall(r"<input [^>]*>", page):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in given and (given.get("type") not in ("radio", "checkbox") or tag.endswith(" checked>")):
            fields[given["name"]] = html.unescape(given.get("value", ""))
    for name, words in re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        fields[name] = html.unescape(words)
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', page, re.DOTALL):
        fields[name] = (re.findall(r'value="(\w+)" selected', options) or re.findall(r'value="(\w+)"', options))[0]
    return fields
