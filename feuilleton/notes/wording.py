"""The words of a note: what was typed, bounded and tidied. Plain text: a note is a few words in a margin."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.notes import models

LONGEST = 2_000
LONGEST_PASSAGE = 2_000
NEEDS_WORDS = (models.QUESTION, models.PRIVATE, models.CLARIFICATION)
PROPOSING = (models.TYPO, models.WORDING)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a passage. `replacement`: what should stand there, None where nothing is proposed."""

    kind: str
    words: str = ""
    replacement: str | None = None
    reaction: str = ""


def tidy(said: Said, quote: str) -> Said:
    """The same, tidied, with nothing in it that its kind has no place for. `quote`: the passage it speaks of.

    Raises Refusal for what is too long, says nothing, or proposes what stands there already.
    """
    if said.kind not in dict(models.KINDS):
        raise Refusal(_("Say what kind of note it is."), field="kind")
    words = text.tidy(said.words).strip()
    _fits(words, "words")
    if said.kind == models.REACTION:
        return Said(said.kind, words, None, _reaction(said, words))
    replacement = _replacement(said, quote) if said.kind in PROPOSING else None
    if not words and (said.kind in NEEDS_WORDS or (said.kind in PROPOSING and replacement is None)):
        raise Refusal(_("Write something first."), field="words")
    return Said(said.kind, words, replacement)


def _reaction(said: Said, words: str) -> str:
    if said.reaction and said.reaction not in dict(models.REACTIONS):
        raise Refusal(_("There is no such choice."), field="reaction")
    if not said.reaction and not words:
        raise Refusal(_("Choose a reaction, or say it in your own words."), field="reaction")
    return said.reaction


def _replacement(said: Said, quote: str) -> str | None:
    if said.replacement is None:
        return None
    replacement = text.tidy(said.replacement)
    _fits(replacement, "replacement")
    if "\n\n" in replacement.strip():
        raise Refusal(_("A proposal stays within one paragraph."), field="replacement")
    if replacement == quote:
        # Said in words alone; or not said at all.
        if text.tidy(said.words).strip():
            return None
        words = _("This is what stands there already. Change it, or say in words what is wrong.")
        raise Refusal(words, field="replacement")
    return replacement


def _fits(words: str, field: str) -> None:
    if len(words) > LONGEST:
        raise Refusal(
            _("A note can have 2,000 letters at most; this one has %(count)s.") % {"count": f"{len(words):,}"},
            field=field,
        )
