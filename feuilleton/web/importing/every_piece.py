"""Every piece of a manuscript, fifty to a page: for what stands too far inside for the page that shows the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from feuilleton.archive import keeping
from feuilleton.http import answers, paging
from feuilleton.importing import arriving, tongues
from feuilleton.importing.models import Manuscript
from feuilleton.importing.pieces import LABEL, SPACE
from feuilleton.kit.errors import Refusal
from feuilleton.web.importing import arrival, rows
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from feuilleton.web.importing.rows import Choice

A_PAGE = 50
_WORDS = 160


@signed_in
def every_piece(request: HttpRequest, public_id: str) -> HttpResponse:
    """The pieces in the file's order, each with what it becomes; another choice is kept at once."""
    person = writer(request)
    manuscript: Manuscript = get_object_or_404(Manuscript.objects.of(person), public_id=public_id)
    if manuscript.is_brought:
        return answers.see_other(reverse("bring_look_over", args=[public_id]))
    refusal = None
    if request.method == "POST":
        try:
            arrival.keep(manuscript, request.POST, person)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept."))
            return answers.see_other(request.get_full_path())
    proposal = arriving.propose(manuscript)
    pieces = [piece for piece in proposal.pieces if piece.field not in (SPACE, LABEL)]

    def between(first: int, end: int) -> list[Choice]:
        return [rows.choice(proposal, piece, _WORDS) for piece in pieces[first:end]]

    listed = paging.page_between(request, lambda: len(pieces), between, each=A_PAGE)
    context = {
        "manuscript": manuscript,
        "name": manuscript.file_name or _("the text you pasted"),
        "listed": listed,
        "fields": rows.fields(),
        "language": tongues.spoken(proposal.manuscript.source, otherwise=keeping.the_archive().language),
        "refusal": refusal,
    }
    return answers.page(request, "importing/pieces.html", context, status=422 if refusal else 200)
