"""The chapter on the desk: opening it, saving it, another note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts import visiting
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prepared import Prepared
from feuilleton.proofreading import surveying
from feuilleton.stories import drafting
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import measures
from feuilleton.web.writing import sheet, telling
from feuilleton.web.writing.door import signed_in, takes_a_form, wants_json, writer
from feuilleton.web.writing.typed import AFTER, BEFORE, beginning_in, keep, typed_in, typed_of

if TYPE_CHECKING:
    from feuilleton.web.writing.sheet import Sheet


@signed_in
def chapter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The chapter's fields, as they are stored."""
    found = theirs(request, public_id)
    one_more = request.GET.get("note", "")
    return show(request, sheet.opened(found, one_more=one_more if one_more in (BEFORE, AFTER) else ""))


@signed_in
@takes_a_form(page="write_chapter")
def save(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what was typed. A script is told the new version; over a newer text nothing is saved, and both are shown."""
    found = theirs(request, public_id)
    try:
        draft = keep(found, request.POST, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return refuse(request, found, refusal)
    if wants_json(request):
        return JsonResponse({"version": draft.version, "say": sheet.saved(draft, found.story)})
    return answers.see_other(back_to(found))


@signed_in
@takes_a_form(page="write_chapter")
def add_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save, and show one more empty note before or after the text."""
    found = theirs(request, public_id)
    place = AFTER if request.POST.get("place") == AFTER else BEFORE
    try:
        keep(found, request.POST, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return refuse(request, found, refusal)
    return answers.see_other(f"{reverse('write_chapter', args=[found.public_id])}?note={place}#notes")


def theirs(request: HttpRequest, public_id: str) -> Chapter:
    """The chapter, if this person may change it; else a 404, whether it is there or not.

    Raises Refusal if it is in the bin, so that what was typed into it stands on the page that says so.
    """
    person = writer(request)
    visitor = Visitor(person)
    found: Chapter | None = _chapters.first(visitor.kind, public_id=public_id, **visitor.key)
    if found is not None:
        return found
    in_bin = Q(pk__in=Chapter.objects.in_bin_of(person)) | Q(story__in=Story.objects.in_bin_of(person))
    get_object_or_404(Chapter.objects.filter(in_bin), public_id=public_id)
    raise Refusal(_("This chapter is in the bin. Bring it back from your desk, and go on."))


def show(request: HttpRequest, shown: Sheet, *, status: int = 200) -> HttpResponse:
    news = telling.before(shown.chapter, at=timezone.now())
    return answers.page(
        request, "writing/chapter.html", {"sheet": shown, "news": news, "against": against(shown)}, status=status
    )


def against(shown: Sheet) -> str:
    """What the stored draft says against the story's facts, in a sentence; "" for nothing."""
    count = surveying.contradictions(shown.chapter, shown.stored)
    if not count:
        return ""
    said = ngettext("Your facts say otherwise in one place.", "Your facts say otherwise in %(count)s places.", count)
    return said % {"count": measures.number(count)}


def refuse(request: HttpRequest, found: Chapter, refusal: Refusal) -> HttpResponse:
    """The page once more with what was typed in it; for a script the words alone, or both texts to choose from."""
    typed = typed_in(request.POST) if "text" in request.POST else typed_of(drafting.find(found))
    shown = sheet.refused(found, typed, refusal, began_from=beginning_in(request.POST))
    in_conflict = isinstance(refusal, drafting.Conflict)
    if not wants_json(request):
        return show(request, shown, status=409 if in_conflict else 422)
    if in_conflict:
        return answers.page(request, "writing/_conflict.html", {"sheet": shown}, status=409)
    return JsonResponse({"error": refusal.words, "field": refusal.field}, status=422)


def back_to(found: Chapter) -> str:
    """The chapter's page after what was sent has arrived: the fragment tells auto-save to forget its own copy."""
    return f"{reverse('write_chapter', args=[found.public_id])}#state"


_chapters = Prepared(
    lambda kind, public_id, **key: (
        Chapter.objects.editable_by(visiting.like(kind, **key).user)
        .select_related("story", "live")
        .filter(public_id=public_id)
    )
)
