"""A manuscript arrives: it is kept as it was sent, read as often as asked, and corrected until it is right."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.importing import correcting, formats, manuscripts, pieces, recognising
from feuilleton.importing.models import LONGEST_NAME, Manuscript
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.stories import composing, describing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.importing.proposal import Proposal

ALL_TEXT = "all_text"
MOST_ROUNDS = 500
# What is longer than its field could ever hold stays in the text, where there is room.
_ROOM = {
    pieces.TITLE: composing.LONGEST_TITLE,
    pieces.PEN_NAME: composing.LONGEST_TITLE,
    pieces.SUMMARY: describing.LONGEST_SUMMARY,
    pieces.DISCLAIMER: describing.LONGEST_DISCLAIMER,
    pieces.NOTE_BEFORE: composing.LONGEST_NOTE,
    pieces.NOTE_AFTER: composing.LONGEST_NOTE,
} | dict.fromkeys(
    (pieces.FANDOM, pieces.RELATIONSHIP, pieces.CHARACTER, pieces.RATING, pieces.WARNING), describing.LONGEST_SUMMARY
)

# The proposals that were asked for last: whoever looks one over asks for it many times, and a novel takes seconds.
_at_hand: dict[tuple[str, ...], Proposal] = {}
_MOST_AT_HAND = 4
_MOST_PIECES = 30_000


def read(data: bytes, file_name: str, *, by: User | None, charset: str = "", format: str = "") -> Manuscript:
    """A manuscript that is not kept yet. `charset` and `format` are the sender's word for them.

    Refuses what cannot be read (`decoding.decode`).
    """
    name = text.one_line(file_name)[-LONGEST_NAME:]
    if format not in ("", *formats.FORMATS):
        raise Refusal(_("Plain text, Markdown and HTML can be read."), field="format")
    manuscripts.read(data, name=name, charset=charset, format=format)
    digest = hashlib.sha256(data).hexdigest()
    return Manuscript(user=by, file_name=name, data=data, digest=digest, charset=charset, format=format)


def arrive(
    data: bytes, file_name: str, *, by: User | None, at: datetime, charset: str = "", format: str = ""
) -> Manuscript:
    """Keep a file that somebody sent. The same file, sent again while it waits, is the same manuscript.

    Refuses, keeping nothing, as `read`.
    """
    manuscript = read(data, file_name, by=by, charset=charset, format=format)
    there = _waiting(by, manuscript.digest)
    if there is not None:
        return there
    manuscript.made_at = at
    try:
        with transaction.atomic():
            manuscript.save(force_insert=True)
            recording.record("manuscript_sent", by=by, about=manuscript, at=at, touches=[])
    except IntegrityError:
        there = _waiting(by, manuscript.digest)
        if there is None:
            raise
        return there
    return manuscript


def propose(manuscript: Manuscript) -> Proposal:
    """What the manuscript becomes, with all that its author put right so far.

    Raises Refusal only if the author's charset does not fit the file.
    """
    key = (
        *(manuscript.digest, manuscript.charset, manuscript.format, manuscript.file_name),
        *(json.dumps(manuscript.corrections, sort_keys=True), get_language() or ""),
    )
    found = _at_hand.get(key)
    if found is None:
        found = _proposed(manuscript)
        if len(found.pieces) <= _MOST_PIECES:
            _at_hand[key] = found
            for oldest in list(_at_hand)[:-_MOST_AT_HAND]:
                _at_hand.pop(oldest, None)
    return found


def correct(manuscript: Manuscript, corrections: Mapping[int, str]) -> None:
    """Keep what the author says of some pieces: place in the source where one begins → its field.

    Raises Refusal, keeping nothing, for what is no piece or cannot become that.
    """
    proposed = propose(manuscript)
    meant = _meant(proposed, {str(start): field for start, field in corrections.items()})
    if len(meant) < len(corrections):
        raise Refusal(_("That piece of the file cannot become that. Look it over once more."))
    meant = {number: field for number, field in meant.items() if proposed.pieces[number].field != field}
    if meant:
        correcting.corrected(proposed, meant)
        said = {str(proposed.pieces[number].start): field for number, field in meant.items()}
        _keep_corrections(manuscript, [*manuscript.corrections, said])


def leave_all_in_text(manuscript: Manuscript) -> None:
    """Put everything back into the text, for the author to pick from."""
    _keep_corrections(manuscript, [ALL_TEXT])


def start_over(manuscript: Manuscript) -> None:
    """Forget the author's corrections: the manuscript as it was first read."""
    _keep_corrections(manuscript, [])


def read_as(manuscript: Manuscript, charset: str) -> None:
    """Read the manuscript in another charset ("": tell it ourselves). Places move, so corrections are forgotten.

    Raises Refusal, changing nothing, if the file is not written in it.
    """
    manuscripts.read(bytes(manuscript.data), name=manuscript.file_name, charset=charset, format=manuscript.format)
    manuscript.charset, manuscript.corrections, manuscript.said = charset, [], {}
    manuscript.save(update_fields=["charset", "corrections", "said"])


def say(manuscript: Manuscript, said: dict[str, Any]) -> None:
    """Keep what the author typed over what was found: field → words."""
    if said != manuscript.said:
        manuscript.said = said
        manuscript.save(update_fields=["said"])


def forget(manuscript: Manuscript, *, by: User, at: datetime) -> None:
    """Delete a manuscript that waits, because its author asks for it. What was made of one stays, and so does it."""
    with transaction.atomic():
        there = Manuscript.objects.select_for_update().filter(pk=manuscript.pk, brought_at=None).first()
        if there is not None:
            recording.record("manuscript_forgotten", by=by, about=there, at=at, touches=[])
            there.delete()


def _waiting(user: User | None, digest: str) -> Manuscript | None:
    waiting = Manuscript.objects.of(user).waiting().filter(digest=digest)
    found: Manuscript | None = waiting.order_by("-id").first()
    return found


def _keep_corrections(manuscript: Manuscript, corrections: list[Any]) -> None:
    if len(corrections) > MOST_ROUNDS:
        raise Refusal(_("That is five hundred rounds of corrections. Start over, or make it a draft and go on there."))
    manuscript.corrections = corrections
    manuscript.save(update_fields=["corrections"])


def _proposed(manuscript: Manuscript) -> Proposal:
    read = manuscripts.read(
        bytes(manuscript.data), name=manuscript.file_name, charset=manuscript.charset, format=manuscript.format
    )
    proposed = _with_room(recognising.recognise(read))
    for round in manuscript.corrections:
        if round == ALL_TEXT:
            proposed = correcting.all_text(proposed)
            continue
        # Kept corrections may speak of pieces that a later version of the recogniser cuts otherwise.
        with suppress(Refusal):
            proposed = correcting.corrected(proposed, _meant(proposed, round))
    return proposed


def _meant(proposed: Proposal, round: Mapping[str, str]) -> dict[int, str]:
    """The corrections by the numbers of the pieces they speak of."""
    there = {str(piece.start): number for number, piece in enumerate(proposed.pieces)}
    return {there[start]: field for start, field in round.items() if start in there}


def _with_room(proposed: Proposal) -> Proposal:
    too_long = {
        number: pieces.BLOCK
        for number, piece in enumerate(proposed.pieces)
        if len(piece.text) > _ROOM.get(piece.field, len(piece.text))
    }
    why = _("It is longer than its field could hold, so it stays in the text.")
    return correcting.corrected(proposed, too_long, why=why) if too_long else proposed
