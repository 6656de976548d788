"""Whom a chapter tells, in words: beside the button that publishes it, and once it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.inbox import foretelling
from feuilleton.web import measures

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.stories.models import Chapter


def before(chapter: Chapter, *, at: datetime) -> str:
    """What publishing the chapter will tell, and how long it can be taken back unheard."""
    if chapter.is_published:
        return _("Nobody is told of a revision.")
    leaves = foretelling.leaves_at(chapter, at=at)
    if leaves is None:
        return _("Readers were told of it before, and are not told again.")
    told = foretelling.audience(chapter)
    if not told.readers:
        return _nobody(chapter)
    if told.is_more:
        words = _("More than %(count)s readers will be told.")
    else:
        words = ngettext("%(count)s reader will be told.", "%(count)s readers will be told.", told.readers)
    seconds = _seconds(leaves, at)
    sentences = [words % {"count": measures.number(told.readers)}]
    if told.has_letters and seconds:
        wait = _("Letters wait for %(time)s, in which you can withdraw it and none leaves.")
        sentences.append(wait % {"time": _time(seconds)})
    return " ".join(sentences)


def after(chapter: Chapter, *, at: datetime) -> str:
    """Whom the chapter that was just published tells, and until when it can be taken back unheard.

    `chapter`: as it is now. Not for revisions of what readers had already.
    """
    leaves = foretelling.leaves_at(chapter, at=at)
    if leaves is None:
        return _("Readers were told of it before, and are not told again.")
    told = foretelling.audience(chapter)
    if not told.readers:
        return _nobody(chapter)
    if told.is_more:
        words = _("More than %(count)s readers are told.")
    else:
        words = ngettext("%(count)s reader is told.", "%(count)s readers are told.", told.readers)
    sentences = [words % {"count": measures.number(told.readers)}]
    if told.has_letters:
        seconds = _seconds(leaves, at)
        leave = _("Letters leave in %(time)s. Withdraw it before then, and none does.")
        sentences.append(leave % {"time": _time(seconds)} if seconds else _("Letters leave at once."))
    return " ".join(sentences)


def withdrawn(chapter: Chapter, *, at: datetime) -> str:
    """That the chapter is away from readers, and whether any letter had told of it."""
    if foretelling.leaves_at(chapter, at=at) is None:
        return _("Withdrawn. Readers no longer see it; you lose nothing.")
    return _("Withdrawn before any letter left. Readers no longer see it; you lose nothing.")


def _nobody(chapter: Chapter) -> str:
    if chapter.story.hidden_at is not None:
        return _("Nobody is told while a moderator hides the story.")
    return _("Nobody follows it yet, so nobody is told.")


def _seconds(leaves: datetime, at: datetime) -> int:
    return max(0, round((leaves - at).total_seconds()))


def _time(seconds: int) -> str:
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    minutes = seconds // 60
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": measures.number(minutes)}
