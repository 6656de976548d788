"""Reviews as they are read: values, in threads, drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef
from markupsafe import Markup

from feuilleton.kit.prepared import Prepared
from feuilleton.reviews import models, spoiling
from feuilleton.reviews.models import Review
from feuilleton.web import fixed

if TYPE_CHECKING:
    from feuilleton.web.cards import Person

A_PAGE = 30
"""How many reviews stand on a page; their answers are not counted."""

FIELDS = (
    *("pk", "root_id", "public_id", "chapter_id", "user_id", "pen_name_id", "pen_name__public_id", "pen_name__name"),
    *("guest_name", "html", "state", "held_why", "hidden_by", "hidden_reason", "hidden_at", "made_at", "edited_at"),
)

ANSWER, ELSEWHERE, OWN, CHANGE, JUDGE, HOME, REPORT = "a", "e", "o", "c", "j", "h", "r"
"""What a visitor may do with a review: answer it in place, or on its own page; delete it, and change it; judge it, at
home as an author of the story; report it."""


class Row(NamedTuple):
    """A review as the database gives it."""

    key: int
    root: int | None
    public_id: str
    chapter: int | None
    user: int | None
    pen_name: int | None
    person: str | None
    name: str | None
    guest_name: str
    html: str
    state: str
    held_why: str
    hidden_by: str
    hidden_reason: str
    hidden_at: datetime | None
    made_at: datetime
    edited_at: datetime | None


class Said(NamedTuple):
    """What is shown of a review. Hashable: `fixed.reviews` remembers how it looks."""

    public_id: str
    person: str
    name: str
    is_guest: bool
    is_by_author: bool
    is_answer: bool
    html: str
    state: str
    held_why: str
    hidden_by: str
    hidden_reason: str
    made_at: datetime
    edited_at: datetime | None
    acts: str


class Threads(NamedTuple):
    """Some threads in order, the older first, and whether there are earlier ones."""

    heads: list[Row]
    answers: dict[int, list[Row]]
    has_earlier: bool

    @property
    def rows(self) -> Iterable[Row]:
        return (row for head in self.heads for row in (head, *self.answers.get(head.key, ())))

    @property
    def touches(self) -> set[str]:
        """Those who sign: their names stand on the page."""
        return {f"person:{row.pen_name}" for row in self.rows if row.pen_name}


NONE = Threads([], {}, has_earlier=False)


class Reader(NamedTuple):
    """For whom threads are read and drawn: their key (None for a stranger), what they may do under whose story, and
    the keys of those with a block between them. `answers_elsewhere`: they may answer, once they have signed in.
    `is_closed`: nothing new is said here but what authors answer, so nothing else can be changed either."""

    user: int | None = None
    may_answer: bool = False
    answers_elsewhere: bool = False
    may_judge: bool = False
    is_author: bool = False
    is_closed: bool = False
    apart: tuple[int, ...] = ()

    def acts(self, row: Row) -> str:
        if row.state == models.DELETED:
            return ""
        is_own = self.user is not None and row.user == self.user
        answer = ANSWER * self.may_answer or ELSEWHERE * self.answers_elsewhere
        if is_own:
            may_change = not self.is_closed or (self.is_author and row.root is not None)
            return answer + OWN + CHANGE * may_change
        return answer + (JUDGE + HOME * self.is_author if self.may_judge else REPORT)


def of_chapter(chapter: int, reader: Reader, number: int = 1) -> Threads:
    """The threads below a chapter: the newest thirty on the first page, on each later one those before them."""
    ask = _below if number == 1 else _below.afresh
    return _with_answers(ask(number, *_shape(reader), chapter=chapter, **_values(reader)), reader, A_PAGE)


def of_story(story: int, reader: Reader, most: int) -> Threads:
    """The newest threads about a whole story, so many at most."""
    return _with_answers(_of_whole(most, *_shape(reader), story=story, **_values(reader)), reader, most)


def of_head(head: int, reader: Reader) -> Threads:
    """One thread whole; empty when its head is not for them."""
    heads = Review.objects.in_threads_for(reader.user, judges=reader.may_judge, apart=reader.apart).filter(pk=head)
    return of_heads(heads.values_list(*FIELDS), reader)


def of_heads(found: Iterable[Any], reader: Reader) -> Threads:
    """The threads of these heads, read as FIELDS, in their order."""
    heads = [Row(*row) for row in found]
    return Threads(heads, _answers_to([head.key for head in heads], reader), has_earlier=False)


def said_alone(review: Review) -> Said:
    """A review just written, as its writer sees it."""
    row = Row(*Review.objects.filter(pk=review.pk).values_list(*FIELDS).get())
    return said(row, set(), OWN + CHANGE if row.user else "")


def draw(rows: Iterable[Row], reader: Reader, authors: Iterable[Person]) -> Markup:
    """The rows one after the other; `authors` are those of the story."""
    names = {author.public_id for author in authors}
    return fixed.reviews([said(row, names, reader.acts(row)) for row in rows])


def said(row: Row, authors: set[str], acts: str) -> Said:
    return Said(
        public_id=row.public_id,
        person=row.person or "",
        name=row.name or row.guest_name,
        is_guest=bool(row.guest_name),
        is_by_author=row.person in authors,
        is_answer=row.root is not None,
        html=spoiling.shown(row.html),
        state=row.state,
        held_why=row.held_why,
        hidden_by=row.hidden_by if row.hidden_at else "",
        hidden_reason=row.hidden_reason,
        made_at=row.made_at,
        edited_at=row.edited_at,
        acts=acts,
    )


def _with_answers(found: list[Any], reader: Reader, most: int) -> Threads:
    """The threads of heads that were asked for newest first, one more than `most`, each with whether it is answered."""
    shown = found[:most][::-1]
    answered = [row[0] for row in shown if row[-1]]
    return Threads([Row(*row[:-1]) for row in shown], _answers_to(answered, reader), has_earlier=len(found) > most)


def _answers_to(heads: list[int], reader: Reader) -> dict[int, list[Row]]:
    answers = defaultdict(list)
    for row in _answers(*_shape(reader), heads=heads, **_values(reader)) if heads else ():
        answers[row[1]].append(Row(*row))
    return answers


def _shape(reader: Reader) -> tuple[bool, bool]:
    return reader.user is not None, reader.may_judge


def _values(reader: Reader) -> dict[str, Any]:
    """What only fills places of a query. Who judges sees all: the query does not ask who they are."""
    user = {"user": reader.user} if reader.user is not None and not reader.may_judge else {}
    return user | ({"apart": list(reader.apart)} if reader.apart else {})


def _seen(judges: bool, user: int | None, apart: Any) -> Any:
    return Review.objects.in_threads_for(user, judges=judges, apart=apart)


def _heads(place: dict[str, Any], number: int, most: int, seen: Any) -> Any:
    # One head more than is shown tells whether there are earlier ones.
    is_answered = Exists(Review.objects.filter(root=OuterRef("pk")))
    first = (number - 1) * most
    return seen.heads().filter(**place).newest_first().values_list(*FIELDS, is_answered)[first : first + most + 1]


_below = Prepared(
    lambda number, _is_member, judges, chapter, user=None, apart=(): _heads(
        {"chapter": chapter}, number, A_PAGE, _seen(judges, user, apart)
    )
)
_of_whole = Prepared(
    lambda most, _is_member, judges, story, user=None, apart=(): _heads(
        {"story": story, "chapter": None}, 1, most, _seen(judges, user, apart)
    )
)
_answers = Prepared(
    lambda _is_member, judges, heads, user=None, apart=(): (
        _seen(judges, user, apart).filter(root__in=heads).oldest_first().values_list(*FIELDS)
    )
)
