"""Answering a report: words that go to whoever sent it, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts import mailing
from feuilleton.archive import keeping, speaking
from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.moderation.models import Report

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

LONGEST = 5_000
KIND = "report_answered"


def answer(report: Report, words: str, *, by: User, at: datetime) -> None:
    """Say what came of it, by letter where the sender has an address; then it waits no more. Twice is once.

    Raises Refusal without words, for too many, and for whoever does not moderate.
    """
    if not by.may_moderate:
        raise Refusal(_("Only moderators can do this."))
    words = text.tidy(words).strip()
    if not words:
        raise Refusal(_("Say what came of it."), field="answer")
    if len(words) > LONGEST:
        raise Refusal(_("An answer can have 5,000 letters at most."), field="answer")
    with transaction.atomic():
        waiting = Report.objects.waiting().filter(pk=report.pk)
        if waiting.update(answered_at=at, answered_by=by, answer=words, fingerprint=None):
            if report.answers_to:
                with speaking.in_its_language():
                    mailing.post(_letter(report, words))
            recording.record(KIND, by=by, about=report, at=at, touches=[])
    report.refresh_from_db()


def _letter(report: Report, words: str) -> mailing.Letter:
    house = keeping.the_archive().name
    named = {"title": report.title, "house": house}
    said = {
        "story": _("You reported the story “%(title)s” at %(house)s. A moderator answers:"),
        "chapter": _("You reported a chapter of “%(title)s” at %(house)s. A moderator answers:"),
        "note": _("You reported a note on “%(title)s” at %(house)s. A moderator answers:"),
        "review": _("You reported a review of “%(title)s” at %(house)s. A moderator answers:"),
    }
    return mailing.Letter(
        to=report.answers_to,
        subject=_("Your report about “%(title)s”") % named,
        paragraphs=[said[report.kind] % named, words],
        after=[_("Nobody but the moderators knows that you reported it.")],
        house=house,
        kind=KIND,
        id=mailing.message_id(KIND, report.public_id),
    )
