"""Time zones to choose from, in the order of a map's index."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

# Names that are there for old programs: offsets, and places whose zone has a newer name of the Area/City kind.
_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def options() -> list[tuple[str, str]]:
    """Pairs of a zone's name and its words: `Europe/Vienna` is “Europe, Vienna”; UTC first."""
    known = sorted(name for name in available_timezones() if name.split("/")[0] in _AREAS)
    return [("UTC", "UTC"), *((name, name.replace("_", " ").replace("/", ", ")) for name in known)]


def is_known(name: str) -> bool:
    return name in dict(options())
