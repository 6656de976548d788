"""Write one consistent file of a running archive. Nobody has to stop writing.

The file holds the database and the secret, so keep it where only you can read it, and off this machine.
"""

import argparse
import json
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.ops import bundling, copying, holding, preparing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, --json."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help=_("where to write it; a file there is replaced at the end")
    )
    parser.add_argument("--json", action="store_true", help=_("print the file's manifest"))


def run(args: argparse.Namespace) -> int:
    """Write the file and say how large it is."""
    if not args.file.absolute().parent.is_dir():
        raise Refusal(_("There is no folder %(folder)s.") % {"folder": args.file.absolute().parent})
    if settings.DATA.is_dir():
        holding.together(settings.DATA)
    manifest = write(args.file, data=settings.DATA, at=timezone.now(), tell=_tell)
    if args.json:
        print(json.dumps(manifest))
    else:
        size = filesizeformat(args.file.stat().st_size)
        print(_("%(file)s holds the whole archive (%(size)s).") % {"file": args.file, "size": size})
    return 0


def write(file: Path, *, data: Path, at: datetime, tell: Any = lambda words: None) -> dict[str, Any]:
    """Write the archive as it is at one moment into the file and return its manifest. Refusal if there is none."""
    if not preparing.has_tables():
        raise Refusal(_("There is no archive in %(data)s yet.") % {"data": data})
    secret = preparing.read_secret(data)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as folder:
        parts = Path(folder)
        tell(_("Copying the database …"))
        copying.copy_to(parts / "database")
        if secret:
            (parts / "secret").write_text(secret + "\n")
        if (data / "logins").is_file():
            shutil.copyfile(data / "logins", parts / "logins")
        tell(_("Writing the file …"))
        about = {
            "made_at": at.isoformat(),
            "engine": connection.vendor,
            "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        }
        return bundling.pack(sorted(parts.iterdir()), about, file)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
