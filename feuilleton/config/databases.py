"""Which database: SQLite in the data folder, or the PostgreSQL that `FEUILLETON_DATABASE` names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL: readers and the one writer do not wait for each other. FULL: an acknowledged save outlives a power cut.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864"


def sqlite(path: Path) -> dict[str, Any]:
    """One file. Every transaction may write, so that none is refused half-way."""
    return {
        "ENGINE": "feuilleton.kit.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,  # opening the file and telling it the pragmas costs as much as three queries
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }


def postgresql(address: str, *, connections: int) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=…`. What is left out, libpq takes from `PGHOST` and the like.

    A folder of sockets is written as the host, percent-encoded. ValueError when it is another kind of address.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("FEUILLETON_DATABASE must be empty or begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            **dict(parse_qsl(parts.query)),
            "pool": {"min_size": 0, "max_size": connections, "timeout": 20},
        },
    }
