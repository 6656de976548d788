"""The program for whoever runs the site: `python -m feuilleton COMMAND`, from a clone `bin/feuilleton COMMAND`.

Each command is a module of `ops` with `add_arguments(parser)` and `run(args) -> exit status`. Only the one asked for
is imported. What is said to people goes to standard error or is the command's answer on standard output.
"""

import argparse
import os
import sys
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

COMMANDS = {
    "serve": ("serving", _("start the archive: pages and background work")),
    "work": ("working", _("do background work only, beside servers that run elsewhere")),
    "inspect": ("inspecting", _("show what a manuscript file would become, without a database")),
    "import": ("importing", _("make a story or a chapter from a manuscript file")),
    "export": ("exporting", _("write a story as an EPUB or as plain text")),
    "demo": ("demonstrating", _("fill an empty archive with stories to try it with")),
    "migrate": ("migrating", _("bring the database up to date")),
    "archivist": ("appointing", _("make somebody an archivist, who keeps the house")),
    "bounce": ("bouncing", _("take in a mail server's report of a letter that came back")),
    "backup": ("backing_up", _("write one consistent file of a running archive")),
    "restore": ("restoring", _("put such a file back")),
}


def main() -> int:
    """Run the command and return its exit status; whatever goes wrong in the foreseeable way is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "feuilleton.config.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        return _say_why(error)
    args = _parser(sys.argv[1:2]).parse_args()
    return _run(args)


def _parser(asked: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="feuilleton",
        description=str(_("Feuilleton, a home for serial fiction.")),
        epilog=str(_("`feuilleton COMMAND --help` says more about each. Settings are read from FEUILLETON_….")),
    )
    commands = parser.add_subparsers(title=str(_("commands")), metavar=str(_("COMMAND")), required=True)
    for name, (module, words) in COMMANDS.items():
        command = commands.add_parser(name, help=str(words), formatter_class=argparse.RawDescriptionHelpFormatter)
        if [name] == asked:
            ops = import_module(f"feuilleton.ops.{module}")
            command.description = ops.__doc__
            ops.add_arguments(command)
            command.set_defaults(run=ops.run)
    return parser


def _run(args: argparse.Namespace) -> int:
    from django.db import DatabaseError

    from feuilleton.kit.errors import Refusal

    try:
        return int(args.run(args))
    except Refusal as refusal:
        return _say_why(refusal.words)
    except DatabaseError as error:
        return _say_why(_("The database says: %(words)s") % {"words": error})
    except BrokenPipeError:
        # Whoever read our output has had enough (`… | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        return _say_why(error)
    except KeyboardInterrupt:
        return 130


def _say_why(words: object) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
