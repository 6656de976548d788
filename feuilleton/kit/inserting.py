"""New rows, stored as `save(force_insert=True)` and `bulk_create` store them, by SQL that is written once a table.

Django writes the SQL of every insert anew, which costs several times what the database needs for it. For rows that a
reader waits for: what is recorded when a chapter is published or a review posted.
"""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import JSONField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Field, Model


def insert(row: Model) -> None:
    """Store a new row and give it its key, in the default database.

    Values are plain ones, no expressions; no signals are sent. Raises what the database does (IntegrityError).
    """
    table = _table(type(row))
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(f"{table.sql} RETURNING {table.key}", table.values(row, database))
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_all(rows: Iterable[Model]) -> None:
    """Store new rows of one table, whose keys nobody asks for. Nothing is asked of the database for no rows."""
    rows = list(rows)
    if not rows:
        return
    table = _table(type(rows[0]))
    database = connections[DEFAULT_DB_ALIAS]
    places = f", {table.places}" * (len(rows) - 1)
    with database.cursor() as cursor:
        cursor.execute(table.sql + places, [value for row in rows for value in table.values(row, database)])


class _Table:
    """How a row of a model is stored, but for its key."""

    def __init__(self, model: type[Model]) -> None:
        meta, quote = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
        self._fields = [field for field in meta.local_concrete_fields if not field.primary_key]
        columns = ", ".join(quote(str(field.column)) for field in self._fields)
        self.places = f"({', '.join(['%s'] * len(self._fields))})"
        self.sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {self.places}"  # noqa: S608
        self.key = quote(str(meta.pk.column))

    def values(self, row: Model, database: BaseDatabaseWrapper) -> list[Any]:
        return [_value(field, field.pre_save(row, add=True), database) for field in self._fields]


def _value(field: Field[Any, Any], value: Any, database: BaseDatabaseWrapper) -> Any:
    # What the database takes as it is need not be asked about.
    if type(value) in (int, str, NoneType) and not isinstance(field, JSONField):
        return value
    return field.get_db_prep_save(value, database)


_table = cache(_Table)
