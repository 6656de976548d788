"""Lists of words, written as one writes them down."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a list that is parted by blanks."""
    return frozenset(listed.split())
