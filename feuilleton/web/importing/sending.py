"""Sending a manuscript, taking it back, and the file as it was sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from feuilleton.http import answers, limiting
from feuilleton.importing import arriving, bringing, decoding
from feuilleton.importing.models import Manuscript
from feuilleton.kit.errors import Refusal
from feuilleton.web.importing import wishes
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User

MOST_AN_HOUR = 120


@signed_in
def send(request: HttpRequest) -> HttpResponse:
    """Choose a file, or paste its text."""
    person = writer(request)
    if request.method != "POST":
        return _form(request, person)
    pasted = request.POST.get("text", "")
    now = timezone.now()
    try:
        limiting.limit("bring", person.pk, at_most=MOST_AN_HOUR, within=timedelta(hours=1), at=now)
        data, name = _sent(request, pasted)
        manuscript = arriving.arrive(
            data,
            name,
            by=person,
            at=now,
            charset=wishes.charset_in(request.POST) if name else "",
        )
    except Refusal as refusal:
        return _form(request, person, pasted=pasted, refusal=refusal)
    story = wishes.story_of(person, request.POST.get("story", ""))
    if story is not None:
        arriving.say(manuscript, manuscript.said | {"story": story.public_id})
    return answers.see_other(reverse("bring_look_over", args=[manuscript.public_id]))


@signed_in
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file, byte for byte as it was sent."""
    manuscript = _theirs(writer(request), public_id)
    response = HttpResponse(bytes(manuscript.data), content_type="application/octet-stream")
    name = manuscript.file_name or "manuscript.txt"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


@signed_in
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what goes in the bin, and take back what was made of the manuscript."""
    person = writer(request)
    manuscript = _theirs(person, public_id)
    back = reverse("bring_look_over", args=[public_id])
    if not manuscript.is_brought:
        return answers.see_other(back)
    if request.method != "POST":
        context = {
            "title": _("Take it back"),
            "say": _("What was made of this manuscript goes in the bin, published or not. For thirty days it can be "
                     "brought back from there. The manuscript waits to be looked over again."),
            "subject": manuscript.story.title if manuscript.story else str(manuscript),
            "button": _("Take it back"),
            "back": back,
        }  # fmt: skip
        return answers.page(request, "confirm.html", context)
    bringing.undo(manuscript, by=person, at=timezone.now())
    messages.success(request, _("It is taken back. The manuscript waits here, as you sent it."))
    return answers.see_other(back)


@signed_in
def forget(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete a manuscript that waits."""
    person = writer(request)
    manuscript = Manuscript.objects.of(person).filter(public_id=public_id).first()
    if manuscript is None and request.method == "POST":
        return answers.see_other(reverse("write"))
    manuscript = _theirs(person, public_id)
    if request.method != "POST":
        context = {
            "title": _("Delete this manuscript"),
            "say": _("The file is deleted for good. Stories are not touched."),
            "subject": manuscript.file_name or _("Pasted text"),
            "button": _("Delete it"),
            "back": reverse("bring_look_over", args=[public_id]),
        }
        return answers.page(request, "confirm.html", context)
    arriving.forget(manuscript, by=person, at=timezone.now())
    messages.success(request, _("It is deleted."))
    return answers.see_other(reverse("write"))


def _theirs(person: User, public_id: str) -> Manuscript:
    manuscript: Manuscript = get_object_or_404(Manuscript.objects.of(person), public_id=public_id)
    return manuscript


def _sent(request: HttpRequest, pasted: str) -> tuple[bytes, str]:
    """The bytes that were sent, and the file's name; a text that was pasted has none."""
    uploaded = request.FILES.get("file")
    if uploaded is not None:
        # One byte more than is allowed is enough to refuse it.
        return uploaded.read(decoding.MOST_BYTES + 1), uploaded.name or _("a file without a name")
    if not pasted.strip():
        raise Refusal(_("Choose a file, or paste a text."))
    return pasted.encode("utf-8", errors="replace"), ""


def _form(request: HttpRequest, person: User, *, pasted: str = "", refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "pasted": pasted,
        "refusal": refusal,
        "charsets": [("", _("Tell it from the file")), *((name, name) for name in decoding.CHARSETS)],
        "charset": request.POST.get("charset", ""),
        "story": request.POST.get("story", "") or request.GET.get("story", ""),
        "waiting": list(Manuscript.objects.of(person).waiting().for_lists()[:20]),
    }
    return answers.page(request, "importing/send.html", context, status=422 if refusal else 200)
