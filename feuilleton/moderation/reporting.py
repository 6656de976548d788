"""Reporting: somebody tells the moderators that something is wrong with a story, a chapter, a review or a note."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering
from feuilleton.moderation import models
from feuilleton.moderation.models import Report
from feuilleton.notes.models import Note
from feuilleton.reviews.models import Review
from feuilleton.stories.models import Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

    Thing = Story | Chapter | Review | Note

LONGEST = 5_000
QUOTED = 2_000


def report(
    thing: Thing, *, wrong: str, words: str, by: User | None, at: datetime, email: str = "", form: str = ""
) -> Report:
    """Tell the moderators what is wrong with something that whoever reports can see. The thing's author hears nothing.

    One sender has one report waiting about one thing: sent again it is the same, and new words are added to it.
    A guest (`by` None) is known by their `form` alone: anybody can type the e-mail of another. `wrong` is a key of
    `models.WRONGS`. Raises Refusal if that is not said, for too many words, for none with "something else", for an
    e-mail that is none.
    """
    words, email = text.tidy(words).strip(), "" if by is not None else _email(email)
    if wrong not in dict(models.WRONGS):
        raise Refusal(_("Say what is wrong with it."), field="wrong")
    if wrong == models.OTHER and not words:
        raise Refusal(_("Say in your words what is wrong with it."), field="words")
    _check_length(words)
    kind = thing._meta.model_name or ""
    sender = f"user:{by.pk}" if by is not None else f"form:{form}"
    story = thing if isinstance(thing, Story) else thing.story
    fields = {
        "kind": kind,
        "story": story,
        "chapter": thing if isinstance(thing, Chapter) else getattr(thing, "chapter", None),
        "review": thing if isinstance(thing, Review) else None,
        "note": thing if isinstance(thing, Note) else None,
        "title": story.title,
        "quote": quote_of(thing),
        "wrong": wrong,
        "words": words,
        "by": by,
        "email": email,
        "made_at": at,
    }
    fingerprint = blake2b(f"{kind}:{thing.pk}\0{sender}".encode(), digest_size=16).hexdigest()
    with transaction.atomic():
        made, is_new = Report.objects.get_or_create(fingerprint=fingerprint, defaults=fields)
        if is_new:
            recording.record("thing_reported", by=by, about=made, at=at, touches=[], thing=f"{kind}:{thing.pk}")
        else:
            _add(made, wrong, words)
    return made


def quote_of(thing: Thing) -> str:
    """The beginning of what a reader sees of it: a review's or note's words, a story's summary, a chapter's first."""
    if isinstance(thing, Review):
        return thing.source[:QUOTED]
    if isinstance(thing, Note):
        return "\n\n".join(part for part in (thing.get_reaction_display(), thing.source, thing.replacement) if part)
    if isinstance(thing, Story):
        return thing.summary[:QUOTED]
    live = thing.live
    return "\n\n".join(part for part in (live.title, rendering.plain(live.blocks)) if part)[:QUOTED] if live else ""


def _email(typed: str) -> str:
    email = text.one_line(typed)
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise Refusal(_("This is no e-mail address. The field may stay empty."), field="email") from error
    if len(email) > 254:
        raise Refusal(_("This is no e-mail address. The field may stay empty."), field="email")
    return email


def _add(report: Report, wrong: str, words: str) -> None:
    report = Report.objects.select_for_update().get(pk=report.pk)
    if words and words not in report.words:
        words = f"{report.words}\n\n{words}".strip()
        _check_length(words)
    else:
        words = report.words
    Report.objects.filter(pk=report.pk).update(wrong=wrong, words=words)


def _check_length(words: str) -> None:
    if len(words) > LONGEST:
        raise Refusal(_("A report can have 5,000 letters at most, with what was added to it."), field="words")
