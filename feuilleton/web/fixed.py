"""Pieces that are the same for everybody who reads in a language: drawn once, then only told where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template import engines
from django.templatetags import static as staticfiles
from django.utils import timezone, translation
from markupsafe import Markup, escape

from feuilleton.archive.speaking import spoken

if TYPE_CHECKING:
    from feuilleton.web.cards import Card
    from feuilleton.web.reviews.threads import Said

_HERE = "\ufdd0here"  # no text of ours holds a noncharacter
_sentences: dict[tuple[str, str], str] = {}


def say(sentence: str) -> str:
    """The sentence in the page's language; each is looked up once, not at every place of every page."""
    key = (spoken(), sentence)
    said = _sentences.get(key)
    if said is None:
        said = _sentences[key] = translation.gettext(sentence)
    return said


@lru_cache(maxsize=1_000)
def static(path: str) -> str:
    """The address of a static file. It changes only with the release."""
    return str(staticfiles.static(path))


def as_read() -> tuple[str, str]:
    """The language and the time zone that a page is being drawn in: what the same piece differs by."""
    return spoken(), str(timezone.get_current_timezone())


def settings_panel(here: str) -> Markup:
    """The reading settings as they stand on reading pages; the form comes back to the path `here`."""
    return Markup(_panel(spoken()).replace(_HERE, escape(here)))  # noqa: S704 – drawn by our own template


def masthead(house: str, who: str, here: str) -> Markup:
    """The head of a page; `who`: the username of who is signed in, or ""; `here`: the name of the address it is at."""
    return _masthead(house, who, here, spoken())


@lru_cache(maxsize=2_000)
def _masthead(house: str, who: str, here: str, _language: str) -> Markup:
    return Markup(component("masthead").masthead(house, who, here))  # noqa: S704 – drawn by our own template


def foot() -> Markup:
    """What the house says of itself at the foot of a page."""
    return _foot(spoken())


@lru_cache(maxsize=100)
def _foot(_language: str) -> Markup:
    return Markup(component("masthead").foot())  # noqa: S704 – drawn by our own template


def entry(card: Card, heading: str = "h2") -> Markup:
    """A story in a list. What it shows is all in `card`, so the same card looks the same until a value changes."""
    return _entry(card, heading, *as_read())


def entries(cards: Iterable[Card]) -> Markup:
    """A list of stories, one below the other."""
    drawn_in = as_read()
    drawn = [_entry(card, "h2", *drawn_in) for card in cards]
    return Markup("\n".join(drawn))  # noqa: S704 – each is drawn by our own template


@lru_cache(maxsize=2_000)
def _entry(card: Card, heading: str, _language: str, _zone: str) -> Markup:
    return Markup(component("story_card").entry(card, heading))  # noqa: S704 – drawn by our own template


def reviews(said: Iterable[Said]) -> Markup:
    """Reviews in threads, one after the other. What each shows is all in it, for whoever may do as much with it."""
    drawn_in = as_read()
    return Markup("".join([_review(one, *drawn_in) for one in said]))  # noqa: S704 – each is drawn by our own template


@lru_cache(maxsize=2_000)
def _review(said: Said, _language: str, _zone: str) -> Markup:
    return Markup(component("review").review(said))  # noqa: S704 – drawn by our own template


@lru_cache(maxsize=100)
def _panel(_language: str) -> str:
    return str(component("settings").panel(_HERE))


def component(name: str) -> Any:
    """The macros of a file in `components/`, to be drawn alone."""
    engine: Any = engines["jinja2"]
    return engine.env.get_template(f"components/{name}.html").module
