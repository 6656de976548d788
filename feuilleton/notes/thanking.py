"""Whom thanks go to for what was mended, by name and in number. Pages, books and metadata all ask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from feuilleton.kit.prepared import Prepared
from feuilleton.notes.models import Credit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class Name(NamedTuple):
    """A pen name that thanks are said to. `touch`: what a page that has it was made from."""

    name: str
    public_id: str
    touch: str


@dataclass(frozen=True, slots=True)
class Thanks:
    """The names of readers, each once, who found something first before who found it again; and how many have none.

    Whoever is named here does not count among the unnamed. Those who have left count as one: nobody knows any more
    how many they were.
    """

    names: tuple[Name, ...] = ()
    unnamed: int = 0

    def __bool__(self) -> bool:
        return bool(self.names or self.unnamed)


def of_chapter(chapter: int) -> Thanks:
    """For what was mended in the chapter with this key; nobody where its authors show no thanks."""
    return _thanks(_of_chapter(chapter=chapter))


def of_story(story: int) -> Thanks:
    """For all that was mended in the chapters that readers have of the story with this key."""
    return _thanks(_of_story(story=story))


def by_chapter(story: int) -> dict[int, Thanks]:
    """The same for each chapter by itself, by its key, in reading order; only those where somebody is to be thanked."""
    rows: dict[int, list[Any]] = {}
    for row in sorted(_of_story(story=story), key=lambda row: row[1:3]):
        rows.setdefault(row[2], []).append(row)
    of_each = {chapter: _thanks(sorted(found, key=_first_first)) for chapter, found in rows.items()}
    return {chapter: thanks for chapter, thanks in of_each.items() if thanks}


def _thanks(rows: Iterable[Any]) -> Thanks:
    names: dict[Name, None] = {}
    named, unnamed = set(), set()
    for _note, _place, _chapter, _is_first, user, names_me, *name in rows:
        if names_me and name[0] is not None:
            names[Name(name[0], name[1], f"person:{name[2]}")] = None
            named.add(user)
        else:
            unnamed.add(user)
    return Thanks(tuple(names), len(unnamed - named))


def _first_first(row: Any) -> tuple[bool, int]:
    return not row[3], row[0]


def _rows(credits: QuerySet[Credit]) -> QuerySet[Any, Any]:
    return credits.order_by("-is_first", "note_id").values_list(
        *("note_id", "chapter__position", "chapter_id", "is_first", "note__user_id", "note__names_me"),
        *("note__pen_name__name", "note__pen_name__public_id", "note__pen_name_id"),
    )


_of_chapter = Prepared(lambda chapter: _rows(Credit.objects.shown().filter(chapter=chapter)))
_of_story = Prepared(lambda story: _rows(Credit.objects.shown().of_readable_chapters().filter(story=story)))
