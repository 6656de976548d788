"""Writing Atom (RFC 4287). Pure: whole addresses come in, bytes go out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid5

from lxml import etree

TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OURS = UUID("7a1e4c52-0f53-4d0c-9f0b-2f6d3f4f9c11")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote it, and the address of their page."""

    name: str
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new. `language`: of its title and summary. `html`: its text, if the feed has it."""

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    language: str = ""
    summary: str = ""
    html: str = ""
    authors: tuple[Person, ...] = ()
    category: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `made`: when it counts as changed while it has no entries. `author`: whose the whole of it is."""

    id: str
    title: str
    url: str
    own_url: str
    language: str
    author: Person
    made: datetime
    subtitle: str = ""
    entries: list[Entry] = field(default_factory=list)


def identity(*of: object) -> str:
    """A name for a thing that stays the same wherever the archive moves: made from what it is and its public id."""
    return uuid5(_OURS, " ".join(str(one) for one in of)).urn


def write(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    root.set(_LANG, feed.language)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _moment(max((entry.updated for entry in feed.entries), default=feed.made)))
    _link(root, "self", feed.own_url, "application/atom+xml")
    _link(root, "alternate", feed.url, "text/html")
    _person(root, feed.author)
    _add(root, "generator", "Feuilleton")
    for entry in feed.entries:
        _entry(root, entry)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _entry(root: etree._Element, entry: Entry) -> None:
    made = etree.SubElement(root, f"{{{_ATOM}}}entry")
    if entry.language:
        made.set(_LANG, entry.language)
    _add(made, "id", entry.id)
    _add(made, "title", entry.title)
    _add(made, "updated", _moment(entry.updated))
    _add(made, "published", _moment(entry.published))
    _link(made, "alternate", entry.url, "text/html")
    for person in entry.authors:
        _person(made, person)
    if entry.category is not None:
        term, label = entry.category
        etree.SubElement(made, f"{{{_ATOM}}}category", term=term, label=_clean(label))
    if entry.summary:
        _add(made, "summary", entry.summary)
    if entry.html:
        _add(made, "content", entry.html, type="html")


def _person(parent: etree._Element, person: Person) -> None:
    made = etree.SubElement(parent, f"{{{_ATOM}}}author")
    _add(made, "name", person.name)
    if person.uri:
        _add(made, "uri", person.uri)


def _link(parent: etree._Element, rel: str, href: str, type: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=_clean(href), type=type)


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
