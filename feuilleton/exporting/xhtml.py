"""Clean HTML as XHTML: what an EPUB's content documents are written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from lxml import etree, html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 3986 as epubcheck reads it: what must be percent-encoded is, what is encoded already stays.
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@~-._"


def from_html(source: str) -> str:
    """The same elements, well-formed, with `xml:lang` beside `lang`; addresses that are none lose their link."""
    if not source:
        return ""
    root: HtmlElement = html.fragment_fromstring(source, create_parent="div")
    for element in root.iter(etree.Element):
        if lang := element.get("lang"):
            element.set(_XML_LANG, lang)
        if "href" in element.attrib:
            _mend_address(element)
    inner = (etree.tostring(child, method="xml", encoding="unicode") for child in root)
    return escape(root.text or "") + "".join(inner)


def _mend_address(element: HtmlElement) -> None:
    address = quote(element.get("href", "").strip(), safe=_IN_ADDRESSES)
    if _is_address(address):
        element.set("href", address)
    else:
        del element.attrib["href"]


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))
