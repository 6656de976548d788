"""The page of one's shelves, and putting stories on them."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts.models import PenName, User
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers, paging
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.shelves import shelving
from feuilleton.shelves.models import READING, STATES, Favorite, Shelf, Shelved
from feuilleton.stories.models import Story
from feuilleton.web import cards, measures
from feuilleton.web.addresses import address
from feuilleton.web.shelves import continuing, kept
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

FAVORITES, PEOPLE = "favorites", "people"


class Tab(NamedTuple):
    """A shelf to look at: a state, the public id of an own shelf, or one of the two that favorites stand on."""

    key: str
    name: str
    holds: int


@signed_in
def shelves(request: HttpRequest) -> HttpResponse:
    user, visitor = writer(request), visitor_of(request)
    key = request.GET.get("shelf", READING)
    tabs = _tabs(user)
    here = next((tab for tab in tabs if tab.key == key), None)
    if here is None:
        raise Http404
    context = {
        "tabs": tabs,
        "here_tab": here,
        "own": Shelf.objects.of(user).filter(public_id=key).first(),
        "taken_down": Shelf.objects.taken_down_by(user),
        "places": [tab for tab in tabs if tab.key not in (FAVORITES, PEOPLE)],
        "off": Story.objects.visible_to(visitor).filter(public_id=request.GET.get("off", "")).first(),
        "again": f"{address('shelves')}?{urlencode({'shelf': key})}",
        **(_people(request, user) if key == PEOPLE else _stories(request, visitor, key, here)),
    }
    return answers.page(request, "shelves/shelves.html", context)


@takes_a_form("story")
@signed_in
def arrange(request: HttpRequest, public_id: str) -> HttpResponse:
    """From a story's page: on which shelves it stands from now on, and a new one where a name is given."""
    user, now = writer(request), timezone.now()
    story = get_object_or_404(Story.objects.visible_to(visitor_of(request)), public_id=public_id)
    own = list(Shelf.objects.of(user).filter(public_id__in=request.POST.getlist("own")[: shelving.MOST]))
    with transaction.atomic():
        if request.POST.get("new", "").strip():
            own.append(shelving.make(request.POST["new"], by=user, at=now))
        shelving.arrange(story, request.POST.get("state", ""), own, by=user, at=now)
    context = {"story": story, "shelves": kept.shelves_of(user, story)}
    return answers.changed(request, piece="shelves/_shelves.html", context=context, then=address("story", public_id))


@takes_a_form("shelves")
@signed_in
def move(request: HttpRequest) -> HttpResponse:
    """From the page of shelves: from one to another, off it, or on it again."""
    user, visitor = writer(request), visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=request.POST.get("story", ""))
    start, end = request.POST.get("from", ""), request.POST.get("to", "")
    if request.POST.get("do") == "remove":
        end = ""
    if start != end:
        with transaction.atomic():
            _put(story, end, by=user)
            if not (_is_common(start) and _is_common(end)):
                _take(story, start, by=user)
    query = {"shelf": start or end or READING} | ({} if end else {"off": story.public_id})
    if end and start:
        messages.success(request, _("Moved."))
    return answers.see_other(f"{address('shelves')}?{urlencode(query)}")


def _put(story: Story, key: str, *, by: User) -> None:
    if _is_common(key):
        shelving.put(story, key, by=by, at=timezone.now())
    elif key:
        shelving.put_on(_own(by, key), story, by=by, at=timezone.now())


def _take(story: Story, key: str, *, by: User) -> None:
    if _is_common(key):
        shelving.put(story, "", by=by, at=timezone.now())
    elif key:
        shelving.take_off(_own(by, key), story, by=by)


def _is_common(key: str) -> bool:
    return key in dict(STATES)


def _own(user: User, key: str) -> Shelf:
    shelf: Shelf | None = Shelf.objects.of(user).filter(public_id=key).first()
    if shelf is None:
        raise Refusal(_("There is no such shelf."))
    return shelf


def _tabs(user: User) -> list[Tab]:
    common = _counts(Shelved.objects.filter(user=user, shelf=None), "state")
    own = _counts(Shelved.objects.filter(user=user, state=""), "shelf__public_id")
    kept_stories = Favorite.objects.filter(user=user, pen_name=None).count()
    kept_people = Favorite.objects.filter(user=user, story=None).count()
    return [
        *(Tab(state, str(name), common.get(state, 0)) for state, name in STATES),
        *(Tab(shelf.public_id, shelf.name, own.get(shelf.public_id, 0)) for shelf in Shelf.objects.of(user)),
        Tab(FAVORITES, _("Favorites"), kept_stories),
        Tab(PEOPLE, _("Favorite authors"), kept_people),
    ]


def _counts(rows: QuerySet[Any], name: str) -> dict[str, int]:
    return dict(rows.values_list(name).annotate(count=Count("pk")))


def _stories(request: HttpRequest, visitor: Visitor, key: str, here: Tab) -> dict[str, Any]:
    stories = _standing(visitor, key).values(*cards.FIELDS)
    page = paging.page_of(request, stories)
    ways = continuing.ways(visitor.user, [row["pk"] for row in page.rows])
    rows = [
        (row["public_id"], card, ways.get(row["pk"]))
        for row, card in zip(page.rows, cards.cards(page.rows), strict=True)
    ]
    return {"page": page, "rows": rows, "people": [], "unseen": _unseen(here.holds - page.count)}


def _standing(visitor: Visitor, key: str) -> QuerySet[Any]:
    """The stories of a shelf that can be read at present, lately put there first."""
    user, stories = visitor.user, Story.objects.visible_to(visitor)
    if key == FAVORITES:
        found = stories.filter(favorites__user=user).order_by("-favorites__made_at", "-pk")
    elif _is_common(key):
        found = stories.filter(shelved__user=user, shelved__state=key).order_by("-shelved__at", "-pk")
    else:
        found = stories.filter(shelved__user=user, shelved__shelf__public_id=key).order_by("-shelved__at", "-pk")
    return found


def _unseen(count: int) -> str:
    if count <= 0:
        return ""
    words = ngettext(
        "%(count)s more story stands here that cannot be read at present.",
        "%(count)s more stories stand here that cannot be read at present.",
        count,
    )
    return words % {"count": measures.number(count)}


def _people(request: HttpRequest, user: User) -> dict[str, Any]:
    people = PenName.objects.filter(favorites__user=user).order_by("key", "pk")
    page = paging.page_of(request, people)
    return {"page": page, "rows": [], "people": page.rows, "unseen": ""}
