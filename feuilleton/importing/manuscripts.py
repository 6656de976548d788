"""A manuscript as it came: its text, how that was read, and its lines."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from feuilleton.importing import decoding, formats, lines, markup
from feuilleton.importing.lines import Line
from feuilleton.kit.errors import Refusal

MOST_LINES = 150_000  # 5 MB broken at a typewriter's width has half as many


@dataclass(frozen=True, slots=True)
class Manuscript:
    """`source`: the decoded text with `\\n` newlines, of which all places speak. `format`: one of `formats.FORMATS`."""

    source: str
    format: str
    charset: str
    lines: tuple[Line, ...]


def read(data: bytes, *, name: str = "", charset: str = "", format: str = "") -> Manuscript:
    """Read a file's bytes. `name` helps to tell its format; `charset` and `format` are the author's word for them.

    Refuses what cannot be read as text (`decoding.decode`).
    """
    decoded = decoding.decode(data, charset=charset)
    if decoded.text.count("\n") > MOST_LINES:
        raise Refusal(_("There are more than 150,000 lines in this. Bring it in parts."))
    return of_text(decoded.text, format=format or formats.tell(name, decoded.text), charset=decoded.charset)


def of_text(source: str, *, format: str = "", charset: str = "utf-8") -> Manuscript:
    """A manuscript out of text that was pasted; newlines are `\\n`."""
    format = format or formats.tell("", source)
    read_lines = {formats.HTML: markup.lines, formats.MARKDOWN: lines.of_markdown}.get(format, lines.of_text)
    return Manuscript(source, format, charset, tuple(read_lines(source)))
