"""How things stand, in words: what is saved, what readers see, until when something can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.stories import removing
from feuilleton.stories.models import ABANDONED, HIATUS, MEMBERS, UNLISTED
from feuilleton.web import measures

if TYPE_CHECKING:
    from datetime import date, datetime

    from feuilleton.stories.models import Chapter, Draft, Story


def of_chapter(chapter: Chapter, *, has_draft: bool) -> str:
    """What readers see of a chapter, and what its author has beside it."""
    if chapter.is_withdrawn:
        return _("Withdrawn, with a draft") if has_draft else _("Withdrawn")
    if chapter.live_id is None:
        return _("Draft") if has_draft else _("Nothing written yet")
    return _("Published, with a draft beside it") if has_draft else _("Published")


def of_story(story: Story) -> list[str]:
    """Where a story stands, in a few short sentences; what a moderator said is not among them."""
    said = [_published(story)]
    if story.chapter_count and not story.is_complete and story.status in (HIATUS, ABANDONED):
        said.append(_("On hiatus.") if story.status == HIATUS else _("Abandoned."))
    if story.audience == MEMBERS:
        said.append(_("For members only."))
    if story.audience == UNLISTED:
        said.append(_("For whoever has the address."))
    return said


def saved(draft: Draft) -> str:
    """“at 21:14:08” for a draft saved today, else the day and the time."""
    return at(draft.saved_at)


def at(moment: datetime) -> str:
    """A moment of today as “at 21:14:08”, an earlier one as “on 21 November 2026 at 21:14”."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return _("at %(time)s") % {"time": formats.date_format(local, "H:i:s")}
    time = formats.date_format(local, "H:i")
    return _("on %(day)s at %(time)s") % {"day": measures.day(moment), "time": time}


def kept_until(removed_at: datetime) -> date:
    """The last day on which something in the bin can be brought back."""
    return timezone.localtime(removed_at + removing.KEPT_FOR).date()


def drafts(count: int) -> str:
    return ngettext("%(count)s draft waits", "%(count)s drafts wait", count) % {"count": measures.number(count)}


def _published(story: Story) -> str:
    if not story.chapter_count:
        return _("Nothing is published yet.")
    count = measures.number(story.chapter_count)
    if story.is_complete:
        return ngettext("Complete, in %(count)s chapter.", "Complete, in %(count)s chapters.", story.chapter_count) % {
            "count": count
        }
    if story.planned and story.chapter_count <= story.planned:
        return _("Published: %(count)s of %(planned)s.") % {"count": count, "planned": measures.number(story.planned)}
    return ngettext("%(count)s chapter published.", "%(count)s chapters published.", story.chapter_count) % {
        "count": count
    }


def notes(count: int) -> str:
    """“Notes: 3 wait”; "" for none."""
    if not count:
        return ""
    return ngettext("Notes: %(count)s waits", "Notes: %(count)s wait", count) % {"count": measures.number(count)}


def versions(count: int) -> str:
    return ngettext("%(count)s version", "%(count)s versions", count) % {"count": measures.number(count)}


def unpublished(count: int) -> str:
    return ngettext("%(count)s draft", "%(count)s drafts", count) % {"count": measures.number(count)}
