"""The lines of an HTML manuscript: where paragraphs and headings begin, with every letter's place in the source.

This only finds places. What a stretch of HTML says is for `kit.prose` to clean and read. Every pattern here is linear:
none looks past the next `<`.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from feuilleton.importing import sites
from feuilleton.importing.lines import Line
from feuilleton.importing.vocabulary import words

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""")
_NOT_SPACE = re.compile(r"\S")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")
_BLOCKS = words(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section select summary table tbody "
    "td tfoot th thead title tr ul"
)
_CONTAINERS = frozenset(("blockquote", "ul", "ol", "table", "pre"))
_UNREAD = ("script", "style", "template", "textarea", "xmp", "iframe", "noembed", "noframes")
_CLOSINGS = {name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE) for name in _UNREAD}


def lines(source: str) -> list[Line]:
    """The lines of an HTML page or fragment, in order; together they hold all of its text and nearly all its markup."""
    reader = _Reader(source)
    for place, token in _tokens(source):
        reader.take(place, token)
    return reader.finished()


def _tokens(source: str) -> Iterator[tuple[int, re.Match[str] | int]]:
    """Each tag as its match; each stretch of text, or of markup nobody reads (negative), as its end."""
    unclosed: set[str] = set()
    place = 0
    while place < len(source):
        opening = source.find("<", place)
        if opening < 0:
            opening = len(source)
        if opening > place:
            yield place, opening
        if opening == len(source):
            return
        place = opening
        end = _skipped(source, opening, unclosed)
        if end:
            yield opening, -end
            place = end
        elif tag := _TAG.match(source, opening):
            yield opening, tag
            place = tag.end()
        else:
            yield opening, opening + 1
            place = opening + 1


def _skipped(source: str, start: int, unclosed: set[str]) -> int:
    """The end of a comment, a declaration or an element that is not text; 0 when none starts here."""
    for begins, ends in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        if source.startswith(begins, start) and ends not in unclosed:
            end = source.find(ends, start + 2)
            if end >= 0:
                return end + len(ends)
            unclosed.add(ends)
    tag = _TAG.match(source, start)
    if not tag or tag[1] or (name := tag[2].lower()) not in _CLOSINGS or name in unclosed:
        return 0
    closing = _CLOSINGS[name].search(source, tag.end())
    if closing:
        return closing.end()
    unclosed.add(name)
    return 0


class _Reader:
    """Gathers text until a tag ends the line."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.site = sites.tell(source)
        self.found: list[Line] = []
        self.start = 0  # of the line being gathered, with its markup
        self.parts: list[tuple[str, int]] = []
        self.says = False  # whether anything but white space was gathered
        self.block = 0
        self.open: Counter[str] = Counter()  # containers by name
        self.level = 0
        self.role = ""  # of a page's own title

    def take(self, place: int, token: "re.Match[str] | int") -> None:
        if isinstance(token, int):
            if token < 0:
                self._furniture(place, -token)
            else:
                self._text(place, token)
            return
        name, closing = token[2].lower(), bool(token[1])
        if closing and not self.says and self._is_blank(place):
            self._belated(token.end())
        changed = self.site.step(name, token[3], closing)
        if name not in _BLOCKS and not changed:
            return
        # An opening tag belongs to the line after it; a closing one, and a line break, to the line before.
        self._end_line(token.end() if closing or name == "br" else place)
        self._step(name, closing, token)

    def _is_blank(self, place: int) -> bool:
        return bool(self.found) and self.found[-1].end <= self.start and not self.source[self.start : place].strip()

    def _belated(self, end: int) -> None:
        """A closing tag with nothing before it belongs to the line that was ended last."""
        self.found[-1] = replace(self.found[-1], end=end)
        self.start, self.parts = end, []

    def _step(self, name: str, closing: bool, token: re.Match[str]) -> None:
        if name == "br":
            return
        if name in _CONTAINERS:
            self.open[name] = max(0, self.open[name] + (-1 if closing else 1))
        if self.open.total() <= (0 if closing or name not in _CONTAINERS else 1):
            self.block += 1
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            self.level = 0 if closing else int(name[1])
        if name == "title":
            self.role = "" if closing else "page_title"
        if name == "hr":
            self.found.append(Line(self._begin(token.end()), token.end(), "", self.block, role="rule"))
            self.start = token.end()
        if name == "body" and not closing:
            self._furniture(token.start(), token.end())
        self.site.after(name, closing)

    def _text(self, start: int, end: int) -> None:
        place = start
        if self.source.find("&", start, end) >= 0:
            for entity in _ENTITY.finditer(self.source, start, end):
                self._part(self.source[place : entity.start()], place)
                self._part(html.unescape(entity[0]), entity.start())
                place = entity.end()
        self._part(self.source[place:end], place)

    def _part(self, text: str, place: int) -> None:
        if self.open["pre"] and "\n" in text:
            first, newline, rest = text.partition("\n")
            while newline:
                self._add(first, place)
                place += len(first) + 1
                self._end_line(place)
                first, newline, rest = rest.partition("\n")
            text = first
        self._add(text, place)

    def _add(self, text: str, place: int) -> None:
        if text:
            self.parts.append((text, place))
            self.says = self.says or not text.isspace()

    def _furniture(self, start: int, end: int) -> None:
        """What browsers do not show, when no line has begun: a piece of its own, lest it hang on a title."""
        if not self.says:
            self.found.append(Line(self._begin(end), end, "", self.block, role="markup"))
            self.start, self.parts = end, []

    def _end_line(self, end: int) -> None:
        if self.says:
            said = "".join(text for text, _place in self.parts).replace("\n", " ")
            trimmed = said.lstrip()
            text = trimmed.rstrip()
            self.found.append(
                Line(
                    self._begin(end),
                    end,
                    text,
                    self.block,
                    self.level,
                    self.role or self.site.role,
                    self._runs(len(said) - len(trimmed)),
                )
            )
            self.start = end
        self.parts, self.says = [], False

    def _begin(self, end: int) -> int:
        """Where the line begins, without the white space before it."""
        found = _NOT_SPACE.search(self.source, self.start, end)
        return found.start() if found else self.start

    def _runs(self, dropped: int) -> tuple[tuple[int, int], ...]:
        runs, place = [], -dropped
        for text, source in self.parts:
            if place + len(text) > 0:
                runs.append((max(place, 0), source + max(-place, 0)))
            place += len(text)
        return tuple(runs)

    def finished(self) -> list[Line]:
        self._end_line(len(self.source))
        rest = self.source[self.start :]
        if rest.strip():
            end = len(self.source.rstrip())
            self.found.append(Line(self._begin(end), end, "", self.block, role="markup"))
        return self.found
