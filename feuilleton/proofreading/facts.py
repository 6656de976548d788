"""What is so in a story, from which chapter on; drafted from what it tells, and held against what it tells later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading import quoting, stating
from feuilleton.proofreading.finding import FACTS, Finding
from feuilleton.proofreading.paragraphs import base, paragraphs
from feuilleton.proofreading.stating import (
    ALIVE,
    CHILD,
    COUSIN,
    DEAD,
    DIVORCED,
    ENGAGED,
    KIN,
    MARRIED,
    PARENT,
    SIBLING,
    SINGLE,
    TOGETHER,
    WIDOWED,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.proofreading.finding import Passage
    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.stating import Statement

# What a thing that is told to happen may make of two people, by what they were. Else they stay it.
_MAY_HAPPEN: Final = {
    SINGLE: {ENGAGED, MARRIED},
    ENGAGED: {ENGAGED, MARRIED},
    MARRIED: {DIVORCED, WIDOWED},
    DIVORCED: {ENGAGED, MARRIED},
    WIDOWED: set(),
}
_REVERSED: Final = {PARENT: CHILD, CHILD: PARENT}


@dataclass(frozen=True, slots=True)
class Fact:
    """`subject` is `relation` to `object` ("" for `dead`, `alive`, `single`), since a chapter, until another.

    Both are positions; in the second it holds no longer. `anchor` is where the story says so, with its chapter.
    `number`: what readers know the first by; `public_id`: of a fact that stands in the story's book.
    """

    subject: str
    relation: str
    object: str = ""
    since: int = 1
    until: int | None = None
    is_secret: bool = False
    anchor: Passage | None = None
    number: str = ""
    public_id: str = ""


def draft(blocks: Sequence[Block], *, language: str, position: int = 1) -> list[Fact]:
    """The facts that a chapter's narration states, for its author to confirm. Each once; nothing outside English."""
    if base(language) != "en":
        return []
    read = paragraphs(blocks, language)
    quoting.listen(read, "en")
    found: dict[tuple[str, str, str], Fact] = {}
    for one in read:
        for said in stating.statements(one):
            subject, other = (said.a, said.b) if said.what in (PARENT, CHILD, DEAD) else sorted((said.a, said.b))
            fact = Fact(subject, said.what, other, since=position, anchor=said.place)
            found.setdefault((fact.subject, fact.relation, fact.object), fact)
    return list(found.values())


def contradictions(read: Sequence[Paragraph], facts: Sequence[Fact], position: int) -> Iterator[Finding]:
    """What this chapter's narration states that cannot be so by the facts, nothing between being told that explains it.

    A wedding told earlier in the chapter, or a fact that has come to hold, explains a marriage; speech never counts.
    """
    holding = [fact for fact in facts if fact.since <= position and (fact.until is None or position < fact.until)]
    told: list[Statement] = []
    died: set[str] = set()
    for one in read:
        if one.is_foreign:
            continue
        for said in stating.statements(one):
            if against := _against(said, holding, told):
                yield _finding(said, against)
            told.append(said)
        for said in stating.acts(one):
            dead = next(
                (
                    fact
                    for fact in holding
                    if fact.relation == DEAD and fact.since < position and _is(fact.subject, said.a)
                ),
                None,
            )
            if dead and said.a not in died:
                died.add(said.a)
                yield _finding(said, dead)


def _against(said: Statement, holding: Sequence[Fact], told: Sequence[Statement]) -> Fact | None:
    """The newest fact that the statement cannot stand beside, if none explains it."""
    about = [(fact, relation) for fact in holding if (relation := _between(fact, said))]
    if any(relation == said.what for _, relation in about):
        return None
    for fact, relation in sorted(about, key=lambda one: -one[0].since):
        if said.what in TOGETHER and relation in TOGETHER:
            happened = [one.what for one in told if one.is_event and _are_same(one, said)]
            if said.what in happened or (said.is_event and said.what in _MAY_HAPPEN[relation]):
                return None
            return fact
        if said.what in KIN and relation in KIN:
            return fact
    return None


def _between(fact: Fact, said: Statement) -> str:
    """The fact's relation as the statement's two people stand in it; "" where it is not about them."""
    if fact.relation == SINGLE and said.what in (MARRIED, ENGAGED) and not said.is_event:
        return SINGLE if _is(fact.subject, said.a) or _is(fact.subject, said.b) else ""
    if not fact.object or not said.b:
        return ""
    if _is(fact.subject, said.a) and _is(fact.object, said.b):
        return fact.relation
    if _is(fact.subject, said.b) and _is(fact.object, said.a):
        return _REVERSED.get(fact.relation, fact.relation)
    return ""


def _are_same(one: Statement, other: Statement) -> bool:
    return (_is(one.a, other.a) and _is(one.b, other.b)) or (_is(one.a, other.b) and _is(one.b, other.a))


def _is(name: str, other: str) -> bool:
    """Whether two names may be one person's: all words of the one are in the other."""
    mine, theirs = set(name.lower().split()), set(other.lower().split())
    return bool(mine) and (mine <= theirs or theirs <= mine)


def _finding(said: Statement, fact: Fact) -> Finding:
    if fact.object:
        words = _(
            "Since chapter %(since)s it is noted: %(subject)s and %(object)s – %(relation)s. Here it reads “%(quote)s”."
        )
    else:
        words = _("Since chapter %(since)s it is noted: %(subject)s – %(relation)s. Here it reads “%(quote)s”.")
    told = words % {
        "since": fact.number or fact.since,
        "subject": fact.subject,
        "object": fact.object,
        "relation": wording(fact.relation),
        "quote": said.place.quote,
    }
    key = f"{fact.subject} {fact.relation} {fact.object} {said.what}".lower()
    return Finding(FACTS, said.place, told, key, other=fact.anchor, fact=fact.public_id)


def wording(relation: str) -> str:
    """A relation in words, as they stand behind one name or two."""
    return {
        SINGLE: _("single"),
        ENGAGED: _("engaged"),
        MARRIED: _("married"),
        DIVORCED: _("divorced"),
        WIDOWED: _("widowed"),
        SIBLING: _("brother or sister"),
        PARENT: _("parent and child"),
        CHILD: _("child and parent"),
        COUSIN: _("cousins"),
        DEAD: _("dead"),
        ALIVE: _("alive"),
    }[relation]
