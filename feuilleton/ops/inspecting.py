"""`feuilleton inspect FILE`: what a manuscript would become, without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.importing import decoding, formats, manuscripts, recognising
from feuilleton.importing.proposal import Chapter, Proposal
from feuilleton.kit.errors import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the command line after `inspect`."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("a manuscript: plain text, Markdown or HTML"))
    parser.add_argument("--json", action="store_true", dest="as_json", help=_("print one JSON object and nothing else"))
    parser.add_argument("--charset", default="", help=_("the charset it is written in, if the guess is wrong"))
    parser.add_argument("--format", default="", choices=formats.FORMATS, help=_("its format, if the guess is wrong"))


def run(args: argparse.Namespace) -> int:
    """0, or 1 when the file cannot be read; why stands on standard error."""
    return inspect(args.file, as_json=args.as_json, out=sys.stdout, charset=args.charset, format=args.format)


def inspect(path: Path, *, as_json: bool, out: TextIO, charset: str = "", format: str = "") -> int:
    """Print to `out` what the file at `path` would become: as sentences, or as the JSON that programs read."""
    try:
        # One byte more than is allowed is enough to refuse it.
        with Path(path).open("rb") as file:
            data = file.read(decoding.MOST_BYTES + 1)
        manuscript = manuscripts.read(data, name=Path(path).name, charset=charset, format=format)
        proposal = recognising.recognise(manuscript)
    except OSError as problem:
        print(f"{path}: {problem.strerror}", file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(f"{path}: {refusal.words}", file=sys.stderr)
        return 1
    if as_json:
        # ASCII only: the terminal's own charset cannot break it.
        json.dump(proposal.as_json(), out, indent=2)
        out.write("\n")
    else:
        out.write("\n".join(_told(proposal)) + "\n")
    return 0


def _told(proposal: Proposal) -> list[str]:
    manuscript = proposal.manuscript
    rows = [
        (_("Read as"), f"{manuscript.format}, {manuscript.charset}"),
        (_("Title"), proposal.title),
        (_("Pen name"), proposal.pen_name),
        (_("Summary"), proposal.summary),
        (_("Disclaimer"), proposal.disclaimer),
        (_("Fandoms"), ", ".join(proposal.fandoms)),
        (_("Relationships"), ", ".join(proposal.relationships)),
        (_("Characters"), ", ".join(proposal.characters)),
        (_("Rating"), proposal.rating or ""),
        (_("Warnings"), ", ".join(proposal.warnings)),
        *((note.label or _("Kept beside it"), note.text) for note in proposal.others),
    ]
    lines = [f"{name}: {said}" for name, said in rows if said]
    for chapter in proposal.chapters:
        lines += ["", *_chapter(chapter)]
    return [*lines, "", *_ledger(proposal)]


def _chapter(chapter: Chapter) -> list[str]:
    number = (
        _("part %(part)d of %(of)d") % {"part": chapter.part, "of": chapter.of} if chapter.part and chapter.of else ""
    )
    lines = [" · ".join(filter(None, [chapter.heading or _("A chapter without a heading"), number]))]
    lines += [f"  {note.label or _('Note before')}: {note.text}" for note in chapter.notes_before]
    paragraphs = sum(block.kind != "scene_break" for block in chapter.blocks)
    lines.append(
        "  "
        + ngettext("%(count)d paragraph, %(words)d words", "%(count)d paragraphs, %(words)d words", paragraphs)
        % {"count": paragraphs, "words": chapter.words}
    )
    if paragraphs:
        said = [block.text for block in chapter.blocks if block.text]
        lines += [f"  {_short(said[0])}", f"  … {_short(said[-1])}"] if said else []
    return lines + [f"  {note.label or _('Note after')}: {note.text}" for note in chapter.notes_after]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 72 else words[:71] + "…"


def _ledger(proposal: Proposal) -> list[str]:
    ledger = proposal.ledger()
    rows = [
        (_("In the text"), ledger.text),
        (_("In fields and notes"), ledger.fields),
        (_("Kept beside the story"), ledger.others),
        (_("Labels that the page says by itself"), ledger.labels),
        (_("Signs that became scene breaks"), ledger.signs),
        (_("Line ends and blank lines"), ledger.space),
        (_("Left over"), ledger.left_over),
        (_("In the file"), ledger.total),
    ]
    widest = max(len(name) for name, _number in rows)
    return [f"{name:<{widest}}  {number:>9,}" for name, number in rows]
