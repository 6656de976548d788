"""Confirming an address that letters came back from: a letter is sent there, and its link starts them again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feuilleton.http import answers, limiting
from feuilleton.inbox import bouncing
from feuilleton.kit.errors import Refusal
from feuilleton.web import addresses
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, takes_a_form, writer


@takes_a_form("wishes")
@signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """Have the letter sent."""
    user, at = writer(request), timezone.now()
    limiting.limit("address_again", user.pk, at_most=3, within=timedelta(hours=1), at=at)
    bouncing.ask(user, link=_whole(request, address("address_again", bouncing.key(user, at=at))))
    messages.success(request, _("A letter is on its way to %(email)s.") % {"email": user.email})
    return answers.see_other(address("wishes"))


@never_cache
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Where the letter's link leads. Opening it changes nothing: programs that look into mail open links."""
    at = timezone.now()
    try:
        user = bouncing.owner(key, at=at)
        if request.method == "POST":
            bouncing.confirm(key, at=at)
            messages.success(request, _("%(email)s is confirmed. Letters come again.") % {"email": user.email})
            return answers.see_other(address("wishes"))
    except Refusal as refusal:
        context = {"title": _("This does not confirm an address"), "say": refusal.words}
        return answers.page(request, "errors/404.html", context, status=404)
    context = {
        "title": user.email,
        "say": _("Letters to this address came back. Confirm it, and they come again."),
        "button": _("Confirm the address"),
        "back": address("home"),
    }
    return answers.page(request, "confirm.html", context)


def _whole(request: HttpRequest, path: str) -> str:
    site: str = settings.FEUILLETON_ADDRESS.rstrip("/")
    return site + path if site else addresses.whole(request, path)
