"""Hiding a story with a reason, showing it again, and the list of what is hidden. Not there for anybody else."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers, paging
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import hiding
from feuilleton.stories.models import Story
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from collections.abc import Callable

    View = Callable[..., HttpResponse]


def for_moderators(view: View) -> View:
    """Not there for anybody else; but what somebody typed waits for them beside a sign-in, if they were signed out."""

    def theirs(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.may_moderate):
            raise Http404
        return view(request, *args, **kwargs)

    waiting = signed_in(theirs)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (waiting if request.method == "POST" else theirs)(request, *args, **kwargs)

    return answer


@for_moderators
def hidden(request: HttpRequest) -> HttpResponse:
    """Every hidden story, the last first, with its reason."""
    authors = Prefetch("authors", PenName.objects.in_order(), to_attr="names")
    stories = Story.objects.exclude(hidden_at=None).filter(removed_at=None).prefetch_related(authors)
    listed = paging.page_of(request, stories.order_by("-hidden_at", "-id"))
    context = {"here": "moderation", "listed": listed, "stories": measures.stories}
    return answers.page(request, "moderation/hidden.html", context)


@for_moderators
def measure(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page that hides a story, or shows a hidden one again."""
    story = get_object_or_404(Story.objects.visible_to(Visitor(user=writer(request))), public_id=public_id)
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
