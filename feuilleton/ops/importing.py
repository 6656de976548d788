"""Make a story of a manuscript file, or add it to one as a chapter.

What the file says of itself (summary, disclaimer, tags, rating, notes, numbers) goes where it belongs; `inspect` shows
it beforehand. Without --publish everything is a draft. A pen name that nobody has is made and waits for its owner.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName
from feuilleton.archive import keeping
from feuilleton.importing import arriving, bringing, decoding, formats, parting, tongues
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.ops import holding, preparing
from feuilleton.stories import publishing
from feuilleton.stories.models import Draft, Story
from feuilleton.web import measures

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from feuilleton.importing.parting import Part
    from feuilleton.importing.proposal import Proposal
    from feuilleton.stories.describing import Header


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command is asked with."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("a manuscript: plain text, Markdown or HTML"))
    parser.add_argument("--pen-name", metavar="NAME", default="", help=_("who wrote it, if the file does not say"))
    parser.add_argument("--title", default="", help=_("the story's title, if the file does not say"))
    parser.add_argument("--story", metavar="PUBLIC_ID", default="", help=_("add it to this story"))
    parser.add_argument("--publish", action="store_true", help=_("let readers see it at once"))
    parser.add_argument("--charset", default="", help=_("the charset it is written in, if the guess is wrong"))
    parser.add_argument("--format", default="", choices=formats.FORMATS, help=_("its format, if the guess is wrong"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))


def run(args: argparse.Namespace) -> int:
    """Bring the file in, and print the story: its public id, address, how many chapters and words it has now."""
    data: Path = settings.DATA
    preparing.folder(data)
    held = holding.together(data)
    preparing.secret(data)
    preparing.database()
    preparing.secret_fits(data)
    _tell(_bring(args), as_json=args.json)
    os.close(held)
    return 0


def _bring(args: argparse.Namespace) -> Story:
    now = timezone.now()
    story = _story(args.story) if args.story else None
    signed = PenName.objects.named(args.pen_name).select_related("user").first() if args.pen_name else None
    by = signed.user if signed else None
    manuscript = arriving.read(_read(args.file), args.file.name, by=by, charset=args.charset, format=args.format)
    proposal = arriving.propose(manuscript)
    parts = parting.parts(proposal)
    header = _header(proposal, parts, args.title, story)
    pen_name = _pen_name(args.pen_name or proposal.pen_name, story)
    # Only what can become a story is kept.
    manuscript = arriving.arrive(
        bytes(manuscript.data), args.file.name, by=by, at=now, charset=args.charset, format=args.format
    )
    story = bringing.bring(manuscript, header=header, pen_name=pen_name, parts=parts, by=by, at=now, story=story)
    if args.publish:
        for chapter in story.chapters.present().filter(public_id__in=manuscript.made["chapters"]).in_reading_order():
            publishing.publish(chapter, by=by, at=now)
    return story


def _story(public_id: str) -> Story:
    story: Story | None = Story.objects.filter(public_id=public_id, removed_at=None).first()
    if story is None:
        raise Refusal(_("There is no story %(id)s.") % {"id": public_id})
    return story


def _read(path: Path) -> bytes:
    try:
        # One byte more than is allowed is enough to refuse it.
        with path.open("rb") as file:
            return file.read(decoding.MOST_BYTES + 1)
    except OSError as error:
        raise Refusal(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from error


def _header(proposal: Proposal, parts: Sequence[Part], title: str, story: Story | None) -> Header:
    language = tongues.spoken(proposal.manuscript.source, otherwise=keeping.the_archive().language)
    header = bringing.header_of(proposal, parts, language=language)
    header = replace(header, title=text.one_line(title) or header.title)
    if story is None and not header.title:
        raise Refusal(_("The file does not say its title. Give it with --title."))
    return header


def _pen_name(name: str, story: Story | None) -> str:
    name = text.one_line(name)
    if story is None and not name:
        raise Refusal(_("The file does not say who wrote it. Give the pen name with --pen-name."))
    if story is not None and name and not story.authors.filter(pk__in=PenName.objects.named(name)).exists():
        raise Refusal(
            _("“%(title)s” is not signed by %(name)s. Give a pen name that it is signed by.")
            % {"title": story.title, "name": name}
        )
    return name


def _tell(story: Story, *, as_json: bool) -> None:
    story.refresh_from_db()
    chapters = story.chapters.present()
    live = chapters.exclude(live=None).aggregate(words=Sum("live__words"))["words"] or 0
    drafts = Draft.objects.filter(chapter__in=chapters.filter(live=None)).aggregate(words=Sum("words"))["words"] or 0
    told: dict[str, Any] = {
        "public_id": story.public_id,
        "url": settings.FEUILLETON_ADDRESS.rstrip("/") + reverse("story", args=[story.public_id]),
        "chapters": chapters.count(),
        "words": live + drafts,
    }
    if as_json:
        json.dump(told, sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        chapters_said, words_said = measures.chapters(told["chapters"]), measures.length(told["words"], 0, "")
        said = {"title": story.title, "chapters": chapters_said, "words": words_said}
        print(_("%(title)s: %(chapters)s, %(words)s") % said)
        print(told["url"])
