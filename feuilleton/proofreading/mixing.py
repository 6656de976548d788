"""Two ways of setting the same thing in one chapter: straight and curled quotes, dashes, dots, scene breaks."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.kit.prose import breaks
from feuilleton.proofreading.finding import BREAKS, DASHES, ELLIPSES, QUOTE_STYLE, Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.proofreading.paragraphs import Paragraph

# For each check, the ways it can be done. A dash that opens a line is speech, one between figures a range.
_WAYS: Final = {
    QUOTE_STYLE: (('"', re.compile('"')), ("“”", re.compile("[“”]"))),
    DASHES: (
        ("--", re.compile(r"(?<=[^\n-])--(?!-)")),
        ("–", re.compile(r"(?<=\s)–(?=\s)|(?<=[^\W\d])–(?=[^\W\d])")),
        ("—", re.compile(r"(?<=[^\n])—")),
    ),
    ELLIPSES: (("...", re.compile(r"(?<!\.)\.\.\.(?!\.)")), ("…", re.compile("…"))),
}
_APOSTROPHES: Final = (("'", re.compile(r"(?<=\w)'(?=\w)")), ("’", re.compile(r"(?<=\w)’(?=\w)")))


def mixed(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Where the chapter does one thing in two ways: the first place of each rarer way, and the first of the usual."""
    for check, ways in (*_WAYS.items(), (QUOTE_STYLE, _APOSTROPHES)):
        places: dict[str, list[Passage]] = {
            name: [one.passage(*found.span()) for one in paragraphs for found in pattern.finditer(one.text)]
            for name, pattern in ways
        }
        used = sorted((name for name in places if places[name]), key=lambda name: -len(places[name]))
        for name in used[1:]:
            usual = places[used[0]]
            said = _("This chapter has “%(rare)s” beside “%(usual)s”: %(times)s of the one, %(often)s of the other.")
            told = said % {"rare": name, "times": len(places[name]), "usual": used[0], "often": len(usual)}
            yield Finding(check, places[name][0], told, f"{name} {used[0]}", other=usual[0])


def broken(blocks: Sequence[Block], paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Scene breaks of several forms, and paragraphs that look like one."""
    forms: dict[str, list[Passage]] = defaultdict(list)
    for block in blocks:
        if block.kind == "scene_break" and block.ornament:
            forms["".join(block.ornament.split())].append(Passage(block.id, 0, 0, ""))
    used = sorted(forms, key=lambda form: -len(forms[form]))
    for form in used[1:]:
        said = _("The scene break here is “%(rare)s”; most in this chapter are “%(usual)s”.")
        told = said % {"rare": form, "usual": used[0]}
        yield Finding(BREAKS, forms[form][0], told, f"{form} {used[0]}"[:100], other=forms[used[0]][0])
    for one in paragraphs:
        if one.kind == "paragraph" and breaks.is_strong(one.text):
            said = _("This looks like a scene break, and is set as a paragraph.")
            yield Finding(BREAKS, one.passage(0, len(one.text)), said, one.text[:100])
