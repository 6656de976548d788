"""Long lists, twenty to a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

Row = TypeVar("Row")
A_PAGE = 20
LAST = 100_000


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """One page of a list: its rows, its number, the number of the last page, and how many rows there are in all."""

    rows: Sequence[Row]
    number: int
    last: int
    count: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


def page_of(request: HttpRequest, rows: QuerySet[Any, Row], *, each: int = A_PAGE) -> Paged[Row]:
    """The page of a list that `?page=` asks for, the first when it does not ask. A page that is not there is a 404.

    The rows must come in an order that is the same every time: end it with `id`.
    """
    return page_between(request, rows.count, lambda first, end: list(rows[first:end]), each=each)


def page_between(
    request: HttpRequest, count_of: Callable[[], int], between: Callable[[int, int], list[Row]], *, each: int = A_PAGE
) -> Paged[Row]:
    """As `page_of`, for rows that are asked for otherwise: `between(first, end)` as a slice of them."""
    number = _number(request.GET.get("page", "1"))
    count = count_of()
    last = _last(number, count, each)
    return Paged(between((number - 1) * each, number * each), number, last, count)


def page_counted(
    request: HttpRequest, counted: Callable[[int, int], tuple[list[Row], int]], *, each: int = A_PAGE
) -> Paged[Row]:
    """As `page_of`, where one question gives a slice of the rows and how many there are in all.

    `counted(first, end)` may say 0 with a slice that is empty.
    """
    number = _number(request.GET.get("page", "1"))
    rows, count = counted((number - 1) * each, number * each)
    last = _last(number, count, each)
    return Paged(rows, number, last, count)


def _last(number: int, count: int, each: int) -> int:
    """The number of the last page of so many rows; 404 if the one asked for is later."""
    last = max(1, min(LAST, -(-count // each)))
    if number > last:
        raise Http404
    return last


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= 6 and said[0] != "0"):
        raise Http404
    return int(said)
