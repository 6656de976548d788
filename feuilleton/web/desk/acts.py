"""What an author can make of a note, by the name of the button: each is one call to one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.notes import clarifying, deciding
from feuilleton.notes.models import CLARIFICATION, Note
from feuilleton.web.desk import kindly

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import QueryDict

    from feuilleton.accounts.models import PenName, User

    Act = Callable[[Note, QueryDict, User, datetime], str]


def act(note: Note, sent: QueryDict, *, by: User, at: datetime) -> str:
    """Do what the button says. Returns a sentence about it where the note itself does not show it.

    Raises as the rules do; mending.Changed among them.
    """
    done = _ACTS.get(sent.get("do", ""))
    if done is None:
        raise Refusal(_("There is no such choice."))
    return done(note, sent, by, at)


def clarification_of(note: Note) -> Note | None:
    """What its author said to every reader of the passage because of this note."""
    said: Note | None = Note.objects.filter(answers=note, kind=CLARIFICATION).oldest_first().first()
    return said


def _accept(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    """The proposal, or other `words`. `seen`: what stood there when they were chosen."""
    deciding.accept(note, by=by, at=at, words=sent.get("words"), seen=sent.get("seen"))
    return ""


def _mend(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    deciding.mend_otherwise(note, by=by, at=at)
    return ""


def _answer(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    deciding.answer(note, sent.get("words", ""), by=by, at=at)
    return ""


def _decline(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    """With the words that were typed, else those that were chosen, else none."""
    words = sent.get("words", "").strip() or kindly.with_a_decline().get(sent.get("kind_words", ""), "")
    deciding.decline(note, words, by=by, at=at)
    return ""


def _later(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    deciding.put_off(note, by=by, at=at)
    return ""


def _reopen(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    deciding.reopen(note, by=by, at=at)
    return ""


def _clarify(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    there = clarification_of(note)
    if there is not None:
        clarifying.change(there, sent.get("words", ""), by=by, at=at)
    else:
        clarifying.clarify_where(note, sent.get("words", ""), by=by, pen_name=_signs(note, by), at=at)
    return _("Published: every reader of the chapter finds it at the passage.")


def _unclarify(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    there = clarification_of(note)
    if there is not None:
        clarifying.withdraw(there, by=by, at=at)
    return _("Taken away from readers. Your answer stays with whoever asked.")


def _publish(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    deciding.publish(note, by=by, at=at)
    return _("Every reader of the chapter sees the note now.")


def _unpublish(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    deciding.unpublish(note, by=by, at=at)
    return _("Readers do not see the note any more.")


def _same(note: Note, sent: QueryDict, by: User, at: datetime) -> str:
    same = Note.objects.decided_by(by).filter(story=note.story_id, public_id=sent.get("same", "")).first()
    if same is None:
        raise Refusal(_("Choose which note it is the same as."), field="same")
    deciding.mark_same(note, same, by=by, at=at)
    return _("They are one now: what you decide holds for both.")


def _signs(note: Note, by: User) -> PenName | None:
    """The name that this author has on the story."""
    authorship = (
        note.story.authorships.filter(pen_name__user=by).select_related("pen_name").order_by("position").first()
    )
    return authorship.pen_name if authorship is not None else None


_ACTS: dict[str, Act] = {
    "accept": _accept,
    "mend": _mend,
    "answer": _answer,
    "decline": _decline,
    "later": _later,
    "reopen": _reopen,
    "clarify": _clarify,
    "unclarify": _unclarify,
    "publish": _publish,
    "unpublish": _unpublish,
    "same": _same,
}
