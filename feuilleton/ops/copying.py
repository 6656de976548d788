"""How each kind of database is copied whole: out of a running archive, and back in the place of what is there.

SQLite: VACUUM INTO, which reads one moment without holding writers up (the stepped backup API starts over under
load). PostgreSQL: pg_dump and psql, from the same distribution as the server.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal


def copy_to(path: Path) -> None:
    """Write the database as it is at one moment into a new file. Refusal when the tools for it fail."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
    else:
        _run("pg_dump", "--format=custom", f"--file={path}")


def check(path: Path) -> None:
    """Refusal if the copied database is damaged."""
    if connection.vendor == "sqlite":
        _check_sqlite(path)
    else:
        _run("pg_restore", f"--file={os.devnull}", str(path), database=False)


def put_back(path: Path) -> None:
    """Replace the database by the copy, all of it or nothing. `path` may be gone afterwards."""
    if connection.vendor == "sqlite":
        _put_back_sqlite(path)
    else:
        _put_back_postgresql(path)


def others_connected() -> bool:
    """Whether other programs are connected to a PostgreSQL database. (Who uses a SQLite one is known by `holding`.)"""
    if connection.vendor == "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return bool(cursor.fetchone()[0])


def _check_sqlite(path: Path) -> None:
    # A file nobody else has open, so this process may.
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
            found += [f"{row[0]} → {row[2]}" for row in copy.execute("PRAGMA foreign_key_check").fetchmany(3)]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        raise Refusal(_("The database in this backup is damaged: %(what)s") % {"what": "; ".join(found)})


def _put_back_sqlite(path: Path) -> None:
    place = Path(connection.settings_dict["NAME"])
    connection.close()
    # The last to close a database has emptied its write-ahead log. One that is there still belongs to a damaged
    # database, and would be played into the new one.
    for end in ("-wal", "-shm"):
        Path(f"{place}{end}").unlink(missing_ok=True)
    path.replace(place)


def _put_back_postgresql(path: Path) -> None:
    script = path.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(path), database=False)
    connection.close()
    _run(
        *("psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"),
        *("--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public;", f"--file={script}"),
    )


def _run(program: str, *arguments: str, database: bool = True) -> None:
    if not shutil.which(program):
        raise Refusal(_("%(program)s is missing. It comes with PostgreSQL's client.") % {"program": program})
    done = subprocess.run(
        [program, *arguments],
        env={**os.environ, **(_libpq() if database else {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refusal(_("%(program)s failed: %(words)s") % {"program": program, "words": done.stderr.strip()})


def _libpq() -> dict[str, str]:
    told = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}
    names = {name: str(connection.settings_dict[key]) for key, name in told.items() if connection.settings_dict[key]}
    sslmode = connection.settings_dict["OPTIONS"].get("sslmode")
    return {**names, **({"PGSSLMODE": sslmode} if sslmode else {})}
