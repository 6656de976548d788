"""What readers reported: the list, and one report with what a moderator can do about it. Not there for anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.http import answers, paging
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import answering, hiding
from feuilleton.moderation.models import Report
from feuilleton.notes import hiding as hiding_notes
from feuilleton.notes.models import Note
from feuilleton.reviews import judging
from feuilleton.reviews.models import Review
from feuilleton.stories import welcoming
from feuilleton.stories.models import Chapter, Story
from feuilleton.web.addresses import address
from feuilleton.web.moderation.hiding import for_moderators
from feuilleton.web.moderation.reporting import address_of_thing, called
from feuilleton.web.writing.door import writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User


class Line(NamedTuple):
    """A report with its thing: what it is called, and its address where readers may open it."""

    report: Report
    called: str
    where: str
    language: str


@for_moderators
def reports(request: HttpRequest) -> HttpResponse:
    """Those that wait, or those that were answered; the newest first, or the oldest."""
    answered, oldest = request.GET.get("answered") == "1", request.GET.get("oldest") == "1"
    found = Report.objects.answered() if answered else Report.objects.waiting()
    listed = paging.page_of(request, found.with_things().order_by("id" if oldest else "-id"))
    context = {
        "here": "moderation",
        "listed": listed,
        "lines": [_line(report) for report in listed.rows],
        "answered": answered,
        "oldest": oldest,
        "count_said": _answered_said(listed.count) if answered else waiting_said(listed.count),
    }
    return answers.page(request, "moderation/reports.html", context)


@for_moderators
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """One report; hiding what it is about, locking the reviews there, answering. Typed words outlive every button."""
    found: Report = get_object_or_404(Report.objects.with_things(), public_id=public_id)
    if request.method != "POST":
        return answers.page(request, "moderation/report.html", _context(request, found))
    try:
        said = _do(request.POST.get("do", ""), found, request, by=writer(request))
    except Refusal as refusal:
        return answers.refused(request, refusal, "moderation/report.html", _context(request, found))
    messages.success(request, said)
    if found.is_answered:
        return answers.see_other(address("reports"))
    if request.POST.get("answer", "").strip():
        return answers.page(request, "moderation/report.html", _context(request, found))
    return answers.see_other(address("report_one", public_id))


def waiting_said(count: int) -> str:
    """How many reports wait."""
    return ngettext("%(count)s report waits", "%(count)s reports wait", count) % {"count": count}


def _do(what: str, report: Report, request: HttpRequest, *, by: User) -> str:
    """Do what the button says, and say what was done."""
    now, sent = timezone.now(), request.POST
    if what == "answer":
        answering.answer(report, sent.get("answer", ""), by=by, at=now)
        return _("Answered.") if report.answers_to else _("Kept. Nobody left an address to answer to.")
    thing = report.thing
    if thing is None:
        raise Refusal(_("It is not there any more. The report can still be answered."))
    if what == "hide":
        return _hide(thing, sent.get("reason", ""), by=by, at=now)
    if what == "show" and isinstance(thing, Note):
        hiding_notes.show(thing, by=by, at=now)
        return _("Readers see it again.")
    if what in ("lock", "unlock") and report.chapter is not None:
        turn = welcoming.lock_reviews if what == "lock" else welcoming.unlock_reviews
        turn(report.chapter, by=by, at=now)
        return _("The chapter takes no more reviews.") if what == "lock" else _("The chapter takes reviews again.")
    raise Refusal(_("The form did not arrive whole. Nothing was changed."))


def _hide(thing: Story | Chapter | Review | Note, reason: str, *, by: User, at: Any) -> str:
    if isinstance(thing, Review):
        judging.hide(thing, reason=reason, by=by, at=at)
        return _("Hidden. Whoever wrote it sees why.")
    if isinstance(thing, Note):
        hiding_notes.hide(thing, reason=reason, by=by, at=at)
        return _("Hidden. Whoever wrote it is told why.")
    hiding.hide(thing if isinstance(thing, Story) else thing.story, reason=reason, by=by, at=at)
    return _("Hidden. Its author is told why.")


def _line(report: Report) -> Line:
    thing, story = report.thing, report.story
    is_there = thing is not None and story is not None and story.chapter_count > 0
    is_there = is_there and (report.chapter is None or report.chapter.is_published)
    return Line(
        report,
        called(report.kind, report.title),
        address_of_thing(thing) if thing is not None and is_there else "",
        story.language if story is not None and not isinstance(thing, Review | Note) else "",
    )


def _context(request: HttpRequest, report: Report) -> dict[str, object]:
    thing = report.thing
    hidden = thing.story if isinstance(thing, Chapter) else thing
    return {
        "here": "moderation",
        "line": _line(report),
        "report": report,
        "thing": thing,
        "is_hidden": hidden is not None and hidden.hidden_at is not None,
        "reason": text.tidy(request.POST.get("reason", "")),
        "answer": text.tidy(request.POST.get("answer", "")),
    }


def _answered_said(count: int) -> str:
    return ngettext("%(count)s report was answered", "%(count)s reports were answered", count) % {"count": count}
