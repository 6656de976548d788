"""The words for how pages may look. What may be chosen is `pages.looks.VOCABULARY`; this says it to people."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Question(NamedTuple):
    """One thing to choose. The first option, "", is the house's own way."""

    name: str
    label: Words
    options: list[tuple[str, Words]]


# The four that most readers look for.
BASICS = [
    Question(
        "theme",
        _("Theme"),
        [
            ("", _("As the device")),
            ("paper", _("Paper")),
            ("white", _("White")),
            ("sepia", _("Sepia")),
            ("grey", _("Grey")),
            ("dusk", _("Dusk")),
            ("dark", _("Dark")),
            ("black", _("Black")),
        ],
    ),
    Question(
        "face",
        _("Face"),
        [
            ("", _("This device’s serif")),
            ("sans", _("This device’s sans")),
            ("literata", "Literata"),
            ("atkinson", "Atkinson Hyperlegible"),
            ("opendyslexic", "OpenDyslexic"),
        ],
    ),
    Question(
        "size",
        _("Size"),
        [("" if size == 100 else str(size), f"{size} %") for size in (75, 90, 100, 115, 130, 150, 200, 250)],
    ),
    Question("width", _("Width"), [("narrow", _("Narrow")), ("", _("Book")), ("wide", _("Wide"))]),
]
_LEADING: list[tuple[str, Words]] = [
    ("tight", _("Tight")),
    ("close", _("Close")),
    ("", _("Book")),
    ("open", _("Open")),
    ("double", _("Double")),
]
MORE = [
    Question("leading", _("Between lines"), _LEADING),
    Question("spacing", _("Between letters and words"), [("", _("Book")), ("wide", _("Wide"))]),
    Question("paragraphs", _("Paragraphs"), [("", _("Indented, as in books")), ("web", _("Apart, as on the web"))]),
    Question("justify", _("Right edge"), [("", _("Ragged")), ("on", _("Even, with hyphens"))]),
    Question("notes", _("Authors’ notes"), [("", _("Shown")), ("off", _("Hidden"))]),
    Question("warnings", _("Warnings before the text"), [("", _("Shown")), ("off", _("Hidden"))]),
    Question("plain", _("Italics and small capitals"), [("", _("As the author has them")), ("on", _("Plain letters"))]),
]
