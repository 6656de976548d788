"""The environment of our templates: what every page and component may call by name.

Sentences: `{{ _("Write") }}`; with something in them `{{ _("by %(name)s")|fill(name=pen_name) }}`, which escapes what
it fills in. Plurals are counted in Python (`web/measures.py`), where they are found for translation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Any

import jinja2
from django.contrib.messages import get_messages
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import pgettext
from markupsafe import Markup

from feuilleton.archive import keeping
from feuilleton.archive.speaking import spoken
from feuilleton.kit import languages
from feuilleton.reviews.models import WHY_HELD
from feuilleton.web import addresses, fixed, instalments, looking, measures


def environment(**options: Any) -> jinja2.Environment:
    """A Jinja2 environment that escapes, knows our words, and calls a name that is not there an error."""
    made = Environment(**options | {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    made.globals |= {
        "_": fixed.say,
        "masthead": fixed.masthead,
        "foot": fixed.foot,
        "entry": fixed.entry,
        "entries": fixed.entries,
        "settings_panel": fixed.settings_panel,
        "pgettext": pgettext,
        "basic_looks": looking.BASICS,
        "more_looks": looking.MORE,
        "url": addresses.address,
        "static": fixed.static,
        "instalment_words": instalments.words,
        "instalment_signs": instalments.signs,
        "page_language": page_language,
        "direction": languages.direction,
        "in_language": in_language,
        "in_page_language": in_page_language,
        "comma": comma,
        "isolated": isolated,
        "arrow_back": arrow_back,
        "arrow_on": arrow_on,
        "has_address": addresses.has_address,
        "describing": describing,
        "chapter_called": instalments.called,
        "chapters": measures.chapters,
        "chapters_of": measures.chapters_of,
        "stories": measures.stories,
        "stories_in_languages": measures.stories_in_languages,
        "stories_called": measures.stories_called,
        "openings_drawn": measures.openings_drawn,
        "download_link": download_link,
        "range_of": measures.range_of,
        "feuilleton_word": Markup('<i lang="fr">feuilleton</i>'),
        "held_why": held_why,
        "length": measures.length,
        "reading_time": measures.reading_time,
    }
    made.filters |= {
        "attributes": attributes,
        "fill": fill,
        "number": measures.number,
        "day": measures.day,
        "short_day": measures.short_day,
        "iso": measures.iso,
        "weekday": measures.weekday,
        "paragraphs": paragraphs,
        "lines": lines,
        "data_block": data_block,
    }
    return made


class Environment(jinja2.Environment):
    """Gives templates our words as one dict; Jinja2's own chain of two is copied slowly, at every page and piece."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what every page needs to wear the shell. `visitor` and `look` come from `http.visitor`."""
    return {
        "archive": SimpleLazyObject(keeping.the_archive),
        "messages": SimpleLazyObject(lambda: get_messages(request)),
    }


def held_why(key: str) -> str:
    """Why a review waits, for its author."""
    return str(dict(WHY_HELD).get(key, ""))


def page_language() -> str:
    """The language the page itself speaks, as a BCP 47 tag."""
    return spoken()


def in_language(language: str) -> Markup:
    """The attributes of an element whose words are in another language than the page, or none."""
    if language == page_language():
        return Markup("")
    return _attributes(language, languages.direction(language) != languages.direction(page_language()))


def in_page_language(language: str) -> Markup:
    """The attributes of an element that speaks the page's language amid words in `language`, or none."""
    own = page_language()
    if language == own:
        return Markup("")
    return _attributes(own, languages.direction(language) != languages.direction(own))


@lru_cache(maxsize=1_000)
def _attributes(language: str, turns: bool) -> Markup:
    turned = Markup(' dir="{}"').format(languages.direction(language)) if turns else ""
    return Markup(' lang="{}"{}').format(language, turned)


def comma(language: str) -> str:
    """What parts the items of a list in that language."""
    base = language.split("-", maxsplit=1)[0]
    return "، " if base in ("ar", "fa", "ur", "ug", "ckb", "ps", "sd") else "、" if base in ("ja", "zh") else ", "


def arrow_back() -> str:
    return "←" if languages.direction(page_language()) == "ltr" else "→"


def arrow_on() -> str:
    return "→" if languages.direction(page_language()) == "ltr" else "←"


def attributes(given: Mapping[str, object]) -> Markup:
    """More attributes of an element: true ones stand alone, false and empty ones are left out."""
    said = ((name, value) for name, value in given.items() if value not in (False, None))
    return Markup("").join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value) for name, value in said
    )


def describing(bound: BoundField, told: str, own: bool = False) -> dict[str, str]:
    """The attributes that tie a field of a Django form to its hint and its error."""
    place = bound.id_for_label
    ties = [f"{place}-hint"] * bool(told) + [f"{place}-error"] * bool(bound.errors)
    attributes = {"class": "own"} if own else {}
    if ties:
        attributes["aria-describedby"] = " ".join(ties)
    return attributes


def fill(sentence: str, **words: object) -> Markup:
    """A translated sentence with its places filled in; whatever is not markup already is escaped."""
    return Markup(sentence) % words  # noqa: S704 – the sentence is ours; what is filled in is escaped


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: blank lines part them, single line ends stay."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return Markup("").join(Markup("<p>{}</p>").format(Markup("<br>").join(part.split("\n"))) for part in parts if part)


def lines(text: str) -> Markup:
    """Plain text within a sentence or a paragraph of ours: its line ends stay."""
    return Markup("<br>").join(text.strip().split("\n"))


def download_link(download: tuple[str, object]) -> Markup:
    """A file to take along, as a link."""
    return Markup('<a href="{}">{}</a>').format(*download)


def isolated(words: str) -> Markup:
    """Somebody's name amid a sentence of ours, whichever way either is written."""
    return Markup("<bdi>{}</bdi>").format(words)


def data_block(value: object) -> Markup:
    """JSON that may stand inside a `script` element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
