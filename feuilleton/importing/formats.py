"""Plain text, Markdown or HTML: told by the file's name, and where that does not say, by what is in it."""

import re
from pathlib import PurePath

TEXT, MARKDOWN, HTML = "text", "markdown", "html"
FORMATS = (TEXT, MARKDOWN, HTML)

_BY_ENDING = {".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
_PAGE = re.compile(r"\s*(?:<\?xml\b|<!doctype\s+html\b|<html\b|<head\b|<body\b)", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|br|h[1-6]|blockquote|hr)\b[^<>]{0,200}>", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|div|h[1-6]|blockquote)\s{0,9}>|<br\s{0,9}/?>", re.IGNORECASE)
_MARKDOWN = (
    re.compile(r"^#{1,4} {1,3}\S", re.MULTILINE),
    re.compile(r"^\*\*[^*\n]{1,60}:\*\*|^\*\*[^*\n]{1,60}\*\*:", re.MULTILINE),
)
_LOOKED_AT = 20_000


def tell(name: str, text: str) -> str:
    """The format of a text that came in a file of this name ("" for one that was pasted)."""
    if _PAGE.match(text):
        return HTML
    by_name = _BY_ENDING.get(PurePath(name).suffix.lower())
    if by_name:
        return by_name
    head = text[:_LOOKED_AT]
    if len(_BLOCK.findall(head)) >= 2 and _CLOSING.search(head):
        return HTML
    if any(sign.search(head) for sign in _MARKDOWN):
        return MARKDOWN
    return TEXT
