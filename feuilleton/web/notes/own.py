"""What one can do with a note of one's own: take it back, open it again, say how thanks name one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.notes import deciding, noting
from feuilleton.notes.models import Note
from feuilleton.web.addresses import address, safe_return
from feuilleton.web.notes import brake
from feuilleton.web.reviews import names
from feuilleton.web.writing.door import signed_in, takes_a_form, writer


@signed_in
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks first; then it is gone for good, with its thanks."""
    note, then = _theirs(request, public_id), safe_return(request, address("finds"))
    if request.method == "POST":
        # Counted, or writing and taking back by turns would have no end.
        brake.check_change(writer(request), at=timezone.now())
        noting.take_back(note, by=writer(request), at=timezone.now())
        messages.success(request, _("Taken back."))
        return answers.see_other(then)
    return answers.page(request, "confirm.html", {
        "title": _("Take this note back?"),
        "say": _("It is deleted for good, and so are the thanks for it. What was mended stays mended."),
        "subject": note.source[:80],
        "button": _("Take it back"),
        "fields": {"next": then},
        "back": then,
    })  # fmt: skip


@takes_a_form("note_take_back")
@signed_in
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Once, after its author decided: it waits for them again."""
    note = _theirs(request, public_id)
    deciding.reopen(note, by=writer(request), at=timezone.now())
    messages.success(request, _("It waits for its author again."))
    return answers.see_other(safe_return(request, address("finds")))


@takes_a_form("note_take_back")
@signed_in
def rename(request: HttpRequest, public_id: str) -> HttpResponse:
    """How thanks for it name one: by a pen name, or not."""
    note, user, at = _theirs(request, public_id), writer(request), timezone.now()
    brake.check_change(user, at=at)
    names_me = request.POST.get(names.AS, "") != "nobody"
    pen_name = names.chosen(request.POST, user, at=at) if names_me else None
    noting.rename(note, names_me=names_me, pen_name=pen_name, by=user, at=at)
    messages.success(request, _("Kept."))
    return answers.see_other(safe_return(request, address("finds")))


def _theirs(request: HttpRequest, public_id: str) -> Note:
    note: Note = get_object_or_404(Note.objects.written_by(writer(request)), public_id=public_id)
    return note
