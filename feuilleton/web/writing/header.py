"""A story's header: the form that starts a story, and the one that changes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts import naming
from feuilleton.accounts.models import PenName
from feuilleton.archive import keeping
from feuilleton.http import answers
from feuilleton.kit import ids, text
from feuilleton.kit.errors import Refusal
from feuilleton.stories import describing, models, starting
from feuilleton.stories.models import Story
from feuilleton.web.writing import header_form
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.web.writing.header_form import Said

_FORM_ID = re.compile(rf"[2-9a-z]{{{ids.LENGTH}}}")


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """A new story: its header, under a pen name that they have or make here."""
    person, now = writer(request), timezone.now()
    if request.method != "POST":
        said = header_form.Said(language=keeping.the_archive().language)
        return _show(request, "writing/new_story.html", said, **_pen_names(request, person), form_id=ids.public_id())
    said = header_form.said_in(request.POST)
    form_id = request.POST.get("form_id", "")
    form_id = form_id if _FORM_ID.fullmatch(form_id) else ids.public_id()
    try:
        header = header_form.header_of(said, other_headers=[])
        describing.checked(header)
        pen_name = _pen_name(request, person, now)
        story = starting.start(header, pen_name=pen_name, by=person, at=now, public_id=form_id)
    except Refusal as refusal:
        more = _pen_names(request, person) | {"form_id": form_id}
        return _show(request, "writing/new_story.html", said, refusal=refusal, **more)
    messages.success(
        request, _("“%(title)s” is begun. Nobody sees it until you publish a chapter.") % {"title": story.title}
    )
    return answers.see_other(reverse("write_story", args=[story.public_id]))


@signed_in
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a story's header."""
    person = writer(request)
    story: Story = get_object_or_404(Story.objects.editable_by(person), public_id=public_id)
    if request.method != "POST":
        return _show(request, "writing/header.html", header_form.said_by(story), story=story)
    said = header_form.said_in(request.POST)
    try:
        header = header_form.header_of(said, other_headers=story.other_headers)
        describing.describe(story, header, by=person, at=timezone.now())
    except Refusal as refusal:
        return _show(request, "writing/header.html", said, refusal=refusal, story=story)
    messages.success(request, _("Kept."))
    return answers.see_other(reverse("write_story", args=[public_id]))


def _show(
    request: HttpRequest, template: str, said: Said, *, refusal: Refusal | None = None, **more: Any
) -> HttpResponse:
    context = {
        "said": said,
        "refusal": refusal,
        "wrong": {refusal.field or "": refusal.words} if refusal else {},
        "languages": header_form.language_choices(said.language),
        "ratings": models.RATINGS,
        "warnings": models.WARNINGS,
        "statuses": models.STATUSES,
        "audiences": models.AUDIENCES,
        **more,
    }
    return answers.page(request, template, context, status=422 if refusal else 200)


def _pen_names(request: HttpRequest, person: User) -> dict[str, Any]:
    """What the form shows of pen names: those there are, the one that is chosen, the one typed."""
    names = list(PenName.objects.of(person).in_order())
    usual = next((one.public_id for one in names if one.pk == person.writes_as_id), names[0].public_id if names else "")
    chosen = request.POST.get("pen_name") or request.GET.get("as") or usual
    return {
        "pen_names": [(one.public_id, one.name) for one in names],
        "pen_name": chosen,
        "new_pen_name": text.tidy(request.POST.get("new_pen_name", "")),
    }


def _pen_name(request: HttpRequest, person: User, now: datetime) -> PenName:
    """The pen name typed, made if it is new; without one typed, the one chosen."""
    theirs = PenName.objects.of(person)
    typed = text.one_line(request.POST.get("new_pen_name", ""))
    if typed:
        return _own(typed, person, now)
    chosen = theirs.filter(public_id=request.POST.get("pen_name", "")).first()
    if chosen is None:
        raise Refusal(_("A story stands under a pen name. Any will do; it can be changed."), field="new_pen_name")
    return chosen


def _own(name: str, person: User, now: datetime) -> PenName:
    try:
        return naming.own(name, by=person, at=now)
    except Refusal as refusal:
        raise Refusal(refusal.words, field="new_pen_name") from refusal
