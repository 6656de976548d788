"""The addresses that forms for a new review are sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts import visiting
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.prepared import Prepared
from feuilleton.stories import welcoming
from feuilleton.stories.models import Chapter, Story
from feuilleton.web.addresses import address
from feuilleton.web.reviews import posting
from feuilleton.web.reviews.posting import Target

if TYPE_CHECKING:
    from feuilleton.accounts.visiting import Visitor


def of_chapter(request: HttpRequest, public_id: str) -> HttpResponse:
    """A review of a chapter. Whoever opens the address otherwise is led to the chapter."""
    if request.method != "POST":
        return answers.see_other(address("chapter", public_id) + "#reviews")

    def find(visitor: Visitor) -> Target | None:
        chapter: Any = _chapters.first(visitor.kind, public_id=public_id, **visitor.key)
        return Target(chapter.story, chapter) if chapter is not None else None

    return posting.post(request, find)


def of_story(request: HttpRequest, public_id: str) -> HttpResponse:
    """A review of a whole story."""

    def find(visitor: Visitor) -> Target | None:
        story = Story.objects.visible_to(visitor).filter(public_id=public_id).first()
        return Target(story) if story is not None else None

    return posting.post(request, find)


def lock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take no more reviews of a chapter, or take them again: its author's act."""
    chapters = Chapter.objects.select_related("story")
    user = visitor_of(request).user
    chapter = get_object_or_404(chapters.editable_by(user), public_id=public_id)
    if request.method == "POST" and user is not None:
        opens = request.POST.get("do") == "unlock"
        (welcoming.unlock_reviews if opens else welcoming.lock_reviews)(chapter, by=user, at=timezone.now())
        said = _("The chapter takes reviews again.") if opens else _("The chapter takes no more reviews.")
        messages.success(request, said)
    return answers.see_other(address("chapter", public_id) + "#reviews")


_chapters = Prepared(
    lambda kind, public_id, **key: (
        Chapter.objects.visible_to(visiting.like(kind, **key))
        .published()
        .select_related("story")
        .defer("story__other_headers", "story__summary", "story__disclaimer")
        .filter(public_id=public_id)
    )
)
