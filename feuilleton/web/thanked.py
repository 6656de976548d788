"""Thanks to readers who found something, in words: names as links, and how many are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.jinja import fill, isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feuilleton.notes.thanking import Name, Thanks


def said(thanks: Thanks) -> str:
    """“To wren and 2 readers who are not named, who found what is mended here.”; "" where nobody is thanked."""
    if not thanks:
        return ""
    names, count = _linked(thanks.names), measures.number(thanks.unnamed)
    if not thanks.unnamed:
        words = _("To %(names)s, for what they found and the author has mended.")
    elif not thanks.names:
        words = ngettext(
            "To %(count)s reader who is not named, for what they found and the author has mended.",
            "To %(count)s readers who are not named, for what they found and the author has mended.",
            thanks.unnamed,
        )
    else:
        words = ngettext(
            "To %(names)s and %(count)s reader who is not named, for what they found and the author has mended.",
            "To %(names)s and %(count)s readers who are not named, for what they found and the author has mended.",
            thanks.unnamed,
        )
    return fill(words, names=names, count=count)


def touches(thanks: Thanks) -> set[str]:
    """What a page that says them was made from."""
    return {one.touch for one in thanks.names}


def _linked(names: Iterable[Name]) -> Markup:
    links = [
        Markup('<a href="{}">{}</a>').format(address("person", one.public_id), isolated(one.name)) for one in names
    ]
    return Markup(_(", ")).join(links)  # noqa: S704 – the comma is ours
