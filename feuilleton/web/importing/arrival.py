"""The page on which a manuscript is looked over: the file on one side, what it becomes on the other, all of it open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts.models import PenName
from feuilleton.http import answers
from feuilleton.importing import arriving, bringing, parting, readings
from feuilleton.importing.models import Manuscript
from feuilleton.importing.pieces import BLOCK, LABEL, SCENE_BREAK, SPACE
from feuilleton.kit.errors import Refusal
from feuilleton.stories import models
from feuilleton.stories.models import Chapter, Draft, Story
from feuilleton.web import instalments, measures
from feuilleton.web.importing import rows, wishes
from feuilleton.web.writing import header_form
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from django.http import QueryDict

    from feuilleton.accounts.models import User
    from feuilleton.importing.proposal import Proposal
    from feuilleton.web.importing.wishes import Values

MOST_CHOICES = 200
_FIELD = re.compile(r"field_(\d{1,9})")


@signed_in
def look_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what the manuscript becomes; take corrections; make it a draft."""
    person = writer(request)
    manuscript: Manuscript = get_object_or_404(Manuscript.objects.of(person), public_id=public_id)
    here = reverse("bring_look_over", args=[public_id])
    if manuscript.is_brought:
        return _brought(request, manuscript) if request.method != "POST" else answers.see_other(here)
    if request.method != "POST":
        return _show(request, manuscript, person)
    do = request.POST.get("do", "look")
    try:
        if do == "charset":
            arriving.read_as(manuscript, wishes.charset_in(request.POST))
            return answers.see_other(here)
        keep(manuscript, request.POST, person)
        if do == "all_text":
            arriving.leave_all_in_text(manuscript)
        if do == "start_over":
            arriving.start_over(manuscript)
        if do == "make":
            _make(manuscript, person)
    except Refusal as refusal:
        return _show(request, manuscript, person, refusal=refusal)
    return answers.see_other(here)


def keep(manuscript: Manuscript, sent: QueryDict, person: User) -> None:
    """Keep what a form says of the story's fields and of the pieces. Raises Refusal for what a piece cannot be."""
    proposal, _parts, values = _found(manuscript, person)
    arriving.say(manuscript, wishes.said_in(sent, manuscript.said, values))
    corrections = {int(name[1]): str(sent[name[0]]) for name in map(_FIELD.fullmatch, sent) if name}
    there = {piece.start: piece.field for piece in proposal.pieces}
    changed = {
        start: field
        for start, field in corrections.items()
        if field != (BLOCK if there.get(start) == SCENE_BREAK else there.get(start))
    }
    arriving.correct(manuscript, changed)


def _make(manuscript: Manuscript, person: User) -> None:
    proposal, parts, found = _found(manuscript, person)
    values = wishes.with_said(manuscript, found)
    story = wishes.story_of(person, values["story"])
    header = wishes.header_of(proposal, values)
    bringing.bring(
        manuscript,
        header=header,
        pen_name="" if story else wishes.pen_name_of(values, person),
        parts=wishes.parts_of(parts, values),
        by=person,
        at=timezone.now(),
        story=story,
    )


def _found(manuscript: Manuscript, person: User) -> tuple[Proposal, list[parting.Part], Values]:
    proposal = arriving.propose(manuscript)
    parts = parting.parts(proposal)
    story = wishes.story_of(person, manuscript.said.get("story", ""))
    values = wishes.found(proposal, parts, person, story)
    # Which story it goes on is always the author's word.
    values["story"] = ""
    return proposal, parts, values


def _show(
    request: HttpRequest, manuscript: Manuscript, person: User, *, refusal: Refusal | None = None
) -> HttpResponse:
    proposal, parts, found = _found(manuscript, person)
    values = wishes.with_said(manuscript, found)
    story = wishes.story_of(person, values["story"])
    language = values["language"] if not story else story.language
    first, left_out, last = rows.rows(proposal, parts, language)
    context: dict[str, Any] = {
        "manuscript": manuscript,
        "name": manuscript.file_name or _("the text you pasted"),
        "proposal": proposal,
        "moved": _moved(proposal),
        "first": first,
        "last": last,
        "left_out": _left_out(left_out),
        "fields": rows.fields(),
        "values": values,
        "language": language,
        "story": story,
        "stories": [("", _("A new story")), *((one.public_id, one.title) for one in _stories(person))],
        "chapters": _chapters(story),
        "taken": _taken(story, values),
        "ledger": _ledger(proposal),
        "readings": _readings(manuscript, proposal),
        "refusal": refusal,
        "pen_names": [(one.public_id, one.name) for one in PenName.objects.of(person).in_order()],
        **_header(values, refusal),
    }
    return answers.page(request, "importing/arrival.html", context, status=422 if refusal else 200)


