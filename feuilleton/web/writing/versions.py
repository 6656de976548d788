"""Earlier versions of a chapter: each can be read again, brought back onto the desk, and laid beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers, paging
from feuilleton.notes import carrying
from feuilleton.stories import drafting, expunging, restoring
from feuilleton.stories.models import Chapter, Draft, Revision
from feuilleton.web import comparing
from feuilleton.web.writing import editor, preview, sheet
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User

HEAVY = ("packed", "source", "html", "notes", "summary")
DRAFT = "draft"


@signed_in
def versions(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of them, newest first."""
    found = editor.theirs(request, public_id)
    listed = paging.page_of(request, _versions(writer(request), found).newest_first().defer(*HEAVY))
    context = {
        "chapter": found,
        "story": found.story,
        "listed": listed,
        "versions": [sheet.Version(one, found.story) for one in listed.rows],
        "choices": _choices(writer(request), found),
    }
    return answers.page(request, "writing/versions.html", context)


@signed_in
def version(request: HttpRequest, public_id: str, ordinal: int) -> HttpResponse:
    """One of them, as readers had it or would have had it."""
    found = editor.theirs(request, public_id)
    revision = _one(writer(request), found, ordinal)
    context = preview.as_readers_see(found, revision) | {
        "version": sheet.Version(revision, found.story),
        "is_live": found.live_id == revision.pk and not found.is_withdrawn,
    }
    return answers.page(request, "writing/version.html", context)


@signed_in
@takes_a_form(page="write_version")
def restore(request: HttpRequest, public_id: str, ordinal: int) -> HttpResponse:
    """Make a draft of it; a draft that was there goes among the earlier versions."""
    found = editor.theirs(request, public_id)
    restoring.restore(_one(writer(request), found, ordinal), by=writer(request), at=timezone.now())
    messages.success(request, _("It is the draft now. A draft that was there before is among the earlier versions."))
    return answers.see_other(reverse("write_chapter", args=[public_id]))


@signed_in
def expunge(request: HttpRequest, public_id: str, ordinal: int) -> HttpResponse:
    """Say what removing it from history does, which cannot be undone; and do it."""
    found = editor.theirs(request, public_id)
    person = writer(request)
    revision: Revision = get_object_or_404(_versions(person, found).defer(*HEAVY), ordinal=ordinal)
    back = reverse("write_versions", args=[public_id])
    if request.method != "POST":
        if revision.expunged_at is not None or revision.pk == found.live_id:
            return answers.see_other(back)
        return answers.page(request, "confirm.html", _before_it_goes(sheet.Version(revision, found.story), back))
    # What notes say of it finds its place in the text that readers have, while there is something to find it by.
    carrying.catch_up(found)
    expunging.expunge(revision, by=person, at=timezone.now())
    messages.success(request, _("Removed from history."))
    return answers.see_other(back)


@signed_in
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two versions (`old`, `new`: an ordinal or `draft`), and every word in which they differ."""
    found = editor.theirs(request, public_id)
    person = writer(request)
    old, new = (_asked(person, found, request.GET.get(name, "")) for name in ("old", "new"))
    context: dict[str, Any] = {
        "chapter": found,
        "story": found.story,
        "choices": _choices(person, found),
        "old": request.GET.get("old", ""),
        "new": request.GET.get("new", ""),
        "differences": comparing.differences(old, new),
    }
    return answers.page(request, "writing/compare.html", context)


def _before_it_goes(version: sheet.Version, back: str) -> dict[str, Any]:
    return {
        "here": "write",
        "title": _("Remove this version from history?"),
        "say": _("Its words are deleted for good, from everywhere in this archive. It cannot be undone."),
        "subject": version.named,
        "goes": [
            _("Nobody can read, compare or bring it back, you included."),
            _("What notes and facts quote of it goes, too."),
            _("That there was a version stays in the list, and so does every other version, with its words."),
            _("What readers took along, and the archive’s own backups, are beyond reach."),
        ],
        "button": _("Remove it from history"),
        "back": back,
    }


def _versions(person: User, chapter: Chapter) -> Any:
    return Revision.objects.readable_by(person).filter(chapter=chapter)


def _one(person: User, chapter: Chapter, ordinal: int) -> Revision:
    """A version with words in it: what was removed from history is not there to be read."""
    there = _versions(person, chapter).with_words().select_related("chapter__story")
    found: Revision = get_object_or_404(there, ordinal=ordinal)
    return found


def _asked(person: User, chapter: Chapter, which: str) -> Revision | Draft:
    """The version asked for; the draft, or what would be its beginning, for `draft` and for nonsense."""
    if which.isascii() and which.isdecimal() and len(which) < 10:
        return _one(person, chapter, int(which))
    return drafting.find(chapter)


def _choices(person: User, chapter: Chapter) -> list[tuple[str, str]]:
    """What can be compared: the draft where there is one, and every version, newest first."""
    revisions = _versions(person, chapter).with_words().newest_first().defer(*HEAVY)
    listed = [sheet.Version(one, chapter.story) for one in revisions]
    drafted = [(DRAFT, _("The draft"))] if Draft.objects.filter(chapter=chapter).exists() else []
    return [*drafted, *((str(one.ordinal), one.named) for one in listed)]
