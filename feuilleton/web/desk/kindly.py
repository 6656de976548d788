"""Kind words: to decline with, and those that readers left, gathered by the passage they love."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.notes.models import Note, Placement
from feuilleton.web import measures
from feuilleton.web.desk import naming, passages
from feuilleton.web.desk.items import WITHOUT, Said
from feuilleton.web.desk.ordering import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.web.desk.ordering import Texts
    from feuilleton.web.desk.passages import Passage

MOST_WORDS = 6


def with_a_decline() -> dict[str, str]:
    """What an author may say when a passage stays as it is, to begin from."""
    return {
        "thanks": _("Thank you for reading so closely. I am leaving it as it is."),
        "meant": _("It is meant so. Thank you for asking."),
        "voice": _("It is how this character speaks. Thank you for noticing."),
        "later": _("You may be right. It will have to wait for a later revision."),
    }


@dataclass(frozen=True)
class Loved:
    """A passage that readers loved. `counted`: how many felt what."""

    lines: list[Line]
    called: naming.Called
    passage: Passage
    said: list[Said]
    more: int

    @property
    def id(self) -> str:
        return f"{self.called.public_id}-{self.lines[0].block or self.lines[0].note}"

    @property
    def in_chapter(self) -> str:
        block = self.lines[0].block
        return f"{reverse('chapter', args=[self.called.public_id])}#b-{block}" if block else ""

    @property
    def felt(self) -> list[str]:
        """“12 readers loved this”, what most felt first."""
        counted = Counter(line.reaction for line in self.lines)
        return [_felt(reaction, count) for reaction, count in counted.most_common()]


def passages_of(found: Sequence[Line]) -> list[list[Line]]:
    """The reactions by the paragraph they begin in; of a passage that is gone, each by itself."""
    by_place: defaultdict[tuple[int, str, int], list[Line]] = defaultdict(list)
    for line in found:
        by_place[line.chapter, line.block, line.note if line.is_detached else 0].append(line)
    return list(by_place.values())


def loved(groups: Sequence[Sequence[Line]], texts: Texts) -> list[Loved]:
    """These passages, and the first of what was said of each in words. Two queries."""
    keys = [line.note for group in groups for line in group]
    needed = Q(pk__in=[group[0].note for group in groups]) | ~Q(source="")
    notes = Note.objects.filter(needed, pk__in=keys).select_related("chapter__live", "pen_name")
    by_key = {note.pk: note for note in notes.defer(*(f"chapter__live__{what}" for what in WITHOUT))}
    gone = [group[0].note for group in groups if group[0].is_detached]
    quotes = dict(Placement.objects.filter(note__in=gone, is_newest=True).values_list("note", "quote"))
    made = []
    for group in groups:
        spoken = [by_key[line.note] for line in group if line.note in by_key and by_key[line.note].source]
        said = [Said(note.public_id, naming.who(note), note.source, note.is_public) for note in spoken[:MOST_WORDS]]
        called = naming.called(by_key[group[0].note].chapter)
        passage = _passage(group, texts.get(group[0].chapter, {}), quotes)
        made.append(Loved(list(group), called, passage, said, len(spoken) - len(said)))
    return made


def _passage(group: Sequence[Line], texts: dict[str, str], quotes: dict[int, str]) -> Passage:
    first = group[0]
    if first.is_detached:
        return passages.Passage("", passages.parts(quotes.get(first.note, ""), None), "")
    text = texts.get(first.block, "")
    ends = [line.end if line.end_block == line.block else len(text) for line in group]
    return passages.span(text, min(line.start for line in group), max(ends))


def _felt(reaction: str, count: int) -> str:
    said = {
        "loved": ngettext("%(count)s reader loved this", "%(count)s readers loved this", count),
        "laughed": ngettext("%(count)s reader laughed here", "%(count)s readers laughed here", count),
        "moved": ngettext("%(count)s reader was moved", "%(count)s readers were moved", count),
        "gripped": ngettext("%(count)s reader could not stop here", "%(count)s readers could not stop here", count),
        "saw": ngettext("%(count)s reader saw it before them", "%(count)s readers saw it before them", count),
        "surprised": ngettext(
            "%(count)s reader did not see it coming", "%(count)s readers did not see it coming", count
        ),
    }
    other = ngettext("%(count)s reader said something kind", "%(count)s readers said something kind", count)
    return said.get(reaction, other) % {"count": measures.number(count)}
