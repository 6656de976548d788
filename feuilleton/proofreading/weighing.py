"""A place in a row of classes: what is before and behind it in its sentence, and whether it is better left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.proofreading.wordclasses import END, START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.proofreading.likelihood import Table


def gain_without(names: Sequence[str], at: int, table: Table) -> float:
    """How much likelier the sentence is without this word, beyond what any word costs."""
    ahead, behind = before(names, at), after(names, at)
    return table.cost([*ahead, names[at], *behind]) - table.cost([*ahead, *behind]) - table.rarity(names[at])


def before(names: Sequence[str], at: int) -> list[str]:
    """The two classes before this place in its sentence; its beginning counts as one."""
    found: list[str] = []
    for name in reversed(names[max(0, at - 2) : at]):
        if name in (END, "…"):
            break
        found.insert(0, name)
    return [START] * (2 - len(found)) + found


def after(names: Sequence[str], at: int) -> list[str]:
    """The two classes behind this place, if the sentence has as many."""
    found: list[str] = []
    for name in names[at + 1 : at + 3]:
        if name == "…":
            break
        found.append(name)
        if name == END:
            break
    return found
