"""Whom one has nothing to do with: the list of them, blocking somebody, letting them go, and thinking again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts import blocking
from feuilleton.accounts.models import Block, PenName
from feuilleton.http import answers, paging
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User

LET_GO = "let_go"
"""In the address of the list: the public id of the pen name that was let go just now, to be blocked again."""


@signed_in
def blocks(request: HttpRequest) -> HttpResponse:
    """The list, and a field for one more name, which leads to the page that asks."""
    if request.method != "POST":
        return answers.page(request, "people/blocks.html", _context(request, writer(request)))
    try:
        found = _named(request.POST.get("name", ""))
    except Refusal as refusal:
        return answers.refused(request, refusal, "people/blocks.html", _context(request, writer(request)))
    return answers.see_other(address("block", found.public_id))


@signed_in
def block(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say in plain words what a block does, and make it."""
    pen_name = get_object_or_404(PenName, public_id=public_id)
    if request.method == "POST":
        blocking.block(pen_name, by=writer(request), at=timezone.now())
        messages.success(request, _("%(name)s is blocked.") % {"name": pen_name.name})
        return answers.see_other(address("blocks"))
    return answers.page(request, "confirm.html", {
        "here": "you",
        "title": _("Block %(name)s?") % {"name": pen_name.name},
        "say": _("You will have nothing to do with each other here. They are not told, and you can let them go again."),
        "subject": pen_name.name,
        "goes": [
            _("Neither of you can review, favorite, follow or answer the other."),
            _("You do not see each other’s reviews."),
            _("It holds for every pen name that either of you has."),
            _("Nothing is deleted. What one of you follows or keeps of the other stays, and nothing of it is delivered "
              "while the block stands."),
            _("What is open to everybody stays open to both of you: signed out, anybody can read it."),
        ],
        "button": _("Block"),
        "back": address("person", public_id),
    })  # fmt: skip


@signed_in
@takes_a_form(page="blocks")
def unblock(request: HttpRequest) -> HttpResponse:
    """Let somebody go; the list then offers to block them again."""
    person, key = writer(request), request.POST.get("block", "")
    is_key = key.isascii() and key.isdigit() and len(key) < 19
    let_go = person.blocks.select_related("pen_name").filter(pk=int(key) if is_key else 0).first()
    if let_go is None:
        return answers.see_other(address("blocks"))
    blocking.unblock(let_go, by=person, at=timezone.now())
    if let_go.pen_name is None:
        messages.success(request, _("Let go."))
        return answers.see_other(address("blocks"))
    return answers.see_other(f"{address('blocks')}?{LET_GO}={let_go.pen_name.public_id}")


def _context(request: HttpRequest, person: User) -> dict[str, object]:
    listed = paging.page_of(request, Block.objects.filter(by=person).select_related("pen_name").order_by("-id"))
    return {
        "here": "you",
        "listed": listed,
        "count_said": _people(listed.count),
        "let_go": _let_go(request, person),
        "name": text.tidy(request.POST.get("name", "")),
    }


def _let_go(request: HttpRequest, person: User) -> PenName | None:
    wanted = request.GET.get(LET_GO, "")
    if not wanted:
        return None
    there = Block.objects.filter(by=person, pen_name=OuterRef("pk"))
    return PenName.objects.filter(~Exists(there), public_id=wanted).exclude(user=None).first()


def _named(typed: str) -> PenName:
    name = text.one_line(typed)
    found = PenName.objects.named(name).first() if name else None
    if found is None:
        words = _("Nobody here writes as “%(name)s”.") % {"name": name} if name else _("Say whom.")
        raise Refusal(words, field="name")
    return found


def _people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}
