"""What an author makes of something observed: other words in the draft, or let it be; and of a fact, that it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.proofreading import correcting, covering, ignoring, surveying
from feuilleton.proofreading.correcting import Spot
from feuilleton.proofreading.finding import CHECKS, FACTS
from feuilleton.stories import drafting, stating
from feuilleton.stories.stating import Stated
from feuilleton.web.desk import passages
from feuilleton.web.proofreading import items, page
from feuilleton.web.writing import editor
from feuilleton.web.writing.door import signed_in, takes_a_form, writer
from feuilleton.web.writing.typed import number_in

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.proofreading.facts import Fact
    from feuilleton.stories.models import Chapter
    from feuilleton.web.proofreading.items import Item


@signed_in
@takes_a_form(page="proofread")
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Do what the button says with what was observed, and go on at that place of the page."""
    found, sent = editor.theirs(request, public_id), request.POST
    do = sent.get("do", "")
    try:
        shown = _DONE.get(do, _nothing)(found, sent, writer(request), timezone.now())
    except correcting.Changed as changed:
        if not answers.is_live(request):
            return answers.page(request, "proofreading/page.html", page.context(found, changed), status=409)
        shown = _again(found, sent, changed.words)
    if not answers.is_live(request):
        messages.success(request, shown["done"])
    id = number_in(sent, "id")
    context = {"story": found.story, "chapter": found, "id": id, "sent": sent, "heading": _heading(sent)} | shown
    then = reverse("proofread", args=[public_id]) + (f"#f-{id}" if id else "")
    return answers.changed(request, piece="proofreading/_answered.html", context=context, then=then)


@signed_in
@takes_a_form(page="proofread")
def fact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what the chapter says of somebody among the facts; or let it be, because it is not so."""
    found, sent = editor.theirs(request, public_id), request.POST
    draft = drafting.find(found)
    told = next((one for one in surveying.stated(found, draft) if surveying.key(one) == sent.get("key")), None)
    if told is None:
        raise Refusal(_("The chapter does not say so any more, or it was decided already. Nothing was changed."))
    person, now = writer(request), timezone.now()
    if sent.get("do") == "state":
        stating.state(found.story, _as_stated(found, told), by=person, at=now)
        done = _("Kept among the facts.")
    else:
        ignoring.ignore(found.story, FACTS, surveying.key(told), by=person, at=now)
        done = _("Not a fact. You are not asked again.")
    if not answers.is_live(request):
        messages.success(request, done)
    context = {"one": items.Stated(number_in(sent, "id"), told, ""), "story": found.story, "done": done}
    context |= {"chapter": found}
    then = reverse("proofread", args=[public_id]) + "#people"
    return answers.changed(request, piece="proofreading/_stated.html", context=context, then=then)


def _correct(chapter: Chapter, sent: QueryDict, by: User, at: datetime) -> dict[str, Any]:
    words = " ".join(text.tidy(sent.get("words", "")).split("\n"))
    draft, now = correcting.correct(chapter, _spot(sent), words, at=at)
    if sent.get("back"):
        return _again(chapter, sent, _("It reads as it did."))
    written = next((block.text for block in draft.blocks if block.id == now.block), "")
    passage = passages.span(written, now.start, now.start + len(words)) if written else None
    return {"done": _("It is in the draft. Readers have it when you publish."), "passage": passage, "now": now}


def _ignore(chapter: Chapter, sent: QueryDict, by: User, at: datetime) -> dict[str, Any]:
    ignoring.ignore(chapter.story, sent.get("check", ""), sent.get("key", ""), by=by, at=at)
    return {"done": _("Left as it is, in the whole story."), "left": True}


def _look(chapter: Chapter, sent: QueryDict, by: User, at: datetime) -> dict[str, Any]:
    ignoring.stop_ignoring(chapter.story, sent.get("check", ""), sent.get("key", ""))
    return _again(chapter, sent, _("It is looked at again."))


def _nothing(chapter: Chapter, sent: QueryDict, by: User, at: datetime) -> dict[str, Any]:
    raise Refusal(_("There is no such choice."))


_DONE = {"correct": _correct, "ignore": _ignore, "look": _look}


def _again(chapter: Chapter, sent: QueryDict, done: str) -> dict[str, Any]:
    """The same thing as it is observed now, if it is."""
    seen = surveying.survey(chapter)
    same = [one for one in seen.findings if (one.check, one.key) == (sent.get("check"), _plain(sent, "key"))]
    here = [one for one in same if one.place.block == sent.get("block")] or same
    shown: list[Item] = items.items(chapter, seen, here[:1], first=number_in(sent, "id"))
    return {"done": done, "item": shown[0] if shown else None}


def _spot(sent: QueryDict) -> Spot:
    return Spot(
        sent.get("block", ""),
        number_in(sent, "start"),
        *(_plain(sent, name) for name in ("before", "quote", "after")),
    )


def _plain(sent: QueryDict, name: str) -> str:
    """Words as they stood in a hidden field: browsers send every end of a line as two signs."""
    return sent.get(name, "").replace("\r\n", "\n")


def _heading(sent: QueryDict) -> str:
    check = sent.get("check", "")
    return covering.check_name(check) if check in CHECKS else ""


def _as_stated(chapter: Chapter, told: Fact) -> Stated:
    """With where it was read: in what readers have, if it stands there too."""
    place, live = told.anchor, chapter.live
    quote = place.quote if place else ""
    is_read = live is not None and any(
        place is not None and block.id == place.block and quote in block.text for block in live.blocks
    )
    return Stated(
        told.subject,
        told.relation,
        told.object,
        since=chapter,
        revision=live if is_read else None,
        block=place.block if is_read and place else "",
        quote=quote,
    )
