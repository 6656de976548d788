"""One note with everything that can be made of it; the forms of the queue lead here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.notes import carrying, mending, merging, models, rereading
from feuilleton.notes.models import HERE, Note, Placement
from feuilleton.web.addresses import safe_return
from feuilleton.web.desk import acts, items, naming, ordering
from feuilleton.web.desk.queue import for_items
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User
    from feuilleton.web.desk.items import Item

MOST_ALIKE = 100


@signed_in
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """The note; or, for a form, what its button says, and back to where it stood."""
    person = writer(request)
    note = theirs(person, public_id)
    if request.method != "POST":
        return answers.page(request, "desk/note.html", context_of(request, person, note))
    try:
        said = acts.act(note, request.POST, by=person, at=timezone.now())
    except mending.Changed as changed:
        return _show_three(request, person, note, changed)
    except Refusal as refusal:
        if answers.is_live(request) or not Note.objects.filter(pk=note.pk).exists():
            raise
        return answers.refused(
            request, refusal, "desk/note.html", context_of(request, person, theirs(person, public_id))
        )
    if said and not answers.is_live(request):
        messages.success(request, said)
    rereading.read_again(note)
    head = note.same_as or note
    context = context_of(request, person, head, just=head.public_id) | {"done": said}
    return answers.changed(request, piece="desk/_item.html", context=context, then=_back(request, head))


def theirs(person: User, public_id: str) -> Note:
    """The note, if this person decides about it; else a 404."""
    notes = Note.objects.decided_by(person).select_related("chapter__story", "story", "same_as")
    found: Note = get_object_or_404(notes, public_id=public_id)
    return found


def item_of(note: Note) -> Item:
    """The note with all that says the same, where it stands by now."""
    head = note.same_as or note
    carrying.catch_up(head.chapter)
    [item] = items.items([head.pk], ordering.texts_of([head.chapter_id]))
    return item


def context_of(request: HttpRequest, person: User, note: Note, *, just: str = "") -> dict[str, Any]:
    item = item_of(note)
    own = reverse("desk_note", args=[item.id])
    return {
        "story": note.story,
        "item": item,
        "alike": _could_be_same(person, item.note),
        "typed": request.POST,
        "refusal": None,
        "here": "write",
        "done": "",
        **for_items(request, person, back=safe_return(request, own), just=just),
    }


def _show_three(request: HttpRequest, person: User, note: Note, changed: mending.Changed) -> HttpResponse:
    """All three wordings, and a field that begins with what the three make together."""
    context = context_of(request, person, note) | {
        "three": changed.three,
        "merged": merging.merge(changed.three),
        "refusal": changed,
        "for_note": note,
    }
    if answers.is_live(request):
        return answers.page(request, "desk/_item.html", context)
    return answers.page(request, "desk/note.html", context, status=409)


def _back(request: HttpRequest, head: Note) -> str:
    """To the list that the form stood on, which keeps the note in its place; to the note's own page otherwise."""
    own = reverse("desk_note", args=[head.public_id])
    where = urlsplit(safe_return(request, own))
    query = dict(parse_qsl(where.query)) | {"just": head.public_id}
    return f"{where.path}?{urlencode(query)}#n-{head.public_id}"


def _could_be_same(person: User, note: Note) -> list[tuple[str, str]]:
    """The other notes on the chapter that wait, each by its kind and its passage."""
    others = Note.objects.decided_by(person).filter(chapter=note.chapter_id).heads().waiting()
    others = others.exclude(kind=models.REACTION).exclude(pk=note.pk).select_related("pen_name").oldest_first()
    found = list(others[:MOST_ALIKE])
    quotes = dict(Placement.objects.filter(note__in=found, part=HERE, is_newest=True).values_list("note_id", "quote"))
    return [(one.public_id, _described(one, quotes.get(one.pk, ""))) for one in found]


def _described(note: Note, quote: str) -> str:
    brief = quote if len(quote) <= 60 else f"{quote[:60]}…"
    return _("%(kind)s: “%(passage)s” (%(name)s)") % {
        "kind": note.get_kind_display(),
        "passage": brief,
        "name": naming.who(note),
    }
