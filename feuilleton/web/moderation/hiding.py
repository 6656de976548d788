"""Hiding a story with a reason, showing it again, and the list of what is hidden. Not there for anybody else."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName
from feuilleton.http import answers, paging
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import hiding
from feuilleton.stories.models import Story
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import writer


def hidden(request: HttpRequest) -> HttpResponse:
    """Every hidden story, the last first, with its reason."""
    moderators_only(request)
    authors = Prefetch("authors", PenName.objects.in_order(), to_attr="names")
    stories = Story.objects.exclude(hidden_at=None).filter(removed_at=None).prefetch_related(authors)
    listed = paging.page_of(request, stories.order_by("-hidden_at", "-id"))
    context = {"here": "moderation", "listed": listed, "stories": measures.stories}
    return answers.page(request, "moderation/hidden.html", context)


def measure(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page that hides a story, or shows a hidden one again."""
    moderators_only(request)
    story = get_object_or_404(Story.objects.visible_to(visitor_of(request)), public_id=public_id)
    context = {"story": story, "reason": request.POST.get("reason", "")}
    if request.method != "POST":
        return answers.page(request, "moderation/story.html", context)
    try:
        _do(request, story)
    except Refusal as refusal:
        return answers.refused(request, refusal, "moderation/story.html", context)
    return answers.see_other(address("story", public_id))


def _do(request: HttpRequest, story: Story) -> None:
    by, at = writer(request), timezone.now()
    if request.POST.get("do") == "show":
        hiding.show(story, by=by, at=at)
        messages.success(request, _("Readers see it again. Its author is told."))
    else:
        hiding.hide(story, reason=request.POST.get("reason", ""), by=by, at=at)
        messages.success(request, _("Hidden. Its author is told why."))


def moderators_only(request: HttpRequest) -> None:
    """Raises Http404 for everybody else."""
    if not visitor_of(request).may_moderate:
        raise Http404
