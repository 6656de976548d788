"""What was changed in a chapter since somebody read it: offered in one line, shown word by word to who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import CHANGES, FIRST, Chapter, Revision
from feuilleton.web import adult, cards, comparing
from feuilleton.web.addresses import address

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.shelves.placing import Mine


class Named(NamedTuple):
    """A revision as its author named it, and when it was published."""

    called: str
    made_at: datetime


def since(chapter: Any, mine: Mine | None) -> str:
    """Where a reader is shown what changed since they read; "" where nothing did, or where its author shows no changes.

    Not for who has never read it, nor of a text that has no words any more.
    """
    if mine is None or mine.revision in (None, chapter.live_id) or not chapter.story.shows_changes:
        return ""
    ordinal = _ordinals.first(chapter=chapter.pk, revision=mine.revision or 0, live=chapter.live_id)
    return f"{address('changes', chapter.public_id)}?since={ordinal}" if ordinal is not None else ""


def changes(request: HttpRequest, public_id: str) -> HttpResponse:
    visitor = visitor_of(request)
    chapters = Chapter.objects.visible_to(visitor).published().select_related("story", "live")
    chapter = get_object_or_404(chapters, public_id=public_id)
    story, live = chapter.story, chapter.live
    authors = cards.authors_of([story.pk])[story.pk]
    if adult.must_ask(story, visitor):
        return adult.asked_first(request, story, authors)
    old = _asked(chapter, request.GET.get("since", ""))
    after = Revision.objects.published().with_words().filter(chapter=chapter, ordinal__gt=old.ordinal)
    names = dict(CHANGES)
    context = {
        "story": story,
        "chapter": chapter,
        "live": live,
        "authors": authors,
        "old": old,
        "revisions": [
            Named(str(names[change]), made_at)
            for change, made_at in after.filter(ordinal__lte=live.ordinal)
            .newest_first()
            .values_list("change", "made_at")
            if change != FIRST
        ],
        "differences": comparing.differences(old, live),
    }
    return answers.page(request, "reading/changes.html", context)


def _asked(chapter: Chapter, ordinal: str) -> Revision:
    """The earlier text that the address names: one that readers had, and that has its words still."""
    live = chapter.live
    assert live is not None
    if not chapter.story.shows_changes or not (ordinal.isascii() and ordinal.isdecimal() and len(ordinal) < 8):
        raise Http404
    had = Revision.objects.published().with_words().filter(chapter=chapter, ordinal__lt=live.ordinal)
    found: Revision = get_object_or_404(had, ordinal=int(ordinal))
    return found


_ordinals = Prepared(
    lambda chapter, revision, live: (
        Revision.objects.published()
        .with_words()
        .filter(chapter=chapter, pk=revision, pk__lt=live)
        .values_list("ordinal", flat=True)
    )
)
