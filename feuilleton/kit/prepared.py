"""Queries that are asked over and over: Django writes the SQL once, later asks only fill in the values.

Writing the SQL of a query of the ORM costs several times what the database needs to answer it (on the chapter page,
two thirds of the whole request). A prepared query is said in the same words (`visible_to(visitor)` and the others),
once for each shape; rows come back as the queryset would give them.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models.expressions import Col
from django.db.models.query import ValuesListIterable
from django.db.transaction import TransactionManagementError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from django.db.models import QuerySet

    Value = str | int | list[int] | list[str]

_PLACE = re.compile(r"(?<!%)%s")
_FIRST_NUMBER = -(2**52)  # no key of ours, and still within 64 bits


class Prepared:
    """A query said by `say(*shape, **values) -> QuerySet`.

    `shape`: hashable words that change the SQL; the query is written once for each. `values`: strings, whole numbers
    or lists of either, that only fill its places. `say` must hand every value on to a filter as it is: it is
    called with stand-ins, once for each shape, and never with the values themselves. Raises RuntimeError if one does
    not arrive; TransactionManagementError for one that locks rows, asked outside a transaction, on SQLite, too.

    Leans on what `SQLCompiler` and the iterables of `django.db.models.query` keep in attributes; a test pins that.
    """

    def __init__(self, say: Callable[..., QuerySet[Any, Any]]) -> None:
        self._say = say
        self._written: dict[Hashable, _Written | None] = {}

    def __call__(self, *shape: Hashable, **values: Value) -> list[Any]:
        """The rows, as a list."""
        lengths = tuple(len(value) if isinstance(value, list) else -1 for value in values.values())
        key = (shape, lengths)
        if key not in self._written:
            self._written[key] = _write(self._say, shape, values)
        written = self._written[key]
        return written.ask(values) if written else []

    def afresh(self, *shape: Hashable, **values: Value) -> list[Any]:
        """The rows, by a query that is not remembered: for shapes that hardly anybody asks for."""
        return list(self._say(*shape, **values))

    def first(self, *shape: Hashable, **values: Value) -> Any | None:
        """The first row, or None."""
        rows = self(*shape, **values)
        return rows[0] if rows else None


class _Written:
    """The SQL of one shape, and in which of its places which value goes."""

    def __init__(self, queryset: QuerySet[Any, Any], stand_ins: dict[str, Any]) -> None:
        self.queryset = queryset
        self.compiler: Any = queryset.query.get_compiler(using=queryset.db)
        self.sql, params = self.compiler.as_sql()
        columns = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        converters = self.compiler.get_converters(columns).items()
        # A column of a table that is empty stays so; what is computed may be otherwise (no rows counted are 0).
        self.converters = [(at, how, of, isinstance(of, Col)) for at, (how, of) in converters]
        self.places = [(param, _name_of(param, stand_ins)) for param in params]
        arrived = {name for _param, name in self.places}
        if missing := [name for name in _names(stand_ins) if name not in arrived]:
            raise RuntimeError(f"A prepared query does not hand on {missing} as it is.")
        if connections[queryset.db].vendor == "sqlite":
            self.sql, self.places = _with_constants(self.sql, self.places)

    def ask(self, values: dict[str, Value]) -> list[Any]:
        connection = connections[self.queryset.db]
        if self.queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("Rows cannot be locked outside of a transaction.")
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [param if name is None else _value(values, name) for param, name in self.places])
            rows = self._converted(cursor.fetchall(), connection)
        kind: Any = self.queryset._iterable_class
        if kind is ValuesListIterable:
            return rows
        compiler = copy.copy(self.compiler)
        compiler.execute_sql = lambda *_args, **_more: [rows]
        compiler.results_iter = lambda *_args, **_more: iter(rows)
        return list(kind(_Asked(self.queryset, compiler)))

    def _converted(self, rows: list[Any], connection: Any) -> list[Any]:
        """As `SQLCompiler.apply_converters`, a column at a time: most need nothing, and most places are empty."""
        if not rows or not self.converters:
            return rows
        columns: list[Any] = list(zip(*rows, strict=True))
        for at, converters, expression, stays_none in self.converters:
            for convert in converters:
                columns[at] = [
                    None if value is None and stays_none else convert(value, expression, connection)
                    for value in columns[at]
                ]
        return list(zip(*columns, strict=True))


def _with_constants(sql: str, places: list[Any]) -> tuple[str, list[Any]]:
    """The SQL with what is always the same written into it, and the places that are left.

    SQLite plans a query anew each time it is given a value that may decide whether a partial index can be used
    (`state = ?` where an index says `state = 'held'`): as much work as asking it.
    """
    first, *rest = _PLACE.split(sql)
    written, left = [first], []
    for (param, name), after in zip(places, rest, strict=True):
        if name is None and type(param) in (int, bool):
            written.append(str(int(param)))
        elif name is None and type(param) is str and "\0" not in param:
            written.append("'" + param.replace("'", "''").replace("%", "%%") + "'")
        else:
            written.append("%s")
            left.append((param, name))
        written.append(after)
    return "".join(written), left


class _Asked:
    """What an iterable reads of its queryset, with the compiler that has been told its values."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.db = queryset.db
        self.model = queryset.model
        self._fields = queryset._fields
        self.query = _Query(queryset.query, compiler)


class _Query:
    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_args: object, **_more: object) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def _write(say: Callable[..., QuerySet[Any, Any]], shape: Iterable[Any], values: dict[str, Value]) -> _Written | None:
    stand_ins: dict[str, Any] = {}
    for number, (name, value) in enumerate(values.items()):
        first = _FIRST_NUMBER + number * 10_000
        if isinstance(value, list):
            numbers = range(first, first + len(value))
            are_words = value and isinstance(value[0], str)
            stand_ins[name] = [f"\x01{number}\x01" for number in numbers] if are_words else list(numbers)
        else:
            stand_ins[name] = first if isinstance(value, int) else f"\x01{name}\x01"
    try:
        return _Written(say(*shape, **stand_ins), stand_ins)
    except EmptyResultSet:
        return None


def _names(stand_ins: dict[str, Any]) -> list[tuple[str, int]]:
    """Every value by its name and its place in a list (0 for what is none)."""
    return [
        (name, place)
        for name, stand_in in stand_ins.items()
        for place in range(len(stand_in) if isinstance(stand_in, list) else 1)
    ]


def _name_of(param: Any, stand_ins: dict[str, Any]) -> tuple[str, int] | None:
    for name, place in _names(stand_ins):
        stand_in = stand_ins[name]
        # For PostgreSQL whole numbers are wrapped, by how wide their column is.
        if isinstance(param, int | str) and param == (stand_in[place] if isinstance(stand_in, list) else stand_in):
            return name, place
    return None


def _value(values: dict[str, Value], name: tuple[str, int]) -> str | int:
    value = values[name[0]]
    return value[name[1]] if isinstance(value, list) else value
