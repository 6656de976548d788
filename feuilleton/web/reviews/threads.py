"""Reviews as they are read: values, in threads, drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from markupsafe import Markup

from feuilleton.accounts import visiting
from feuilleton.kit.prepared import Prepared
from feuilleton.reviews import models, spoiling
from feuilleton.reviews.models import Review
from feuilleton.web import fixed

if TYPE_CHECKING:
    from feuilleton.accounts.visiting import Visitor
    from feuilleton.web.cards import Person

A_PAGE = 30
"""How many reviews stand on a page; their answers are not counted."""

FIELDS = (
    *("pk", "root_id", "public_id", "chapter_id", "user_id", "pen_name_id", "pen_name__public_id", "pen_name__name"),
    *("guest_name", "html", "state", "held_why", "hidden_by", "hidden_reason", "hidden_at", "made_at", "edited_at"),
)

ANSWER, OWN, JUDGE = "a", "o", "j"
"""What a visitor may do with a review: answer it in place, change and delete it, judge it."""


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
    """What is shown of a review. Hashable: `fixed.review` remembers how it looks."""

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


class Reader(NamedTuple):
    """For whom threads are drawn: their key, and what they may do under whose story."""

    user: int | None
    may_answer: bool
    may_judge: bool

    def acts(self, row: Row) -> str:
        if row.state == models.DELETED:
            return ""
        is_own = self.user is not None and row.user == self.user
        return ANSWER * self.may_answer + OWN * is_own + JUDGE * (self.may_judge and not is_own)


def of_chapter(chapter: int, visitor: Visitor, number: int = 1) -> Threads:
    """The threads below a chapter: the newest thirty on the first page, on each later one those before them."""
    if number == 1:
        return _threads(_below(1, visitor.kind, chapter=chapter, **key_of(visitor)))
    return _threads(_below.afresh(number, visitor.kind, chapter=chapter, **key_of(visitor)))


def of_story(story: int, visitor: Visitor, most: int) -> Threads:
    """The newest threads about a whole story, so many at most."""
    return _threads(_of_whole(most, visitor.kind, story=story, **key_of(visitor)), most)


def of_head(head: int, visitor: Visitor) -> Threads:
    """One thread whole."""
    rows = Review.objects.said_to(visitor).filter(Q(pk=head) | Q(root=head)).oldest_first()
    return _threads(list(rows.values_list(*FIELDS)))


def said_alone(review: Review) -> Said:
    """A review just written, as its writer sees it."""
    row = Row(*Review.objects.filter(pk=review.pk).values_list(*FIELDS).get())
    return said(row, set(), OWN if row.user else "")


def reader(visitor: Visitor, *, may_answer: bool, may_judge: bool) -> Reader:
    """The visitor as a reader of threads. Whoever judges may answer where others no longer can."""
    if visitor.user is None:
        return Reader(None, may_answer=False, may_judge=False)
    return Reader(visitor.user.pk, may_answer or may_judge, may_judge)


def of_heads(heads: Sequence[Row], visitor: Visitor) -> Threads:
    """The threads of these heads, in their order."""
    rows = Review.objects.said_to(visitor).filter(root__in=[head.key for head in heads]).oldest_first()
    return Threads(list(heads), _by_head(Row(*row) for row in rows.values_list(*FIELDS)), has_earlier=False)


def draw(rows: Iterable[Row], reader: Reader, authors: Iterable[Person]) -> Markup:
    """The rows one after the other; `authors` are those of the story."""
    names = {author.public_id for author in authors}
    return Markup("").join([fixed.review(said(row, names, reader.acts(row))) for row in rows])


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


def _threads(found: list[Any], most: int = A_PAGE) -> Threads:
    rows = [Row(*row) for row in found]
    heads = [row for row in rows if row.root is None]
    return Threads(heads[-most:], _by_head(rows), has_earlier=len(heads) > most)


def _by_head(rows: Iterable[Row]) -> dict[int, list[Row]]:
    answers = defaultdict(list)
    for row in rows:
        if row.root is not None:
            answers[row.root].append(row)
    return answers


def key_of(visitor: Visitor) -> dict[str, int]:
    """Who they are, for a prepared query that begins with `said_to`: one who moderates is not asked for."""
    return {} if visitor.may_moderate else visitor.key


def _page(place: dict[str, Any], number: int, most: int, kind: visiting.Kind, **key: int) -> Any:
    # One head more than is shown tells whether there are earlier ones.
    reviews = Review.objects.said_to(visiting.like(kind, **key))
    first = (number - 1) * most
    heads = reviews.heads().filter(**place).newest_first().values("pk")[first : first + most + 1]
    return reviews.filter(Q(pk__in=heads) | Q(root__in=heads)).oldest_first().values_list(*FIELDS)


_below = Prepared(lambda number, kind, chapter, **key: _page({"chapter": chapter}, number, A_PAGE, kind, **key))
_of_whole = Prepared(lambda most, kind, story, **key: _page({"story": story, "chapter": None}, 1, most, kind, **key))
