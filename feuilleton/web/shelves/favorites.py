"""Favorites: of members, swapped in place; of guests, by way of a page that says so."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts.models import PenName, User
from feuilleton.http import answers, limiting
from feuilleton.http.visitor import network_of, visitor_of
from feuilleton.shelves import favoriting, guests
from feuilleton.shelves.models import Favorite
from feuilleton.stories.models import Story
from feuilleton.web import cards, measures
from feuilleton.web.addresses import address, safe_return
from feuilleton.web.shelves import kept
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

COOKIE = "keeps"
LET_GO = "let_go"
A_DAY = timedelta(days=1)
OF_AN_ADDRESS = 60
OF_AN_ADDRESS_ON_A_STORY = 5


def favorite(request: HttpRequest, public_id: str) -> HttpResponse:
    visitor = visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=public_id)
    if request.method != "POST":
        return _told(request, story, visitor.user)
    if visitor.user is None:
        return _of_a_guest(request, story)
    lets_go = request.POST.get("do") == LET_GO
    act = favoriting.unfavorite if lets_go else favoriting.favorite
    act(story, by=visitor.user, at=timezone.now())
    context = {
        "story": story,
        "is_favorite": not lets_go,
        "is_member": True,
        "next": request.POST.get("next", ""),
        "is_for_good": lets_go and kept.is_apart(visitor.user, story),
    }
    then = safe_return(request, address("story", story.public_id))
    return answers.changed(request, piece="shelves/_favorite.html", context=context, then=then)


@takes_a_form("person")
@signed_in
def favorite_person(request: HttpRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(PenName, public_id=public_id)
    lets_go = request.POST.get("do") == LET_GO
    act = favoriting.unfavorite_person if lets_go else favoriting.favorite_person
    act(person, by=writer(request), at=timezone.now())
    if not answers.is_live(request):
        messages.success(request, _("Let go.") if lets_go else _("Kept."))
    context = {"person": person, "favorite_person": {"is_kept": not lets_go}}
    then = safe_return(request, address("person", person.public_id))
    return answers.changed(request, piece="shelves/_favorite_person.html", context=context, then=then)


def kept_by(members: int, guests: int) -> str:
    """“Kept by 14 readers and 3 guests”; nothing where nobody does."""
    readers = ngettext("%(count)s reader", "%(count)s readers", members) % {"count": measures.number(members)}
    others = ngettext("%(count)s guest", "%(count)s guests", guests) % {"count": measures.number(guests)}
    if members and guests:
        return _("Kept by %(readers)s and %(guests)s") % {"readers": readers, "guests": others}
    return _("Kept by %(readers)s") % {"readers": readers if members else others} if members or guests else ""


def _of_a_guest(request: HttpRequest, story: Story) -> HttpResponse:
    now = timezone.now()
    back = safe_return(request, "")
    here = address("favorite", story.public_id) + (f"?{urlencode({'next': back})}" if back else "")
    answer = answers.see_other(here)
    token = request.COOKIES.get(COOKIE, "")
    if request.POST.get("do") == LET_GO:
        guests.unfavorite(story, key=guests.key_of(token), at=now)
        return answer
    who = network_of(request)
    limiting.limit("guest_favorite", who, at_most=OF_AN_ADDRESS, within=A_DAY, at=now)
    limiting.limit("guest_favorite", f"{who} {story.pk}", at_most=OF_AN_ADDRESS_ON_A_STORY, within=A_DAY, at=now)
    if not _is_a_token(token):
        token = secrets.token_hex(16)
        answer.set_cookie(
            COOKIE, token, max_age=365 * 24 * 3600, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    guests.favorite(story, key=guests.key_of(token), at=now)
    return answer


def _told(request: HttpRequest, story: Story, user: User | None) -> HttpResponse:
    context: dict[str, Any] = {
        "story": story,
        "authors": cards.authors_of([story.pk])[story.pk],
        "is_favorite": _keeps(request, story, user),
        "is_own": user is not None and not favoriting.may_favorite(story, user),
        "back": safe_return(request, address("story", story.public_id)),
        "next": safe_return(request, ""),
    }
    return answers.page(request, "shelves/favorite.html", context)


def _keeps(request: HttpRequest, story: Story, user: User | None) -> bool:
    if user is not None:
        return Favorite.objects.filter(user=user, story=story).exists()
    token = request.COOKIES.get(COOKIE, "")
    return _is_a_token(token) and guests.keeps(story, key=guests.key_of(token))


def _is_a_token(token: str) -> bool:
    return len(token) == 32 and all(sign in "0123456789abcdef" for sign in token)
