"""Giving readers what they corrected: the draft's difference, and one button that publishes it as minor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.notes import issuing
from feuilleton.stories import drafting
from feuilleton.stories.models import Chapter
from feuilleton.web import comparing
from feuilleton.web.addresses import address
from feuilleton.web.desk import naming, queue
from feuilleton.web.writing import editor
from feuilleton.web.writing.door import signed_in, writer
from feuilleton.web.writing.typed import number_in


@signed_in
def issue(request: HttpRequest, public_id: str) -> HttpResponse:
    """What publishing would change; or, for a form, the publishing."""
    chapter = editor.theirs(request, public_id)
    if request.method != "POST":
        return _ask(request, chapter)
    person = writer(request)
    draft = drafting.stored(chapter)
    if draft is None:
        # Sent twice, or published elsewhere: readers have it.
        return answers.see_other(address("desk", chapter.story.public_id))
    corrections = _corrections(chapter)
    try:
        issuing.issue(chapter, version=number_in(request.POST, "version"), by=person, at=timezone.now())
    except drafting.Conflict:
        words = _("The draft was saved elsewhere since you looked. This is what publishing would change now.")
        return _ask(request, chapter, Refusal(words))
    messages.success(
        request,
        _("Published: readers have %(corrections)s. Nobody was alerted but those who found them.")
        % {"corrections": corrections},
    )
    return answers.see_other(address("desk", chapter.story.public_id))


def _ask(request: HttpRequest, chapter: Chapter, refusal: Refusal | None = None) -> HttpResponse:
    draft = drafting.stored(chapter)
    if draft is None or chapter.live is None or not chapter.is_published:
        raise Refusal(_("There is no draft of this chapter beside what readers have."))
    context = {
        "here": "write",
        "refusal": refusal,
        "story": chapter.story,
        "chapter": chapter,
        "called": naming.called(chapter),
        "version": draft.version,
        "differences": comparing.differences(chapter.live, draft),
        "corrections": _corrections(chapter),
        "readers": naming.readers(issuing.readers_of(chapter)),
    }
    return answers.page(request, "desk/issue.html", context, status=409 if refusal else 200)


def _corrections(chapter: Chapter) -> str:
    waiting = {due.chapter.pk: due.corrections for due in issuing.due(chapter.story)}
    return queue.corrections(waiting.get(chapter.pk, 0))
