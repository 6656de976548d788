"""What is looked at in a language, and what nobody should think is: for the page that shows what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from feuilleton.kit import languages
from feuilleton.proofreading import dictionaries, doubling, finding
from feuilleton.proofreading.paragraphs import base


@dataclass(frozen=True, slots=True)
class Coverage:
    """Parts of sentences: what is looked at, and what is not seen."""

    looked_at: tuple[str, ...]
    unseen: tuple[str, ...]


def coverage(tag: str) -> Coverage:
    """What proofreading does for a language, as this machine is set up."""
    language = base(tag)
    looked, unseen = [], []
    if dictionaries.has(language):
        looked.append(_("words that no dictionary here has, but for the names and the words of your story"))
    else:
        unseen.append(_("spelling: there is no dictionary of %(language)s here") % {"language": languages.name(tag)})
    if language in doubling.languages():
        looked.append(_("words that stand twice"))
    looked += [
        _("quotation marks that stay open, or close what is not open"),
        _("marks that stand twice or behind a blank, or are set in two ways in one chapter"),
        _("names and scene breaks that are written in two ways, and the numbers of chapters"),
    ]
    if language == "en":
        looked += [
            _("small words that seldom stand where they stand"),
            _("words that your story spells in two ways"),
            _("eyes and hair that change their color, and what you noted of people, where the narration names them"),
        ]
        unseen.append(_("most words that are missing, and words that could stand where they stand"))
    else:
        unseen.append(
            _("small words in another’s place, and what is told of people: these are looked for in English only")
        )
    unseen += [
        _("who “he” and “she” are, and whether what people say is true"),
        _("style, pace and plot"),
    ]
    return Coverage(tuple(looked), tuple(unseen))


def check_name(check: str) -> str:
    """What a check looks for, in a word or two, as a heading."""
    return {
        finding.SPELLING: _("Spelling"),
        finding.JOINED: _("Words run together"),
        finding.DOUBLED: _("Words twice"),
        finding.OUT_OF_PLACE: _("Words out of place"),
        finding.OTHER_WORD: _("Another word"),
        finding.MISSING: _("Missing words"),
        finding.QUOTES: _("Quotations"),
        finding.QUOTE_STYLE: _("Quotation marks"),
        finding.APOSTROPHE: _("Apostrophes"),
        finding.DASHES: _("Dashes"),
        finding.ELLIPSES: _("Dots"),
        finding.SPACES: _("Blanks"),
        finding.PUNCTUATION: _("Punctuation"),
        finding.NAMES: _("Names"),
        finding.VARIANTS: _("Two spellings"),
        finding.BREAKS: _("Scene breaks"),
        finding.NUMBERING: _("Chapter numbers"),
        finding.TRAITS: _("Eyes and hair"),
        finding.FACTS: _("What is noted"),
    }[check]
