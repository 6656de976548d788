"""A fact between its form and the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.notes.models import HERE, Placement
from feuilleton.stories.models import RELATIONS, Chapter
from feuilleton.stories.stating import Stated

if TYPE_CHECKING:
    from django.http import QueryDict

    from feuilleton.notes.models import Note
    from feuilleton.stories.models import Fact, Story


@dataclass(frozen=True, slots=True)
class TypedFact:
    """What stands in the form; chapters by their public ids."""

    subject: str = ""
    relation: str = ""
    object: str = ""
    since: str = ""
    until: str = ""
    quote: str = ""


EMPTY = TypedFact()


def relations() -> list[tuple[str, str]]:
    return [(key, str(words)) for key, words in RELATIONS]


def typed_in(sent: QueryDict) -> TypedFact:
    names = ("subject", "relation", "object", "since", "until")
    return TypedFact(**{name: text.one_line(sent.get(name, "")) for name in names})


def from_fact(fact: Fact) -> TypedFact:
    return TypedFact(
        fact.subject,
        fact.relation,
        fact.object,
        fact.since.public_id if fact.since else "",
        fact.until.public_id if fact.until else "",
        fact.quote,
    )


def from_note(note: Note) -> TypedFact:
    """A beginning: what the passage says holds from its chapter on."""
    place = _place(note)
    return TypedFact(since=note.chapter.public_id, quote=place.quote if place else "")


def stated(story: Story, typed: TypedFact, *, note: Note | None = None, before: Fact | None = None) -> Stated:
    """What the form says, with where it was read: where the note stands, or where it was read before.

    Raises Refusal for a chapter that is not there.
    """
    place = _place(note) if note is not None else None
    return Stated(
        typed.subject,
        typed.relation,
        typed.object,
        since=_chapter(story, typed.since),
        until=_chapter(story, typed.until),
        is_secret=before.is_secret if before else False,
        revision=place.revision if place else before.revision if before else None,
        block=place.start_block if place else before.block if before else "",
        quote=place.quote if place else before.quote if before else "",
    )


def _place(note: Note) -> Placement | None:
    head = note.same_as_id or note.pk
    places = Placement.objects.filter(note=head, part=HERE, is_newest=True).exclude(start_block="")
    return places.select_related("revision").defer("revision__packed").first()


def _chapter(story: Story, public_id: str) -> Chapter | None:
    if not public_id:
        return None
    found: Chapter | None = Chapter.objects.present().filter(story=story, public_id=public_id).first()
    if found is None:
        raise Refusal(_("That chapter is not there."), field="since")
    return found
