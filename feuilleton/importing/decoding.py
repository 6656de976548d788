"""From a file's bytes to its text: which charset, and whether it is a text at all."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from collections.abc import Iterator
from dataclasses import dataclass

import chardet
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal

MOST_BYTES = 5 * 1024 * 1024
CHARSETS = ("utf-8", "utf-16", "cp1252", "cp1251", "koi8-r", "cp1250", "shift_jis", "gb18030", "big5", "euc-kr")

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_NOT_TEXT = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x7fELF")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTERS = re.compile(rb"[A-Za-z\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, newlines as `\\n`, without its byte-order mark; and the name of the charset it was read with."""

    text: str
    charset: str


def decode(data: bytes, *, charset: str = "") -> Decoded:
    """Read bytes as text: the author's choice, else byte-order mark, UTF-8, what the file declares, a good guess.

    Control characters stay, so that places in the text are places in the file.
    Refuses what is empty, too long, no text, or not written in the charset that was asked for.
    """
    if len(data) > MOST_BYTES:
        raise Refusal(_("This file is longer than 5 MB. Cut it in two, and bring the parts one after the other."))
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise Refusal(_("This file is empty."))
    if data.startswith(_NOT_TEXT):
        raise _no_text()
    for candidate in [charset] if charset else _candidates(data):
        text = _read(data, candidate)
        if text is not None:
            return Decoded(_checked(text), candidate)
    if charset:
        raise Refusal(_("This file is not written in %(charset)s. Another one may fit.") % {"charset": charset[:40]})
    raise _no_text()


def _candidates(data: bytes) -> Iterator[str]:
    """Charsets to try, the surest first."""
    yield from (name for mark, name in _BOMS if data.startswith(mark))
    yield from _unmarked_utf16(data)
    yield "utf-8"
    declared = _DECLARED.search(data[:2048])
    if declared and (name := _known(declared[1].decode("ascii"))):
        yield name
    guess, confidence = _guess(data)
    if guess and confidence >= (0.4 if _mostly_ascii(data) else 0.15):
        yield guess
    yield "cp1252"
    yield "latin-1"


def _unmarked_utf16(data: bytes) -> list[str]:
    """UTF-16 without a mark shows in its blanks and line ends, every one of which has a zero on the same side."""
    sample = data[:20_000]
    if len(data) % 2 or b"\0" not in sample:
        return []
    units = len(sample) // 2
    low, high = sample[0::2], sample[1::2]
    blanks_le = sum(1 for a, b in zip(low, high, strict=False) if b == 0 and a in b" \n")
    blanks_be = sum(1 for a, b in zip(low, high, strict=False) if a == 0 and b in b" \n")
    most = max(blanks_le, blanks_be)
    zeros = sample.count(0)
    if most * 40 < units or zeros * 20 < units:
        return []
    return ["utf-16-le" if blanks_le >= blanks_be else "utf-16-be"]


def _known(name: str) -> str:
    try:
        codec = lookup(name)
    except LookupError:
        return ""
    # Pages that say Latin-1 were nearly always written on Windows.
    return "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name


def _guess(data: bytes) -> tuple[str, float]:
    lines = (line for line in data.split(b"\n") if _HIGH.search(line, 0, 4096))
    sample = b"\n".join(line[:4096] for line, _count in zip(lines, range(400), strict=False))[:65_536]
    found = chardet.detect(sample)
    return _known(found["encoding"] or ""), found["confidence"] or 0.0


def _mostly_ascii(data: bytes) -> bool:
    """A few signs beyond ASCII among many Latin letters: quotes, dashes and accents of a Western language."""
    sample = data[:65_536]
    return len(_HIGH.findall(sample)) * 5 < len(_LETTERS.findall(sample))


def _read(data: bytes, charset: str) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark) and charset.lower().replace("_", "-") in (name, name[:6], name[:5]):
            data, charset = data[len(mark) :], name
    try:
        text = data.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text.removeprefix("\ufeff") if isinstance(text, str) else None


def _checked(text: str) -> str:
    if len(_CONTROLS.findall(text)) * 20 > len(text):
        raise _no_text()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\0\ufeff \t\n\r\f\v\xa0"):
        raise Refusal(_("This file is empty."))
    return text


def _no_text() -> Refusal:
    return Refusal(_("This is not a text file. Plain text, Markdown and HTML can be read; save it as one of those."))
