"""The facts of a story: the book in which its author keeps who is what to whom. Nobody else sees it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.http import answers, paging
from feuilleton.kit.errors import Refusal
from feuilleton.notes import promoting
from feuilleton.notes.models import CONTINUITY, Note
from feuilleton.stories import stating
from feuilleton.stories.models import Chapter, Fact, Story
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.desk import fact_form, naming, note
from feuilleton.web.desk.items import WITHOUT
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User

A_PAGE = 100


class Entry(NamedTuple):
    """A fact in the book, and where it was read."""

    fact: Fact
    since: str
    until: str
    place: str


@signed_in
def facts(request: HttpRequest, public_id: str) -> HttpResponse:
    """The book, and a form for one more; or, for that form, one more. `note`: a note to make a fact of."""
    person = writer(request)
    story: Story = get_object_or_404(Story.objects.editable_by(person), public_id=public_id)
    of_note = _note(person, story, request.POST.get("note") or request.GET.get("note", ""))
    if request.method != "POST":
        typed = fact_form.from_note(of_note) if of_note is not None else fact_form.EMPTY
        return answers.page(request, "desk/facts.html", _context(request, story, typed, of_note))
    typed = fact_form.typed_in(request.POST)
    try:
        stated = fact_form.stated(story, typed, note=of_note)
        if of_note is not None:
            promoting.promote(of_note, stated, by=person, at=timezone.now())
        else:
            stating.state(story, stated, by=person, at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "desk/facts.html", _context(request, story, typed, of_note))
    messages.success(request, _("Kept among the facts."))
    return answers.see_other(address("desk_facts", public_id))


@signed_in
def fact(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form that says a fact otherwise; and saying it so."""
    there = _theirs(request, public_id)
    context = {"here": "write", "story": there.story, "fact": there, "refusal": None, **_choices(there.story)}
    if request.method != "POST":
        return answers.page(request, "desk/fact.html", context | {"typed": fact_form.from_fact(there)})
    typed = fact_form.typed_in(request.POST)
    try:
        stated = fact_form.stated(there.story, typed, before=there)
        stating.change(there, stated, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "desk/fact.html", context | {"typed": typed})
    messages.success(request, _("Kept among the facts."))
    return answers.see_other(f"{address('desk_facts', there.story.public_id)}#f-{there.public_id}")


@signed_in
@takes_a_form(page="desk_fact")
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was drafted is so."""
    there = _theirs(request, public_id)
    stating.confirm(there, by=writer(request), at=timezone.now())
    return answers.see_other(f"{address('desk_facts', there.story.public_id)}#f-{there.public_id}")


@signed_in
def forget(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, and take it out of the book."""
    there = _theirs(request, public_id)
    back = address("desk_facts", there.story.public_id)
    if request.method == "POST":
        stating.forget(there, by=writer(request), at=timezone.now())
        messages.success(request, _("Forgotten."))
        return answers.see_other(back)
    return answers.page(request, "confirm.html", {
        "here": "write",
        "title": _("Forget this fact?"),
        "say": _("It goes from the book for good. The text and what readers said stay as they are."),
        "subject": there.story.title,
        "goes": [" ".join(part for part in (there.subject, str(there.get_relation_display()), there.object) if part)],
        "button": _("Forget it"),
        "back": back,
    })  # fmt: skip


def _theirs(request: HttpRequest, public_id: str) -> Fact:
    facts = Fact.objects.readable_by(writer(request)).select_related("story", "since", "until", "revision")
    found: Fact = get_object_or_404(facts.defer("revision__packed"), public_id=public_id)
    return found


def _note(person: User, story: Story, public_id: str) -> Note | None:
    """The note that a fact is to be made of: one about this story that says something does not agree."""
    if not public_id:
        return None
    found = note.theirs(person, public_id)
    return found if found.story_id == story.pk and found.kind == CONTINUITY else None


def _context(request: HttpRequest, story: Story, typed: fact_form.TypedFact, of_note: Note | None) -> dict[str, Any]:
    without = [f"{of}__{what}" for of in ("revision", "revision__chapter__live") for what in WITHOUT]
    listed = paging.page_of(
        request,
        Fact.objects.filter(story=story).select_related("since__live", "until__live", "revision__chapter__live")
        .defer(*without, *(f"{of}__live__{what}" for of in ("since", "until") for what in WITHOUT)).in_order(),
        each=A_PAGE,
    )  # fmt: skip
    entries = [_entry(one) for one in listed.rows]
    return {
        "here": "write",
        "story": story,
        "listed": listed,
        "subjects": [(name, list(some)) for name, some in groupby(entries, key=lambda entry: entry.fact.subject)],
        "count_said": _counted(listed.count),
        "typed": typed,
        "note": of_note,
        "refusal": None,
        **_choices(story),
    }


def _choices(story: Story) -> dict[str, Any]:
    chapters = Chapter.objects.present().filter(story=story).in_reading_order().for_contents()
    named = [(one.public_id, naming.called(one).whole) for one in chapters]
    return {"relations": fact_form.relations(), "chapters": named}


def _entry(one: Fact) -> Entry:
    return Entry(
        one,
        naming.called(one.since).short if one.since else "",
        naming.called(one.until).short if one.until else "",
        _place(one),
    )


def _place(one: Fact) -> str:
    """Where it was read: in what readers have, else in the version that it was read in."""
    if one.revision is None:
        return ""
    chapter = one.revision.chapter
    name = ("chapter", [chapter.public_id]) if chapter.live_id == one.revision_id else (
        "write_version", [chapter.public_id, one.revision.ordinal]
    )  # fmt: skip
    return f"{reverse(name[0], args=name[1])}#b-{one.block}"


def _counted(count: int) -> str:
    return ngettext("%(count)s fact", "%(count)s facts", count) % {"count": measures.number(count)}