def _header(values: Values, refusal: Refusal | None) -> dict[str, Any]:
    said = wishes.said_of(values)
    return {
        "said": said,
        "wrong": {refusal.field or "": refusal.words} if refusal else {},
        "languages": header_form.language_choices(said.language),
        "ratings": models.RATINGS,
        "warnings": models.WARNINGS,
        "statuses": models.STATUSES,
        "audiences": models.AUDIENCES,
    }


def _moved(proposal: Proposal) -> str:
    count = sum(piece.field not in (BLOCK, SCENE_BREAK, SPACE, LABEL) for piece in proposal.pieces)
    return ngettext("%(count)s piece moved", "%(count)s pieces moved", count) % {"count": measures.number(count)}


def _left_out(count: int) -> str:
    words = ngettext("and %(count)s stretch more", "and %(count)s stretches more", count)
    return words % {"count": measures.number(count)} if count else ""


def _stories(person: User) -> list[Story]:
    return list(Story.objects.editable_by(person).order_by("-made_at", "-id")[:MOST_CHOICES])


def _chapters(story: Story | None) -> list[tuple[str, str]]:
    """What a chapter of the file can be in the chosen story: a new one, or the text of one that is there."""
    if story is None:
        return []
    chapters = story.chapters.present().in_reading_order().for_contents().select_related("live", "draft")
    return [("", _("A new chapter")), *((one.public_id, _in_place_of(one)) for one in chapters[:MOST_CHOICES])]


def _in_place_of(chapter: Chapter) -> str:
    text = chapter.live or getattr(chapter, "draft", None)
    called = (text.title or instalments.called(text.number)) if text else instalments.called("")
    number = text.number if text else ""
    if number and text and text.title:
        called = f"{number}: {called}"
    return _("The text of “%(chapter)s”, as a draft beside it") % {"chapter": called}


def _taken(story: Story | None, values: Values) -> set[str]:
    """The numbers that a chapter of the story has already, and one of the file says too."""
    if story is None:
        return set()
    chapters = story.chapters.present()
    there = {
        *chapters.exclude(live=None).values_list("live__number", flat=True),
        *Draft.objects.filter(chapter__in=chapters).values_list("number", flat=True),
    }
    return {number for name, number in values.items() if name.startswith("number_") and number and number in there}


def _ledger(proposal: Proposal) -> tuple[list[tuple[str, str]], tuple[str, str]]:
    ledger = proposal.ledger()
    lines = [
        (_("In the text"), ledger.text),
        (_("In title, disclaimer, summary, tags and notes"), ledger.fields),
        (_("Kept beside the story, for you to see"), ledger.others),
        (_("Labels the page says by itself (“Summary:”)"), ledger.labels),
        (_("Signs that became scene breaks"), ledger.signs),
        (_("Line ends and blank lines"), ledger.space),
        (_("Left over"), ledger.left_over),
    ]
    said = [(words, measures.number(count)) for words, count in lines]
    return said, (_("In the file"), measures.number(ledger.total))


def _readings(manuscript: Manuscript, proposal: Proposal) -> list[readings.Reading]:
    """How the file may be read, where that was a guess or the author's choice."""
    is_sure = proposal.manuscript.charset.startswith("utf-") and not manuscript.charset
    return [] if is_sure else readings.readings(bytes(manuscript.data))


def _brought(request: HttpRequest, manuscript: Manuscript) -> HttpResponse:
    story = manuscript.story
    made = [*manuscript.made.get("chapters", []), *manuscript.made.get("replaced", [])]
    chapters = Chapter.objects.present().filter(story=story, public_id__in=made).in_reading_order()
    lines = [
        {"url": reverse("write_chapter", args=[one.public_id]), "id": one.public_id, "called": _called(one)}
        for one in chapters.select_related("live", "draft")
    ]
    context = {"manuscript": manuscript, "story": story, "chapters": lines}
    return answers.page(request, "importing/brought.html", context)


def _called(chapter: Chapter) -> str:
    text = getattr(chapter, "draft", None) or chapter.live
    return (text.title or instalments.called(text.number)) if text else instalments.called("")
