"""Two texts of one chapter: the author says which to go on with, and the other is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.stories import settling
from feuilleton.web.writing import editor
from feuilleton.web.writing.door import signed_in, takes_a_form, writer
from feuilleton.web.writing.typed import number_in, typed_in


@signed_in
@takes_a_form(page="write_chapter")
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go on with what was typed (`go_on=mine`) or with what is stored; the other goes among the earlier versions."""
    found = editor.theirs(request, public_id)
    typed, person, now = typed_in(request.POST), writer(request), timezone.now()
    try:
        if request.POST.get("go_on") == "mine":
            settling.go_on_with(found, typed, version=number_in(request.POST, "over"), by=person, at=now)
            messages.success(request, _("Yours is the draft now. The other text is among the earlier versions."))
        else:
            settling.keep_beside(found, typed, by=person, at=now)
            messages.success(request, _("Nothing was changed. What you wrote is among the earlier versions."))
    except Refusal as refusal:
        return editor.refuse(request, found, refusal)
    return answers.see_other(editor.back_to(found))
