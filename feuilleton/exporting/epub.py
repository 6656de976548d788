"""A book as EPUB 3.3 (W3C Recommendation, EPUB Accessibility 1.1): the same book gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from feuilleton.exporting import wording, xhtml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feuilleton.exporting.binding import Book
    from feuilleton.notes.thanking import Thanks

MEDIA_TYPE = "application/epub+zip"
ENDING = "epub"


def _thanks(said: Thanks) -> Markup:
    names = Markup(gettext(", ")).join(Markup("<bdi>{}</bdi>").format(one.name) for one in said.names)  # noqa: S704
    return Markup(wording.thanks_sentence(said)) % {"names": names, "count": said.unnamed}  # noqa: S704 – ours


_templates = Environment(
    loader=PackageLoader("feuilleton.exporting"), autoescape=True, extensions=["jinja2.ext.i18n"], trim_blocks=True
)
_templates.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
_templates.globals.update(
    instalment=wording.instalment, heading=wording.heading, full_title=wording.title, thanks=_thanks
)
_templates.filters["xhtml"] = lambda html: Markup(xhtml.from_html(html))  # noqa: S704


def write(book: Book) -> bytes:
    """The book's bytes. Nothing in them depends on the clock, the machine or who asks."""
    stamp = book.modified.astimezone(UTC)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _put(archive, "mimetype", MEDIA_TYPE, stamp.timetuple()[:6], zipfile.ZIP_STORED)
        for name, content in _files(book, stamp.strftime("%Y-%m-%dT%H:%M:%SZ")):
            _put(archive, name, content, stamp.timetuple()[:6], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _files(book: Book, modified: str) -> Iterator[tuple[str, str]]:
    common = {"book": book, "modified": modified, "interface": get_language() or "en"}
    names = [f"chapter-{number:04}.xhtml" for number in range(1, len(book.parts) + 1)]
    yield "META-INF/container.xml", _render("container.xml", common)
    yield "EPUB/package.opf", _render("package.opf", common | {"names": names})
    yield "EPUB/nav.xhtml", _render("nav.xhtml", common | {"entries": list(zip(names, book.parts, strict=True))})
    yield "EPUB/title.xhtml", _render("title.xhtml", common)
    for name, part in zip(names, book.parts, strict=True):
        yield f"EPUB/{name}", _render("chapter.xhtml", common | {"part": part})
    if book.thanked:
        yield "EPUB/colophon.xhtml", _render("colophon.xhtml", common)
    yield "EPUB/book.css", _render("book.css", common)


def _render(template: str, context: dict[str, object]) -> str:
    return _templates.get_template(f"epub/{template}").render(context)


def _put(archive: zipfile.ZipFile, name: str, content: str, at: tuple[int, ...], compression: int) -> None:
    entry = zipfile.ZipInfo(name, date_time=(max(at[0], 1980), at[1], at[2], at[3], at[4], at[5]))
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content.encode(), compresslevel=6)
