"""`feuilleton export`: take a story out, in an open format."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from feuilleton.exporting import binding, epub, plain_text
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    import argparse

FORMATS = {"epub": epub, "txt": plain_text}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command is asked with."""
    parser.add_argument("story", metavar="PUBLIC_ID", help="the story's public id, as in its address")
    parser.add_argument("--format", choices=sorted(FORMATS), required=True, help="what to write")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="where to write it (default: standard output)"
    )


def run(args: argparse.Namespace) -> int:
    """Write the published chapters of the story. 0 when it is written, 1 (and a sentence) when it cannot be."""
    story = Story.objects.filter(public_id=args.story, removed_at=None).first()
    book = binding.bind(story, story.chapters.all()) if story else None
    if book is None:
        print(f"There is no story {args.story} with anything published in it.", file=sys.stderr)
        return 1
    made = FORMATS[args.format].write(book)
    if args.output is None:
        sys.stdout.buffer.write(made)
        return 0
    try:
        _write(args.output, made)
    except OSError as error:
        print(f"{args.output} could not be written: {error.strerror}.", file=sys.stderr)
        return 1
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
