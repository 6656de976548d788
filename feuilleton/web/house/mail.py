"""How the mail stands: what waits and why, what was told last, and stopping the letters about one event."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.events.models import Event
from feuilleton.http import answers, paging
from feuilleton.inbox import hearing, releasing, retrying, surveying
from feuilleton.inbox.models import PARKED, Delivery
from feuilleton.inbox.surveying import News
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.house.keepers import archivist_only
from feuilleton.web.writing.door import writer


@archivist_only
def mail(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    standing = surveying.standing(at=now)
    context = {
        "here": "house",
        "standing": standing,
        "says": _says(standing.waiting, standing.age(now)),
        "news": [(one, _called(one), _stage(one), _letters(one.letters)) for one in surveying.news()],
        "parked": paging.page_of(request, surveying.parked()),
        "later": _later(standing.later),
    }
    return answers.page(request, "house/mail.html", context)


@archivist_only
def stop(request: HttpRequest, event: int) -> HttpResponse:
    """Send no further letter about this event."""
    if request.method == "POST":
        told = get_object_or_404(Event.objects.filter(release__isnull=False), pk=event)
        releasing.stop(told, by=writer(request), at=timezone.now())
        messages.success(request, _("No further letter about this is sent."))
    return answers.see_other(address("house_mail"))


@archivist_only
def again(request: HttpRequest, delivery: int) -> HttpResponse:
    """Send a letter once more that was given up."""
    if request.method == "POST":
        row = get_object_or_404(Delivery.objects.select_related("subscription"), pk=delivery, state=PARKED)
        retrying.try_again(row, at=timezone.now())
        messages.success(request, _("It is tried once more."))
    return answers.see_other(address("house_mail"))


def _says(waiting: int, age: timedelta) -> str:
    if not waiting:
        return _("No letter waits.")
    minutes = int(age.total_seconds() // 60)
    words = ngettext("%(count)s letter waits.", "%(count)s letters wait.", waiting) % {
        "count": measures.number(waiting)
    }
    if not minutes:
        return words
    since = ngettext("The oldest for %(count)s minute.", "The oldest for %(count)s minutes.", minutes)
    return f"{words} {since % {'count': measures.number(minutes)}}"


def _later(count: int) -> str:
    say = ngettext(
        "%(count)s is due later, after quiet hours or another try.",
        "%(count)s are due later, after quiet hours or another try.",
        count,
    )
    return say % {"count": measures.number(count)} if count else ""


def _letters(count: int) -> str:
    return ngettext("%(count)s letter", "%(count)s letters", count) % {"count": measures.number(count)}


def _called(news: News) -> str:
    """What happened, in few words."""
    return {
        hearing.CHAPTER: _("A new chapter"),
        hearing.WHOLE: _("Complete"),
        hearing.PAUSED: _("On hiatus"),
        hearing.RESUMED: _("Goes on"),
        hearing.SAID: _("An announcement"),
    }.get(news.event.kind, news.event.kind)


def _stage(news: News) -> str:
    """How far its letters are."""
    release = news.release
    if release.stopped_at:
        return _("stopped")
    if release.cancelled_at:
        return _("taken back in time")
    if not release.released_at:
        return _("held")
    return _("being sent") if news.waiting else _("sent")
