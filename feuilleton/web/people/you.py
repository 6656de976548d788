"""The page of one's own: pen names, address, time, what may be shown, where one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts import preferring, sessions
from feuilleton.accounts.models import PenName, Session, User
from feuilleton.http import answers
from feuilleton.inbox import digesting
from feuilleton.kit.errors import Refusal
from feuilleton.moderation.models import Report
from feuilleton.stories.models import Story
from feuilleton.web import measures
from feuilleton.web.addresses import address, has_address
from feuilleton.web.moderation.reports import waiting_said
from feuilleton.web.people import zones
from feuilleton.web.writing.door import signed_in, takes_a_form, writer


@signed_in
def you(request: HttpRequest) -> HttpResponse:
    user = writer(request)
    pen_names = PenName.objects.of(user).in_order().annotate(stands_on=Count("authorships"))
    others = _other_sessions(request, user)
    context = {
        "here": "you",
        "links": _links(),
        "duties": _duties(user),
        "pen_names": pen_names,
        "offered": Story.objects.filter(offered_to__user=user, removed_at=None).count(),
        "stories": measures.stories,
        "zones": zones.options(),
        "now": timezone.localtime(),
        "others": others,
        "others_said": _others_said(others),
    }
    return answers.page(request, "people/you.html", context)


@takes_a_form("you")
@signed_in
def time_zone(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("time_zone", "")
    if not zones.is_known(name):
        raise Refusal(_("This time zone is not in the list."), field="time_zone")
    preferring.keep_time_zone(writer(request), name)
    digesting.move(writer(request), at=timezone.now())
    return _kept(request)


@takes_a_form("you")
@signed_in
def adult(request: HttpRequest) -> HttpResponse:
    if request.POST.get("adult") == "on":
        preferring.allow_adult(writer(request))
    else:
        preferring.ask_before_adult(writer(request))
    return _kept(request)


@takes_a_form("you")
@signed_in
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    sessions.end_all(writer(request), but=request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return answers.see_other(address("you"))


def _links() -> list[tuple[str, str]]:
    """The other pages of one's own: what one writes, what one reads, how one hears of it, how all of it looks."""
    links = [
        ("write", _("Your stories")),
        ("shelves", _("Your shelves")),
        ("history", _("What you have read")),
        ("finds", _("Your finds")),
        ("subscriptions", _("What you follow")),
        ("wishes", _("Letters and alerts")),
        ("blocks", _("Blocked people")),
        ("look", _("How pages look")),
    ]
    return [link for link in links if has_address(link[0])]


def _duties(user: User) -> list[tuple[str, str]]:
    """The pages of those who moderate, and of those who keep the house."""
    duties: list[tuple[str, str]] = []
    if user.may_moderate:
        waiting = Report.objects.waiting().count()
        duties += [("reports", waiting_said(waiting) if waiting else _("Reports")), ("moderation", _("Hidden stories"))]
    if user.may_keep_house:
        duties += [("house", _("The house"))]
    return duties


def _other_sessions(request: HttpRequest, user: User) -> int:
    running = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    return running.exclude(session_key=request.session.session_key).count()


def _others_said(count: int) -> str:
    words = ngettext(
        "You are signed in on %(count)s other device.", "You are signed in on %(count)s other devices.", count
    )
    return words % {"count": count}


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Kept."))
    return answers.see_other(address("you"))
