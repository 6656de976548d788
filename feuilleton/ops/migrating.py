"""Bring the database up to date. `feuilleton serve` does so by itself at every start.

--check changes nothing, lists what is missing, and exits with 1 if anything is.
"""

import argparse
import json

from django.conf import settings
from django.utils.translation import gettext as _

from feuilleton.ops import preparing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--check, --json."""
    parser.add_argument("--check", action="store_true", help=_("only say what is missing"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(args: argparse.Namespace) -> int:
    """Migrate, or with --check only look."""
    preparing.folder(settings.DATA)
    pending = preparing.pending_migrations()
    if not args.check:
        preparing.database()
    if args.json:
        print(json.dumps({"pending" if args.check else "done": pending}))
    elif not pending:
        print(_("The database is up to date."))
    else:
        print(*pending, sep="\n")
    return 1 if args.check and pending else 0
