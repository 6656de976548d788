"""Saying something about a passage. Whatever comes between, what was typed comes back with the page that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markupsafe import Markup

from feuilleton.accounts import naming
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.notes import models, noting
from feuilleton.notes.wording import PROPOSING, Said
from feuilleton.web import adult
from feuilleton.web.addresses import address
from feuilleton.web.jinja import fill
from feuilleton.web.notes import beside, brake, finding, opposing, passages, sheet
from feuilleton.web.notes.passages import Several, Stretch
from feuilleton.web.reviews import names
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName, User
    from feuilleton.notes.anchoring import Marked
    from feuilleton.notes.models import Note
    from feuilleton.web.notes.sheet import Sheet


class NotLookedOver(Refusal):
    """A correction whose difference its writer has not seen yet."""


@signed_in
def say(request: HttpRequest, public_id: str, block: str) -> HttpResponse:
    visitor, user, is_sent = visitor_of(request), writer(request), request.method == "POST"
    try:
        chapter = finding.readable(visitor, public_id)
    except Http404:
        if not is_sent:
            raise
        raise Refusal(_("What you wrote about is not here any more, or not for you.")) from None
    if adult.must_ask(chapter.story, visitor):
        if not is_sent:
            return adult.asked_first(request, chapter.story, finding.authors_of(chapter.story))
        raise Refusal(_("Open the chapter first: its page asks before it shows this text."))
    filled = sheet.opened(request, visitor, user, chapter, block)
    if not is_sent:
        if not filled.paragraphs.blocks:
            raise Http404
        return answers.page(request, "notes/write.html", _context(filled, visitor))
    if opposing.is_asked(request.POST):
        return opposing.choose(request, visitor, filled)
    try:
        note = _write(request, filled, user, timezone.now())
    except NotLookedOver:
        return answers.page(request, "notes/write.html", _context(filled, visitor) | {"is_to_be_seen": True})
    except Refusal as refusal:
        context = _context(filled, visitor)
        context["places"] = refusal.places if isinstance(refusal, Several) else []
        return answers.refused(request, refusal, "notes/write.html", context)
    there = f"{address('chapter', public_id)}#b-{block}"
    _tell(request, note, filled, there)
    return answers.see_other(there)


def _context(filled: Sheet, visitor: Any) -> dict[str, Any]:
    return {
        "sheet": filled,
        "story": filled.chapter.story,
        "chapter": filled.chapter,
        "typed": filled.typed,
        "reactions": models.REACTIONS,
        "opposite": opposing.chosen(visitor, filled),
        "is_to_be_seen": False,
        "refusal": None,
        "places": [],
    }


def _write(request: HttpRequest, filled: Sheet, user: User, at: datetime) -> Note:
    if not filled.paragraphs.blocks:
        raise Refusal(_("This passage is not in the text any more. Your words stay here: take them to another place."))
    if filled.typed.kind not in dict(models.KINDS):
        raise Refusal(_("Say what kind of note it is."), field="kind")
    brake.check(user, at=at)
    marked, said = _meant(filled)
    against = opposing.marked(visitor_of(request), filled) if said.kind == models.CONTINUITY else None
    with transaction.atomic():  # A name is taken only for words that then stand under it.
        pen_name = _pen_name(request, filled, user, at)
        return noting.write(
            marked,
            said,
            by=user,
            pen_name=pen_name,
            at=at,
            names_me=pen_name is not None and filled.typed.names_me != "no",
            against=against,
        )


def _meant(filled: Sheet) -> tuple[Marked, Said]:
    """What was marked, and what is said of it."""
    typed, there = filled.typed, filled.paragraphs
    replacement = filled.replacement if typed.kind in PROPOSING else None
    if replacement is None:
        if typed.kind in PROPOSING and not typed.words.strip():
            raise Refusal(_("Correct the words, or say what is wrong with them."), field="replacement")
        stretch = there.meant(typed.passage, typed.which, filled.selected)
        return there.marked(stretch), Said(typed.kind, typed.words, None, typed.reaction)
    if typed.seen != typed.replacement:
        raise NotLookedOver("")
    inside, words = passages.narrowed(filled.base, replacement)
    start = filled.selected.start
    stretch = Stretch(start + inside.start, start + inside.end)
    if not there.is_within_one(stretch) or "\n\n" in words:
        says = _("A correction stays within one paragraph. Leave the others as they are, or say it in words.")
        raise Refusal(says, field="replacement")
    return there.marked(stretch), Said(typed.kind, typed.words, words)


def _pen_name(request: HttpRequest, filled: Sheet, user: User, at: datetime) -> PenName | None:
    if filled.typed.new_name.strip() and not filled.names:
        return naming.own(filled.typed.new_name, by=user, at=at)
    if not filled.names:
        return None
    return names.chosen(request.POST, user, at=at)


def _tell(request: HttpRequest, note: Note, filled: Sheet, there: str) -> None:
    """At the passage: what became of the note, and what one can do about it."""
    if note.kind == models.PRIVATE:
        says = fill(_("Kept. Only you see it."))
    elif note.is_public:
        says = fill(_("Sent to %(author)s. Every reader of the chapter sees it, too."), author=_who(filled))
    elif note.kind == models.REACTION:
        says = fill(_("Sent to %(author)s."), author=_who(filled))
    else:
        says = fill(_("Sent to %(author)s. You hear when it is decided."), author=_who(filled))
    link = Markup('<a href="{}">{}</a>')
    where = f"{address('note_take_back', note.public_id)}?{urlencode({'next': there})}"
    take_back = link.format(where, _("Take it back"))
    finds = link.format(address("finds"), _("All your notes"))
    # Messages that are to stay markup on their way are so marked in Django’s manner.
    words = SafeString(Markup(" ").join([says, take_back, finds]))
    messages.success(request, words, extra_tags=f"{beside.TOLD}{filled.block}")


def _who(filled: Sheet) -> Markup:
    return finding.named(filled.authors)
