"""Showing a chapter to readers, taking it away again, setting its draft aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.stories import drafting, publishing
from feuilleton.stories.models import ASIDE, CHANGED, Chapter, Draft, Revision
from feuilleton.web.writing import editor, telling
from feuilleton.web.writing.door import signed_in, takes_a_form, writer
from feuilleton.web.writing.typed import keep, typed_in, typed_of

if TYPE_CHECKING:
    from datetime import datetime


@signed_in
@takes_a_form(page="write_chapter")
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save what was typed and show it to readers."""
    found = editor.theirs(request, public_id)
    before, was_there = found.live_id, found.is_published
    person, now = writer(request), timezone.now()
    try:
        version = keep(found, request.POST, by=person, at=now).version
        change = request.POST.get("change") or CHANGED
        live = publishing.publish(found, by=person, at=now, version=version, change=change)
    except Refusal as refusal:
        return editor.refuse(request, found, refusal)
    messages.success(request, _said(found, live, _news(live, before, was_there=was_there, at=now)))
    return answers.see_other(reverse("write_story", args=[found.story.public_id]))


@signed_in
@takes_a_form(page="write_chapter")
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save what was typed, and take the chapter away from readers. A form that says `words=stored` has none."""
    found = editor.theirs(request, public_id)
    try:
        if request.POST.get("words") != "stored":
            keep(found, request.POST, by=writer(request), at=timezone.now())
        publishing.withdraw(found, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return editor.refuse(request, found, refusal)
    messages.success(request, telling.withdrawn(found, at=timezone.now()))
    return answers.see_other(reverse("write_story", args=[found.story.public_id]))


@signed_in
@takes_a_form(page="write_chapter")
def set_aside(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save what was typed, and put the draft among the earlier versions."""
    found = editor.theirs(request, public_id)
    person, now = writer(request), timezone.now()
    if _is_aside(found, request.POST):
        return answers.see_other(editor.back_to(found))
    try:
        draft = keep(found, request.POST, by=person, at=now)
        aside = drafting.set_aside(found, version=draft.version, by=person, at=now)
    except Refusal as refusal:
        return editor.refuse(request, found, refusal)
    if aside is not None:
        messages.success(request, _("Set aside. The draft is among the earlier versions."))
    return answers.see_other(editor.back_to(found))


def _is_aside(chapter: Chapter, sent: QueryDict) -> bool:
    """Whether the form was sent before: what it holds is the version set aside last, and there is no draft."""
    if Draft.objects.filter(chapter=chapter).exists():
        return False
    newest: Revision | None = chapter.revisions.newest_first().first()
    return newest is not None and newest.change == ASIDE and typed_of(newest) == typed_in(sent)


def _said(chapter: Chapter, live: Revision, news: str) -> str:
    title = live.title or chapter.story.title
    if not news:
        return _("Readers have “%(title)s” just like this already.") % {"title": title}
    return _("Published: “%(title)s”. %(news)s") % {"title": title, "news": news}


def _news(live: Revision, before: int | None, *, was_there: bool, at: datetime) -> str:
    """Who is told; "" where readers had it just so."""
    if was_there:
        return "" if live.pk == before else _("Nobody is told of a revision.")
    return telling.after(live.chapter, at=at)
