"""Shelves of one's own: put up, called something else, taken down, put up again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.shelves import shelving
from feuilleton.shelves.models import Shelf
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, writer


@signed_in
def make(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return answers.see_other(address("shelves"))
    made = shelving.make(request.POST.get("name", ""), by=writer(request), at=timezone.now())
    return _to(made)


@signed_in
def shelf(request: HttpRequest, public_id: str) -> HttpResponse:
    user = writer(request)
    shelf = get_object_or_404(Shelf, user=user, public_id=public_id)
    if request.method != "POST":
        return _to(shelf) if shelf.removed_at is None else answers.see_other(address("shelves"))
    wish = request.POST.get("do", "")
    if wish == "rename":
        shelving.rename(shelf, request.POST.get("name", ""), by=user)
        messages.success(request, _("Kept."))
    elif wish == "take_down":
        shelving.take_down(shelf, by=user, at=timezone.now())
        messages.success(request, _("Taken down. It can go up again for thirty days, from the foot of this page."))
        return answers.see_other(address("shelves"))
    elif wish == "put_up":
        shelving.put_up(shelf, by=user)
    else:
        raise Refusal(_("There is no such wish."))
    return _to(shelf)


def _to(shelf: Shelf) -> HttpResponse:
    return answers.see_other(f"{address('shelves')}?{urlencode({'shelf': shelf.public_id})}")
