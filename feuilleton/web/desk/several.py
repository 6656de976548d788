"""Accepting several notes at once: first a page that shows every word that would change, then one draft, saved once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose.blocks import pack
from feuilleton.notes import deciding
from feuilleton.notes.models import Note
from feuilleton.stories.models import Draft, Story
from feuilleton.web import comparing, measures
from feuilleton.web.addresses import address
from feuilleton.web.desk import naming
from feuilleton.web.desk.queue import asked_for
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User
    from feuilleton.web.comparing import Passage

MOST = 50  # each is put into the text by itself


class Change(NamedTuple):
    """What would become of one chapter's draft."""

    called: naming.Called
    differences: list[Passage]
    accepted: str
    left: str


@signed_in
def several(request: HttpRequest, public_id: str) -> HttpResponse:
    """What would change; or, for a form, the change."""
    person = writer(request)
    story: Story = get_object_or_404(Story.objects.editable_by(person), public_id=public_id)
    if request.method != "POST":
        return _ask(request, person, story)
    accepted, others = deciding.accept_all(
        _named(request.POST.getlist("note"), person, story), by=person, at=timezone.now()
    )
    for said in (_accepted(len(accepted)), _left(len(others))):
        if said:
            messages.success(request, said)
    return answers.see_other(address("desk", public_id) + ("?show=draft" if accepted else ""))


def _ask(request: HttpRequest, person: User, story: Story) -> HttpResponse:
    notes = _all(request, person, story) if "all" in request.GET else _named(request.GET.getlist("note"), person, story)
    more = len(notes) > MOST
    outlooks = deciding.would_change(notes[:MOST])
    fitting = [note for outlook in outlooks for note in outlook.fitting]
    if not fitting:
        raise Refusal(
            _("None of these can be accepted as they are. Open them one by one.") if notes else _("Tick a note first.")
        )
    context: dict[str, Any] = {
        "here": "write",
        "story": story,
        "changes": [_change(outlook) for outlook in outlooks],
        "notes": [note.public_id for note in fitting],
        "say": _would(len(fitting)),
        "more": more,
        "most": measures.number(MOST),
    }
    return answers.page(request, "desk/several.html", context)


def _all(request: HttpRequest, person: User, story: Story) -> list[Note]:
    """What waits and proposes words; one more than is accepted at once tells that there is more."""
    asked = asked_for(request)
    notes = _theirs(person, story).to_decide().exclude(replacement=None)
    if asked.kind:
        notes = notes.filter(kind=asked.kind)
    if asked.chapter:
        notes = notes.filter(chapter__public_id=asked.chapter)
    return list(notes.order_by("chapter__position", "chapter", "id")[: MOST + 1])


def _named(ids: list[str], person: User, story: Story) -> list[Note]:
    wanted = [one for one in ids if len(one) <= 16][: MOST + 1]
    return list(_theirs(person, story).filter(public_id__in=wanted).order_by("chapter__position", "chapter", "id"))


def _theirs(person: User, story: Story) -> Any:
    notes = Note.objects.decided_by(person).filter(story=story).heads()
    return notes.select_related("chapter__story", "chapter__live")


def _change(outlook: deciding.Outlook) -> Change:
    draft = outlook.draft
    after = Draft(
        title=draft.title, number=draft.number, summary=draft.summary, notes=draft.notes, packed=pack(outlook.blocks)
    )
    return Change(
        naming.called(draft.chapter),
        comparing.differences(draft, after),
        naming.notes(len(outlook.fitting)),
        _left(len(outlook.others)),
    )


def _would(count: int) -> str:
    words = ngettext(
        "%(count)s note would be accepted. This is every word that it changes in your draft.",
        "%(count)s notes would be accepted. This is every word that they change in your draft.",
        count,
    )
    return words % {"count": measures.number(count)}


def _accepted(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s note is in the draft. Readers have it when you publish.",
        "%(count)s notes are in the draft. Readers have them when you publish.",
        count,
    ) % {"count": measures.number(count)}


def _left(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s note does not fit any more, and still waits.",
        "%(count)s notes do not fit any more, and still wait.",
        count,
    ) % {"count": measures.number(count)}
