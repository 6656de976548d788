"""The queue: what readers of a story left to decide, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.http import answers, paging
from feuilleton.notes import carrying, issuing, models
from feuilleton.notes.models import Note
from feuilleton.stories.models import Story
from feuilleton.web import measures
from feuilleton.web.desk import items, kindly, naming, ordering
from feuilleton.web.writing.door import signed_in, writer
from feuilleton.web.writing.versions import DRAFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.accounts.models import User
    from feuilleton.notes.asking import Notes
    from feuilleton.web.desk.ordering import Line, Texts

WAITING, LATER, MENDED, SETTLED, KIND = "waiting", "later", "draft", "settled", "kind"
_NAMES = {WAITING: "to_decide", LATER: "put_off", MENDED: "to_be_mended", SETTLED: "settled", KIND: "kind_words"}
KINDS = [kind for kind in models.KINDS if kind[0] not in (models.REACTION, models.PRIVATE, models.CLARIFICATION)]
MOST_ISSUES = 10


@dataclass(frozen=True)
class Asked:
    """What of the queue is asked for. `just`: the note that was decided just now, which stays in its place."""

    show: str
    kind: str
    chapter: str
    page: str
    just: str

    def address(self, path: str, **other: str) -> str:
        """The list that is asked for, as an address."""
        query = self.query(**other)
        return f"{path}?{query}" if query else path

    def query(self, **other: str) -> str:
        """The same as the query of an address, with these changes; without the page, unless it is among them."""
        said = {"show": self.show, "kind": self.kind, "chapter": self.chapter} | other
        if said["show"] == WAITING:
            said["show"] = ""
        return urlencode({name: value for name, value in said.items() if value})


@signed_in
def queue(request: HttpRequest, public_id: str) -> HttpResponse:
    """One page of what waits, or of what was put off, went into the draft, was settled, or was kind."""
    person = writer(request)
    story: Story = get_object_or_404(Story.objects.editable_by(person), public_id=public_id)
    carrying.catch_up_all(story)
    asked = asked_for(request)
    all_of_it = Note.objects.decided_by(person).filter(story=story).heads()
    counts = all_of_it.counts()
    found = ordering.lines(_wanted(all_of_it, asked))
    rows = kindly.passages_of(found) if asked.show == KIND else [[line] for line in found]
    last = -(-len(rows) // paging.A_PAGE)
    if 1 <= last < paging.LAST and asked.page.isdecimal() and int(asked.page[:9]) > last:
        # What stood on the last page was decided.
        return answers.see_other(asked.address(request.path, page=str(last)))
    texts: Texts = {}

    def between(first: int, end: int) -> list[list[Line]]:
        firsts, there = ordering.between([row[0] for row in rows], first, end)
        texts.update(there)
        by_first = {row[0].note: row for row in rows}
        return [by_first[line.note] for line in firsts]

    listed = paging.page_between(request, lambda: len(rows), between)
    drawn = kindly.loved if asked.show == KIND else _items
    context = {
        "story": story,
        "asked": asked,
        "say": _say(counts),
        "turns": [turn for turn in _turns(counts) if turn[2] or turn[0] in (WAITING, asked.show)],
        "listed": listed,
        "shown": drawn(listed.rows, texts),
        "kinds": [(kind, str(name)) for kind, name in KINDS],
        "chapters": naming.chapters_of(story),
        "issues": _issues(story),
        "here": "write",
        **for_items(request, person, back=asked.address(request.path, page=asked.page), just=asked.just),
    }
    return answers.page(request, "desk/queue.html", context)


def asked_for(request: HttpRequest) -> Asked:
    """What the address asks for; nonsense asks for nothing."""
    get = request.GET.get
    show = get("show", "")
    kind = get("kind", "")
    return Asked(
        show=show if show in _NAMES else WAITING,
        kind=kind if kind in dict(KINDS) else "",
        chapter=get("chapter", "")[:16],
        page=get("page", ""),
        just=get("just", "")[:16],
    )


def for_items(request: HttpRequest, person: User, *, back: str, just: str = "") -> dict[str, Any]:
    """What drawing an item needs beside it. `back`: where its forms lead afterwards."""
    return {"back": back, "just": just, "kind_words": kindly.with_a_decline(), "three": None}


def _wanted(notes: Notes, asked: Asked) -> Notes:
    chosen: Notes = getattr(notes, _NAMES[asked.show])()
    if asked.kind:
        chosen = chosen.filter(kind=asked.kind)
    if asked.chapter:
        chosen = chosen.filter(chapter__public_id=asked.chapter)
    if not asked.just:
        return chosen
    return notes.filter(Q(pk__in=chosen.values("pk")) | Q(public_id=asked.just))


def _items(rows: Sequence[Sequence[Line]], texts: Texts) -> list[items.Item]:
    return items.items([row[0].note for row in rows], texts)


def _turns(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    names = {
        WAITING: _("To decide"),
        LATER: _("Put off"),
        MENDED: _("In the draft"),
        KIND: _("Kind words"),
        SETTLED: _("Settled"),
    }
    return [(show, name, counts[_NAMES[show]]) for show, name in names.items()]


def _say(counts: dict[str, int]) -> str:
    """How much waits, in a sentence about the story, which stands at `%(story)s`."""
    waits, kind = counts["to_decide"], counts["kind_words"]
    figures = {"things": _things(waits), "kind": _kind(kind), "story": "%(story)s"}
    if waits and kind:
        return _("Readers of %(story)s have left %(things)s and %(kind)s.") % figures
    if waits or kind:
        return _("Readers of %(story)s have left %(things)s.") % (figures | ({} if waits else {"things": _kind(kind)}))
    return _("Readers of %(story)s have left nothing to decide.") % figures


def _things(count: int) -> str:
    return ngettext("%(count)s thing to decide", "%(count)s things to decide", count) % {
        "count": measures.number(count)
    }


def _kind(count: int) -> str:
    return ngettext("%(count)s kind word", "%(count)s kind words", count) % {"count": measures.number(count)}


@dataclass(frozen=True)
class Issue:
    """A draft with corrections in it that readers could have now."""

    due: issuing.Due

    @property
    def called(self) -> naming.Called:
        return naming.called(self.due.chapter)

    @property
    def corrections(self) -> str:
        return corrections(self.due.corrections)

    @property
    def compare(self) -> str:
        where = reverse("write_compare", args=[self.due.chapter.public_id])
        live = self.due.chapter.live
        return f"{where}?old={live.ordinal if live else DRAFT}&new={DRAFT}"


def corrections(count: int) -> str:
    return ngettext("%(count)s correction", "%(count)s corrections", count) % {"count": measures.number(count)}


def _issues(story: Story) -> list[Issue]:
    return [Issue(due) for due in issuing.due(story)[:MOST_ISSUES]]
