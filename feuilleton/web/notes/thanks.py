"""Whom a chapter is thanked for: one line at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from feuilleton.notes import thanking
from feuilleton.notes.models import Credit
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.jinja import fill, isolated

if TYPE_CHECKING:
    from feuilleton.notes.thanking import Thanks
    from feuilleton.stories.models import Chapter


class Line(NamedTuple):
    """The line, "" where nobody is to be thanked; and what a stored page is made from that shows it."""

    words: Markup = Markup("")
    touches: frozenset[str] = frozenset()


NOBODY = Line()


def flagged(chapters: QuerySet[Chapter]) -> QuerySet[Chapter]:
    """Each with `has_credits`: whether anybody is thanked for it."""
    return chapters.annotate(has_credits=Exists(Credit.objects.shown().filter(chapter=OuterRef("pk"))))


def of_chapter(chapter: Any) -> Line:
    """The thanks at the chapter's end. Needs `flagged`."""
    thanks = thanking.of_chapter(chapter.pk) if chapter.has_credits else None
    if not thanks:
        return NOBODY
    return Line(said(thanks), frozenset(name.touch for name in thanks.names))


def said(thanks: Thanks) -> Markup:
    """“With thanks to Iris and Nell for corrections, and to one more reader.”"""
    if not thanks.names:
        words = ngettext(
            "With thanks to one reader for corrections.",
            "With thanks to %(count)s readers for corrections.",
            thanks.unnamed,
        )
        return fill(words, count=measures.number(thanks.unnamed))
    link = Markup('<a href="{}">{}</a>')
    names = _joined([link.format(address("person", one.public_id), isolated(one.name)) for one in thanks.names])
    if not thanks.unnamed:
        return fill(_("With thanks to %(names)s for corrections."), names=names)
    words = ngettext(
        "With thanks to %(names)s for corrections, and to one more reader.",
        "With thanks to %(names)s for corrections, and to %(count)s more readers.",
        thanks.unnamed,
    )
    return fill(words, names=names, count=measures.number(thanks.unnamed))


def _joined(names: list[Markup]) -> Markup:
    *others, last = names
    if not others:
        return last
    return fill(_("%(names)s and %(last)s"), names=escape(_(", ")).join(others), last=last)
