"""Pen names that nobody has claimed, with their stories, and handing one to its owner."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts import naming
from feuilleton.accounts.models import PenName, User, account_name
from feuilleton.http import answers, paging
from feuilleton.kit.errors import Refusal
from feuilleton.stories.models import Story
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.house.keepers import archivist_only
from feuilleton.web.writing.door import writer


@archivist_only
def unclaimed(request: HttpRequest) -> HttpResponse:
    return _page(request)


@archivist_only
def hand(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the pen name, and the stories under it, to the account that was named."""
    if request.method != "POST":
        return answers.see_other(address("house_unclaimed"))
    pen_name = get_object_or_404(PenName.objects.unclaimed(), public_id=public_id)
    name = request.POST.get(f"name-{public_id}", "")
    try:
        user = User.objects.get(username=account_name(name), is_active=True)
        naming.hand_to(pen_name, user, by=writer(request), at=timezone.now())
    except User.DoesNotExist:
        return _page(request, name, Refusal(_("No account has the name “%(name)s”.") % {"name": name}, field=public_id))
    except Refusal as refusal:
        return _page(request, name, refusal)
    messages.success(
        request, _("“%(pen_name)s” belongs to %(name)s now.") % {"pen_name": pen_name.name, "name": user.username}
    )
    return answers.see_other(address("house_unclaimed"))


def _page(request: HttpRequest, name: str = "", refusal: Refusal | None = None) -> HttpResponse:
    stories = Prefetch("stories", Story.objects.filter(removed_at=None).order_by("title", "pk"), to_attr="all_stories")
    listed = paging.page_of(request, PenName.objects.unclaimed().in_order().prefetch_related(stories))
    context = {"here": "house", "listed": listed, "refusal": refusal, "name": name, "pen_names": _pen_names}
    return answers.page(request, "house/unclaimed.html", context, status=422 if refusal else 200)


def _pen_names(count: int) -> str:
    return ngettext("%(count)s pen name", "%(count)s pen names", count) % {"count": measures.number(count)}
