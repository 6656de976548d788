"""The facts of a story: what its author says, or agrees to, of who is what to whom, and from which chapter on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.stories.models import ALIVE, DEAD, RELATIONS, SINGLE, TRAIT, Chapter, Fact, Revision, Story

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from feuilleton.accounts.models import User

ALONE = (DEAD, ALIVE, SINGLE)  # relations to nobody
MOST = 500
_LONGEST_NAME, _LONGEST_TRAIT = 120, 200


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as it is said. `since`, `until`: chapters of the story; `revision`, `block`, `quote`: where it stands."""

    subject: str
    relation: str
    object: str = ""
    since: Chapter | None = None
    until: Chapter | None = None
    is_secret: bool = False
    revision: Revision | None = None
    block: str = ""
    quote: str = ""


def state(story: Story, stated: Stated, *, by: User, at: datetime) -> Fact:
    """Write a fact down as its author's word. Stating it again changes nothing; one that was only drafted is confirmed.

    Raises Refusal for a fact without names, of no known relation, with chapters of another story, or the 501st.
    """
    fields = _fields(story, stated)
    with transaction.atomic():
        there = _same(story, fields).first()
        if there is not None:
            if there.confirmed_at is None:
                confirm(there, by=by, at=at)
            return there
        return _create(story, fields, by=by, at=at, confirmed_at=at)


def draft(story: Story, stated: Stated, *, by: User, at: datetime) -> Fact:
    """Write down what the text seems to say, to be confirmed or forgotten by its author. One that is there stays."""
    fields = _fields(story, stated)
    with transaction.atomic():
        return _same(story, fields).first() or _create(story, fields, by=by, at=at, confirmed_at=None)


def confirm(fact: Fact, *, by: User, at: datetime) -> None:
    """Agree to what was drafted. Twice is once."""
    with transaction.atomic():
        if Fact.objects.filter(pk=fact.pk, confirmed_at=None).update(confirmed_at=at):
            recording.record("fact_stated", by=by, about=fact.story, at=at, touches=[], fact=fact.pk)
    fact.refresh_from_db()


def change(fact: Fact, stated: Stated, *, by: User, at: datetime) -> Fact:
    """Say a fact otherwise; it counts as confirmed. Raises Refusal as `state`, and where that fact is there already."""
    fields = _fields(fact.story, stated)
    with transaction.atomic():
        if _same(fact.story, fields).exclude(pk=fact.pk).exists():
            raise Refusal(_("This fact is there already."), field="subject")
        if Fact.objects.filter(pk=fact.pk).update(**fields, confirmed_at=fact.confirmed_at or at):
            recording.record("fact_stated", by=by, about=fact.story, at=at, touches=[], fact=fact.pk)
    fact.refresh_from_db()
    return fact


def forget(fact: Fact, *, by: User, at: datetime) -> None:
    """Take a fact out of the book. Twice is once."""
    with transaction.atomic():
        if Fact.objects.filter(pk=fact.pk).delete()[0]:
            recording.record("fact_forgotten", by=by, about=fact.story, at=at, touches=[])


def _fields(story: Story, stated: Stated) -> dict[str, object]:
    subject, other = text.one_line(stated.subject), text.one_line(stated.object)
    if stated.relation not in dict(RELATIONS):
        raise Refusal(_("There is no such choice."), field="relation")
    if not subject:
        raise Refusal(_("Say of whom it is true."), field="subject")
    if stated.relation in ALONE:
        other = ""
    elif not other:
        words = _("Say what.") if stated.relation == TRAIT else _("Say to whom.")
        raise Refusal(words, field="object")
    if len(subject) > _LONGEST_NAME or len(other) > _LONGEST_TRAIT:
        raise Refusal(_("A name can have 120 letters at most, a trait 200."), field="subject")
    for chapter in (stated.since, stated.until):
        if chapter is not None and chapter.story_id != story.pk:
            raise Refusal(_("That chapter is of another story."), field="since")
    if stated.since and stated.until and stated.until.position <= stated.since.position:
        raise Refusal(_("It ends before it begins."), field="until")
    more = {name: getattr(stated, name) for name in ("since", "until", "is_secret", "revision", "block", "quote")}
    return more | {"subject": subject, "relation": stated.relation, "object": other}


def _same(story: Story, fields: dict[str, object]) -> QuerySet[Fact]:
    return Fact.objects.select_related("story").filter(
        story=story, **{name: fields[name] for name in ("subject", "relation", "object", "since")}
    )


def _create(story: Story, fields: dict[str, object], *, by: User, at: datetime, confirmed_at: datetime | None) -> Fact:
    if Fact.objects.filter(story=story).count() >= MOST:
        raise Refusal(_("A story can have 500 facts. Let one go first."))
    try:
        with transaction.atomic():
            made: Fact = Fact.objects.create(story=story, by=by, made_at=at, confirmed_at=confirmed_at, **fields)
    except IntegrityError:
        return _same(story, fields).get()
    if confirmed_at is not None:
        recording.record("fact_stated", by=by, about=story, at=at, touches=[], fact=made.pk)
    return made
