"""`feuilleton export`: take a story out, in an open format."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.archive import speaking
from feuilleton.exporting import binding, epub, plain_text
from feuilleton.kit.errors import Refusal
from feuilleton.ops import preparing
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    import argparse

FORMATS = {"epub": epub, "txt": plain_text}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command is asked with."""
    parser.add_argument("story", metavar="PUBLIC_ID", help=_("the story's public id, as in its address"))
    parser.add_argument("--format", choices=sorted(FORMATS), required=True, help=_("what to write"))
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help=_("where to write it (standard output, if nowhere)")
    )


def run(args: argparse.Namespace) -> int:
    """Write the published chapters of the story. Refusal (and nothing is left half written) if it cannot be."""
    story = Story.objects.filter(public_id=args.story, removed_at=None).first()
    preparing.languages()
    with speaking.in_its_language():
        book = binding.bind(story, story.chapters.all()) if story else None
        made = FORMATS[args.format].write(book) if book else None
    if made is None:
        raise Refusal(_("There is no story %(id)s with anything published in it.") % {"id": args.story})
    if args.output is None:
        sys.stdout.buffer.write(made)
        return 0
    try:
        _write(args.output, made)
    except OSError as error:
        words = _("%(file)s cannot be written: %(why)s.")
        raise Refusal(words % {"file": args.output, "why": error.strerror}) from error
    return 0


def _write(path: Path, made: bytes) -> None:
    # Beside it first: whoever reads the file never finds half of it, and a full disk costs no older copy.
    with tempfile.NamedTemporaryFile(dir=path.resolve().parent, delete=False) as beside:
        try:
            beside.write(made)
            beside.flush()
            os.fchmod(beside.fileno(), 0o644)
            Path(beside.name).replace(path)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise
