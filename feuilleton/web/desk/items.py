"""What lies on the desk, thing by thing: a note with all that say the same, its passage, and how it stands.

A page of them is read in as many queries as one of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from feuilleton.notes import models
from feuilleton.notes.models import AGAINST, HERE, Note, Placement
from feuilleton.web import measures
from feuilleton.web.desk import naming, passages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feuilleton.web.desk.ordering import Texts
    from feuilleton.web.desk.passages import Passage

MOST_SAID = 12
MOST_PROPOSALS = 6
WITHOUT = ("packed", "source", "html", "summary", "notes")


class Said(NamedTuple):
    """The words of one reader."""

    public_id: str
    name: str
    words: str
    is_public: bool


class Proposal(NamedTuple):
    """One wording that is proposed, and how many propose it. `first`: the note to be accepted."""

    first: Note
    passage: Passage
    times: int


@dataclass(frozen=True)
class Item:
    """A thing to decide. `group`: the notes that say it, the first first. `texts`: of its chapter, by block."""

    group: list[Note]
    placements: list[Placement]
    texts: Mapping[str, str]
    clarification: Note | None = None
    placed: Mapping[int, Placement] = field(default_factory=dict)

    @property
    def note(self) -> Note:
        return self.group[0]

    @property
    def id(self) -> str:
        return self.note.public_id

    @property
    def url(self) -> str:
        return reverse("desk_note", args=[self.id])

    @cached_property
    def place(self) -> Placement:
        return next(place for place in self.placements if place.part == HERE and place.is_newest)

    @cached_property
    def chapter(self) -> naming.Called:
        return naming.called(self.note.chapter)

    @property
    def in_chapter(self) -> str:
        """The address of the passage where readers have it."""
        return f"{reverse('chapter', args=[self.chapter.public_id])}#b-{self.place.start_block}"

    @property
    def kind(self) -> str:
        return str(self.note.get_kind_display())

    @cached_property
    def readers(self) -> str:
        gone = sum(one.user_id is None for one in self.group)
        return naming.readers(len({one.user_id for one in self.group if one.user_id is not None}) + gone)

    @property
    def first(self) -> str:
        """Who said it first, and when."""
        words = _("%(name)s, on %(day)s") if len(self.group) == 1 else _("first %(name)s, on %(day)s")
        return words % {"name": naming.who(self.note), "day": measures.day(self.note.made_at)}

    @cached_property
    def passage(self) -> Passage:
        """With the first proposal in it, if there is one."""
        if self.place.is_detached or not self.proposals:
            return passages.passage(self.place, self.texts)
        return self.proposals[0].passage

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Each wording once, the first to propose it first."""
        by_words: dict[tuple[str, str], list[Note]] = defaultdict(list)
        for one in self.group:
            if one.replacement is not None:
                by_words[one.replacement, self._place_of(one).quote].append(one)
        return [
            Proposal(some[0], passages.passage(self._place_of(some[0]), self.texts, some[0].replacement), len(some))
            for some in list(by_words.values())[:MOST_PROPOSALS]
        ]

    @property
    def may_accept(self) -> bool:
        return bool(self.proposals) and not self.place.is_detached

    @cached_property
    def against(self) -> tuple[Placement, Passage, naming.Called] | None:
        """What it contradicts, and in which chapter."""
        place = next((one for one in self.placements if one.part == AGAINST and one.is_newest), None)
        if place is None:
            return None
        return place, passages.passage(place, {}), naming.called(place.revision.chapter)

    @property
    def against_in_chapter(self) -> str:
        assert self.against is not None
        place, _passage, called = self.against
        return f"{reverse('chapter', args=[called.public_id])}#b-{place.start_block}"

    @cached_property
    def said(self) -> list[Said]:
        """What readers said in words, the first of them."""
        spoken = [one for one in self.group if one.source]
        return [Said(one.public_id, naming.who(one), one.source, one.is_public) for one in spoken[:MOST_SAID]]

    @property
    def left_unsaid(self) -> int:
        return sum(bool(one.source) for one in self.group) - len(self.said)

    @property
    def is_public(self) -> bool:
        """Whether readers see it, and with it what is answered."""
        return any(one.is_public for one in self.group)

    @cached_property
    def was_read(self) -> str:
        """The words as they were read, where readers have others now."""
        first = min((one for one in self.placements if one.part == HERE), key=lambda one: one.pk)
        return first.quote if first.quote not in ("", self.place.quote) else ""

    @cached_property
    def old_version(self) -> str:
        """The address of the version in which the passage of a detached note stood last; "" if it has no words now."""
        stood = [one for one in self.placements if one.part == HERE and not one.is_detached]
        last = max(stood, key=lambda one: one.pk, default=None)
        if last is None or last.revision.expunged_at is not None:
            return ""
        where = reverse("write_version", args=[last.revision.chapter.public_id, last.revision.ordinal])
        return f"{where}#b-{last.start_block}"

    @property
    def standing(self) -> str:
        """What was made of it; "" while it waits."""
        if self.note.is_mended:
            return _("Mended. Readers have it.")
        return {
            models.OPEN: "",
            models.LATER: _("Put off. It stays with what waits."),
            models.ACCEPTED: _("It is in the draft. Readers have it when you publish."),
            models.FIXED: _("To be mended in your own words. Whoever found it is thanked when you publish."),
            models.ANSWERED: _("Answered."),
            models.DECLINED: _("Left as it is."),
        }[self.note.state]

    @property
    def may_reopen(self) -> bool:
        return not self.note.is_waiting and self.note.reopened_by_author_at is None

    def _place_of(self, note: Note) -> Placement:
        return self.placed.get(note.pk, self.place)


def items(keys: Sequence[int], texts: Texts) -> list[Item]:
    """The notes of these keys with all that is one with each, in that order. Four queries, whatever their number."""
    heads = Note.objects.filter(pk__in=keys).select_related("chapter__live", "pen_name", "fact", "resolved_in")
    without = [f"{of}__{what}" for of in ("chapter__live", "resolved_in") for what in WITHOUT]
    found = {note.pk: note for note in heads.defer(*without)}
    groups = {key: [found[key]] for key in keys if key in found}
    for one in Note.objects.filter(same_as__in=found).select_related("pen_name").oldest_first():
        groups[one.same_as_id].append(one)
    proposing = [one.pk for group in groups.values() for one in group[1:] if one.replacement is not None]
    places = _places(list(found), proposing)
    clarified = {one.answers_id: one for one in Note.objects.filter(answers__in=found).oldest_first()}
    return [
        Item(group, places[key], texts.get(group[0].chapter_id, {}), clarified.get(key), _newest(group, places))
        for key, group in groups.items()
    ]


def _places(heads: Sequence[int], others: Sequence[int]) -> Mapping[int, list[Placement]]:
    wanted = Q(note__in=heads) | Q(note__in=others, part=HERE, is_newest=True)
    rows = Placement.objects.filter(wanted).select_related("revision__chapter__live").order_by("pk")
    places: defaultdict[int, list[Placement]] = defaultdict(list)
    without = [f"{of}__{what}" for of in ("revision", "revision__chapter__live") for what in WITHOUT]
    for place in rows.defer(*without):
        places[place.note_id].append(place)
    return places


def _newest(group: Sequence[Note], places: Mapping[int, list[Placement]]) -> dict[int, Placement]:
    return {
        one.pk: place
        for one in group
        for place in places.get(one.pk, ())
        if place.part == HERE and place.is_newest and not place.is_detached
    }
