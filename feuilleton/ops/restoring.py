"""Put a backup back in the place of what is there. Stop the server first.

A file that is damaged, foreign, or of a newer release is refused before anything is touched. What was there before is
kept in the data folder as `before-restore`, itself such a file.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.ops import backing_up, bundling, copying, holding, preparing

KEPT = "before-restore"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, --json."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("a file that `feuilleton backup` wrote"))
    parser.add_argument("--json", action="store_true", help=_("print the file's manifest"))


def run(args: argparse.Namespace) -> int:
    """Check the file, keep what is there, put back what is in it."""
    if not args.file.is_file():
        raise Refusal(_("There is no file %(file)s.") % {"file": args.file})
    data: Path = settings.DATA
    preparing.folder(data)
    held = holding.alone(data)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as folder:
        parts = Path(folder)
        _tell(_("Checking the file …"))
        manifest = bundling.unpack(args.file, parts)
        _check(manifest, parts)
        _keep_what_is_there(data)
        _tell(_("Putting it back …"))
        copying.put_back(parts / "database")
        for name in ("secret", "logins"):
            _put_back(parts / name, data / name)
    _forget_what_was_made_from_it(data)
    os.close(held)
    print(
        json.dumps(manifest)
        if args.json
        else _("The archive is as it was on %(when)s.") % {"when": _said(manifest["made_at"])}
    )
    return 0


def _check(manifest: dict[str, Any], parts: Path) -> None:
    if manifest["engine"] != connection.vendor:
        raise Refusal(
            _("This is a backup of a %(theirs)s database, and this archive uses %(ours)s.")
            % {"theirs": manifest["engine"], "ours": connection.vendor}
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}
    unknown = sorted(set(manifest["migrations"]) - known)
    if unknown:
        raise Refusal(_("This backup was made by a newer Feuilleton (it knows %(what)s).") % {"what": unknown[0]})
    copying.check(parts / "database")
    if copying.others_connected():
        raise Refusal(_("Other programs are connected to the database. Stop the servers and workers first."))


def _keep_what_is_there(data: Path) -> None:
    try:
        if preparing.has_tables():
            _tell(_("Keeping what is there in %(file)s …") % {"file": data / KEPT})
            backing_up.write(data / KEPT, data=data, at=timezone.now())
    except DatabaseError:
        # Too damaged to be read: the files themselves are kept.
        connection.close()
        for file in data.glob("archive.sqlite3*"):
            if file.suffix != ".queue":
                file.rename(data / f"{KEPT}-{file.name}")


def _put_back(part: Path, place: Path) -> None:
    if part.exists():
        part.replace(place)
    else:
        place.unlink(missing_ok=True)


def _forget_what_was_made_from_it(data: Path) -> None:
    for file in [*data.glob("pages.sqlite3*"), data / "news"]:
        file.unlink(missing_ok=True)


def _said(made_at: str) -> str:
    return f"{datetime.fromisoformat(made_at).astimezone(UTC):%Y-%m-%d, %H:%M:%S} UTC"


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
