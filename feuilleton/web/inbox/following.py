"""All that somebody follows, in one place: each can be changed, ended and taken up again."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers, paging
from feuilleton.inbox import feeding, subscribing
from feuilleton.inbox.models import Subscription, Wishes
from feuilleton.stories.models import Story
from feuilleton.web.addresses import address, has_address, safe_return, whole
from feuilleton.web.inbox import choices
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

STORIES, PEOPLE, ENDED = "stories", "people", "ended"
SHOWS = ("", STORIES, PEOPLE, ENDED)
A_PAGE = 50


class Row(NamedTuple):
    """One subscription, as the list shows it."""

    key: int
    title: str
    url: str
    language: str
    said: str
    since: Any
    is_ended: bool
    chosen: str
    many: int
    mail: bool
    cadences: list[tuple[str, str]]


@signed_in
def following(request: HttpRequest) -> HttpResponse:
    """The list, and its forms: `one` or several `chosen`, and what to `do` with them."""
    user = writer(request)
    if request.method == "POST":
        return _act(request, user)
    show = request.GET.get("show", "")
    subscriptions = _shown(user, show if show in SHOWS else "")
    page = paging.page_of(request, subscriptions, each=A_PAGE)
    context = {
        "here": "inbox",
        "page": page,
        "rows": _rows(user, list(page.rows)),
        "show": show,
        "query": f"show={show}&" if show in SHOWS and show else "",
        "turns": [(f"?show={one}" if one else address("subscriptions"), says, one == show) for one, says in _turns()],
        "count": _count(page.count),
        "feed": _feed_of(request, user),
        "again": request.get_full_path(),
    }
    return answers.page(request, "inbox/following.html", context)


@takes_a_form("subscriptions")
@signed_in
def feed(request: HttpRequest) -> HttpResponse:
    """Give somebody's own feed an address, another one, or none."""
    user = writer(request)
    if request.POST.get("do") == "close":
        feeding.close(user)
        messages.success(request, _("The feed is closed. Its address opens nothing any more."))
    else:
        feeding.open_anew(user)
        messages.success(request, _("Your feed has a new address. Only who has it can read it."))
    return answers.see_other(address("subscriptions") + "#feed")


def _shown(user: User, show: str) -> QuerySet[Subscription]:
    mine = Subscription.objects.of(user).with_pause().select_related("story", "pen_name").order_by("-made_at", "-pk")
    if show == ENDED:
        return mine.exclude(ended_at=None).order_by("-ended_at", "-pk")
    if show == STORIES:
        mine = mine.exclude(story=None)
    if show == PEOPLE:
        mine = mine.exclude(pen_name=None)
    return mine.active()


def _turns() -> list[tuple[str, str]]:
    return [("", _("All")), (STORIES, _("Stories")), (PEOPLE, _("Authors")), (ENDED, _("Ended"))]


def _rows(user: User, subscriptions: list[Subscription]) -> list[Row]:
    keys = [one.story_id for one in subscriptions if one.story_id]
    seen = set(Story.objects.visible_to(Visitor(user)).filter(pk__in=keys).values_list("pk", flat=True))
    return [_row(one, is_seen=one.story_id is None or one.story_id in seen) for one in subscriptions]


def _row(one: Subscription, *, is_seen: bool) -> Row:
    if one.pen_name is not None:
        title, url, language = one.pen_name.name, address("person", one.pen_name.public_id), ""
    elif one.story is not None and is_seen:
        title, url, language = one.story.title, address("story", one.story.public_id), one.story.language
    else:
        title, url, language = _("A story that cannot be read at present"), "", ""
    return Row(
        key=one.pk,
        title=title,
        url=url,
        language=language,
        said=_("You are told of it no more.") if one.ended_at else choices.said(one, one.paused_at),
        since=one.ended_at or one.made_at,
        is_ended=one.ended_at is not None,
        chosen=one.cadence,
        many=one.many or choices.FEW,
        mail=one.mail,
        cadences=choices.cadences(of_story=one.story_id is not None),
    )


def _act(request: HttpRequest, user: User) -> HttpResponse:
    do, at = request.POST.get("do", ""), timezone.now()
    mine = list(Subscription.objects.of(user).filter(pk__in=_keys(request, do)).order_by("pk"))
    for one in mine:
        if do in ("end", "end_chosen"):
            subscribing.end(one, at=at)
        elif do == "resume":
            subscribing.resume(one, at=at)
        elif do == "change":
            subscribing.change(one, **choices.asked(request.POST), at=at)
    if mine:
        messages.success(request, _done(do, mine))
    return answers.see_other(safe_return(request, address("subscriptions")))


def _keys(request: HttpRequest, do: str) -> list[int]:
    said = request.POST.getlist("chosen") if do == "end_chosen" else [request.POST.get("one", "")]
    return [int(one) for one in said[:A_PAGE] if one.isascii() and one.isdecimal() and len(one) < 16]


def _done(do: str, subscriptions: list[Subscription]) -> str:
    if do == "end_chosen" and len(subscriptions) > 1:
        words = ngettext(
            "You are told of %(count)s no more. It stands under “Ended”, and can be taken up again.",
            "You are told of %(count)s no more. They stand under “Ended”, and can be taken up again.",
            len(subscriptions),
        )
        return words % {"count": len(subscriptions)}
    if do in ("end", "end_chosen"):
        return _("You are told of it no more. It stands under “Ended”, and can be taken up again.")
    return _("Kept.")


def _count(count: int) -> str:
    return ngettext("%(count)s in all", "%(count)s in all", count) % {"count": count}


def _feed_of(request: HttpRequest, user: User) -> str:
    token = Wishes.objects.filter(user=user).values_list("feed_token", flat=True).first()
    return whole(request, address("my_feed", token)) if token and has_address("my_feed", token) else ""
