"""The lines of a manuscript, as a reader's eye finds them: plain text, and where in the file it stands.

Everything that recognises something works on these lines, and so knows nothing of the format they came in.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

_HASHES = re.compile(r"(#{1,6}) ")
_RULED = re.compile(r"([^\w\s])(?:[ \t]{0,3}\1){2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has something on it, or a rule.

    `start`, `end`: its stretch of the source, with the markup that belongs to it. `text`: what it says, trimmed.
    `block`: lines of one paragraph share it. `level`: 1–6 when marked up as a heading, else 0.
    `role`: what the page it was saved from says it is ("" for nothing said).
    `runs`: (place in `text`, place in the source), wherever the two drift apart.
    """

    start: int
    end: int
    text: str
    block: int
    level: int = 0
    role: str = ""
    runs: tuple[tuple[int, int], ...] = ()

    def at(self, place: int) -> int:
        """The place in the source of the sign at this place in `text`."""
        run = self.runs[bisect_right(self.runs, (place, 1 << 60)) - 1]
        return run[1] + place - run[0]

    @property
    def is_rule(self) -> bool:
        """Three or more of the same sign and nothing else: a line drawn, whatever it parts."""
        return self.role == "rule" or bool(_RULED.fullmatch(self.text[:400]))


def of_text(source: str) -> list[Line]:
    """The lines of plain text or Markdown; a blank line ends a block."""
    lines: list[Line] = []
    place, block, blank = 0, 0, False
    for raw in source.split("\n"):
        text = raw.strip()
        if text:
            block += blank
            start = place + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(text), text, block, runs=((0, start),)))
        blank = not text
        place += len(raw) + 1
    return lines


def of_markdown(source: str) -> list[Line]:
    """The lines of Markdown: as plain text, with the headings known."""
    return [_headed(line) for line in of_text(source)]


def _headed(line: Line) -> Line:
    hashes = _HASHES.match(line.text)
    if not hashes:
        return line
    text = line.text[hashes.end() :].rstrip("# ").lstrip()
    if not text:
        return line
    place = line.start + line.text.index(text, hashes.end())
    return Line(line.start, line.end, text, line.block, level=len(hashes[1]), runs=((0, place),))


def parted(line: Line, place: int) -> tuple[Line, Line]:
    """The line as two, the second beginning at this place in its text."""
    cut = line.at(place)
    before = replace(line, end=cut, text=line.text[:place].rstrip())
    runs = ((0, cut), *((at - place, source) for at, source in line.runs if at > place))
    return before, replace(line, start=cut, text=line.text[place:], runs=runs)
