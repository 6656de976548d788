"""The page that an author looks at before publishing: everything that was observed, and nothing that judges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.proofreading import covering, ignoring, surveying
from feuilleton.web import measures
from feuilleton.web.proofreading import items
from feuilleton.web.writing import editor
from feuilleton.web.writing.door import signed_in, writer
from feuilleton.web.writing.typed import keep

if TYPE_CHECKING:
    from feuilleton.proofreading.surveying import Survey
    from feuilleton.stories.models import Chapter, Story

MOST = 100


@signed_in
def proofread(request: HttpRequest, public_id: str) -> HttpResponse:
    """The stored draft, looked over; or what readers have, where there is none. A form is saved first."""
    found = editor.theirs(request, public_id)
    if request.method == "POST":
        try:
            keep(found, request.POST, by=writer(request), at=timezone.now())
        except Refusal as refusal:
            return editor.refuse(request, found, refusal)
        return answers.see_other(reverse("proofread", args=[public_id]))
    return answers.page(request, "proofreading/page.html", context(found))


def context(chapter: Chapter, refusal: Refusal | None = None) -> dict[str, Any]:
    """What the page is made from. `refusal`: why what was asked for on it was not done."""
    seen = surveying.survey(chapter)
    left = ignoring.listed(chapter.story)
    stated = items.stated(seen.stated)
    return {
        "here": "write",
        "story": chapter.story,
        "chapter": chapter,
        "say": _said(seen, chapter.story),
        "part": "" if seen.is_whole else _part(seen),
        "coverage": covering.coverage(chapter.story.language),
        "shown": items.items(chapter, seen, seen.findings[:MOST]),
        "more": _more(len(seen.findings) - MOST),
        "stated": stated[:MOST],
        "ignored": [(one, covering.check_name(one.check_name)) for one in left[:MOST]],
        "ignored_said": _let_be(len(left)),
        "refusal": refusal,
    }


def _said(seen: Survey, story: Story) -> str:
    if not seen.read:
        return _("There is no text yet.")
    count = len(seen.findings)
    if not count:
        return _("Nothing to see in what is looked at.")
    said = ngettext("%(count)s thing to look at in %(length)s.", "%(count)s things to look at in %(length)s.", count)
    length = measures.length(seen.draft.words, seen.draft.characters, story.language)
    return said % {"count": measures.number(count), "length": length}


def _part(seen: Survey) -> str:
    said = _("It is long: its first %(read)s paragraphs were looked at, of %(all)s.")
    return said % {"read": measures.number(len(seen.read)), "all": measures.number(len(seen.draft.blocks))}


def _more(count: int) -> str:
    if count <= 0:
        return ""
    said = ngettext(
        "And %(count)s more. Mend some, and look again.", "And %(count)s more. Mend some, and look again.", count
    )
    return said % {"count": measures.number(count)}


def _let_be(count: int) -> str:
    said = ngettext("%(count)s thing is let be in this story", "%(count)s things are let be in this story", count)
    return said % {"count": measures.number(count)}
