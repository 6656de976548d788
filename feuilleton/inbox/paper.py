"""What a letter is made of: sentences of ours with somebody's words in them, links, quotations; as text and as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from feuilleton.kit import languages
from feuilleton.kit import text as plain

HOLE = "\0"
"""Where a letter that goes to many has what each of them gets for themselves: no text of anybody's holds this sign."""


@dataclass(frozen=True, slots=True)
class Their:
    """Somebody's words within a sentence of ours. `language`: where it is not the letter's."""

    words: str
    language: str = ""

    @property
    def text(self) -> str:
        return plain.one_line(self.words)

    @property
    def html(self) -> str:
        return f"<bdi{_in(self.language)}>{escape(self.text)}</bdi>"


class Piece(Protocol):
    """A paragraph of a letter."""

    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of ours; `words` fill its %(places)s."""

    sentence: str
    words: Mapping[str, Their] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.sentence % {name: one.text for name, one in self.words.items()}

    @property
    def html(self) -> str:
        return f"<p>{self.inner}</p>"

    @property
    def inner(self) -> str:
        return escape(self.sentence, quote=False) % {name: one.html for name, one in self.words.items()}


@dataclass(frozen=True, slots=True)
class Head:
    """What the pieces after it are about."""

    said: Said

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def html(self) -> str:
        return f"<h2>{self.said.inner}</h2>"


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page: its words, then its address on a line of its own."""

    words: str
    address: str

    @property
    def text(self) -> str:
        return f"{self.words}\n{self.address}"

    @property
    def html(self) -> str:
        return f'<p><a href="{escape(self.address)}">{escape(self.words)}</a></p>'


@dataclass(frozen=True, slots=True)
class Listed:
    """Things one below the other, each a sentence and the address that it leads to ("" for none)."""

    lines: list[tuple[Said, str]]

    @property
    def text(self) -> str:
        return "\n".join(f"* {said.text}" + (f"\n  {address}" if address else "") for said, address in self.lines)

    @property
    def html(self) -> str:
        items = (_linked(said.inner, address) for said, address in self.lines)
        return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody wrote, at length, as plain text."""

    words: str
    language: str = ""

    @property
    def text(self) -> str:
        lines = plain.tidy(self.words).strip().split("\n")
        return "\n".join(f"> {line}".rstrip() for line in lines)

    @property
    def html(self) -> str:
        paragraphs = (one.strip() for one in plain.tidy(self.words).split("\n\n"))
        inner = "".join(f"<p>{escape(one).replace(chr(10), '<br>')}</p>" for one in paragraphs if one)
        return f"<blockquote{_in(self.language)}>{inner}</blockquote>"


@dataclass(frozen=True, slots=True)
class Printed:
    """A text of a story: `markup` is clean HTML, `words` the same as plain text."""

    words: str
    markup: str
    language: str

    @property
    def text(self) -> str:
        return self.words.replace(HOLE, "").strip()

    @property
    def html(self) -> str:
        return f"<div{_in(self.language)}>{self.markup.replace(HOLE, '')}</div>"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to somebody or to many. `house` signs it. `foot`: why it came, and how to have no more of them.

    `thread`: the public id of the story it belongs to, and `called` that story's title where it may be named.
    `leave`: the address that ends these letters, with HOLE for what is each one's own.
    """

    kind: str
    subject: str
    pieces: list[Piece]
    foot: list[Piece]
    house: str
    language: str
    thread: str = ""
    called: str = ""
    leave: str = ""

    @property
    def text(self) -> str:
        body = [*(one.text for one in self.pieces), f"— {self.house}"]
        return "\n\n".join([*body, *(one.text for one in self.foot)]) + "\n"

    @property
    def html(self) -> str:
        body = "".join(f"{one.html}\n" for one in self.pieces)
        foot = "".join(f"{one.html}\n" for one in self.foot)
        return (
            f"<!doctype html>\n<html{_in(self.language)}>\n"
            f'<head><meta charset="utf-8"><title>{escape(self.subject)}</title></head>\n'
            f"<body>\n{body}<p>— {escape(self.house)}</p>\n<hr>\n{foot}</body>\n</html>\n"
        )


def _linked(markup: str, address: str) -> str:
    return f'<a href="{escape(address)}">{markup}</a>' if address else markup


def _in(language: str) -> str:
    return f' lang="{escape(language)}" dir="{languages.direction(language)}"' if language else ""
