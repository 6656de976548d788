"""A draft as readers will have it, on the very page they will have it on. Never kept, never shown to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.stories import drafting
from feuilleton.web import cards
from feuilleton.web.writing import editor, sheet
from feuilleton.web.writing.door import signed_in, writer
from feuilleton.web.writing.typed import keep

if TYPE_CHECKING:
    from feuilleton.stories.models import Chapter, Revision


@signed_in
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The stored draft, or where there is none what readers see. A form is saved first."""
    found = editor.theirs(request, public_id)
    if request.method == "POST":
        try:
            keep(found, request.POST, by=writer(request), at=timezone.now())
        except Refusal as refusal:
            return editor.refuse(request, found, refusal)
        return answers.see_other(reverse("write_preview", args=[public_id]))
    context = as_readers_see(found, sheet.as_revision(drafting.find(found)))
    return answers.page(request, "writing/preview.html", context)


def as_readers_see(chapter: Chapter, text: Revision) -> dict[str, Any]:
    """What the page that readers get is made from, with this text on it and no way on to other chapters."""
    return {
        "story": chapter.story,
        "chapter": chapter,
        "live": text,
        "authors": cards.authors_of([chapter.story_id])[chapter.story_id],
        "back": None,
        "on": None,
        "waits": "",
        "downloads": [],
    }
