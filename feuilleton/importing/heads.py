"""The head of a chapter: title, header lines, notes and heading that stand above the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from feuilleton.importing import fandoms, figures, grading, headings, labels, notes, values
from feuilleton.importing.chapters import HEAD
from feuilleton.importing.headings import CHAPTER, COUNTED, PART, TITLED, Heading
from feuilleton.importing.labels import Label
from feuilleton.importing.lines import Line
from feuilleton.importing.manuscripts import Manuscript
from feuilleton.importing.pieces import (
    CHARACTER,
    DISCLAIMER,
    FANDOM,
    HEADING,
    LABEL,
    NOTE_BEFORE,
    OTHER,
    PEN_NAME,
    RATING,
    RELATIONSHIP,
    SUMMARY,
    TITLE,
    WARNING,
    Piece,
)  # fmt: skip
from feuilleton.kit.prose import breaks

_ONCE = (TITLE, PEN_NAME, SUMMARY, DISCLAIMER, RATING)
_LISTED = (FANDOM, RELATIONSHIP, CHARACTER, WARNING)
_BY = re.compile(r"(?:written\s)?(?:by|von|par|por|автор)\s?:?\s{1,3}(?P<name>\S[^\n]{0,60})", re.IGNORECASE)
_UNLABELED_DISCLAIMER = re.compile(
    r"\bown\s(?:nothing|anything|any\b|none|the\s(?:characters|rights)|these|them\b|it\b|[A-Z])|\bbelongs?\sto\b|"
    r"\bproperty\sof\b|no\scopyright\sinfringement|no\smoney\s(?:is\sbeing\s|was\s)?made|n['’]t\ssue|not\ssue\b",
    re.IGNORECASE,
)
_SUBJECT_TAGS = re.compile(r"(?:\s?(?:NEW|REPOST|RE|FWD?|fic)\s?:|\s?\[[^\]]{1,20}\])+\s?", re.IGNORECASE)
_MAIL = re.compile(r"(?:newsgroups|message-id|path|xref|nntp-posting-host|lines|subject)\s?:", re.IGNORECASE)
_MAIL_FIELD = re.compile(r"[A-Z][A-Za-z-]{1,30}:\s")


@dataclass
class Seen:
    """What earlier chapters' heads have said: field → the words, by which a repeated header is known."""

    words: dict[str, str] = field(default_factory=dict)

    def is_new(self, name: str, words: str) -> bool:
        """Whether this field was not filled before; it is now."""
        if name in self.words:
            return False
        self.words[name] = " ".join(words.lower().split())
        return True

    def is_same(self, name: str, words: str) -> bool:
        return name in self.words and self.words[name] == " ".join(words.lower().split())


@dataclass
class Head:
    """Reads the head of one chapter: the lines from `first` to `last`, of which `HEAD` at most are looked at.

    Afterwards `pieces` are what was recognized, `claimed` the lines they took, `place` where the text begins.
    """

    manuscript: Manuscript
    lines: list[Line]
    first: int
    last: int
    chapter: int
    seen: Seen
    pieces: list[Piece] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    heading: Heading | None = None
    place: int = 0

    def read(self) -> "Head":
        self.place = self.first
        stop = min(self.last, self.first + HEAD)
        left = False
        steps: tuple[Callable[[int], int], ...] = (
            self._furniture, self._figures, self._mail, self._heading, self._title, self._label, self._disclaimer,
            self._greeting, self._separator,
        )  # fmt: skip
        at = self.first
        while at <= stop:
            after = next((after for step in steps if (after := step(at))), 0)
            if not after:
                if not self._more_to_come(at, stop):
                    break
                left = True
                after = notes.paragraph_end(self.lines, at, self.last) + 1
            elif not left:
                self.place = after
            at = after
        return self

    def _claim(self, first: int, last: int, pieces: list[Piece]) -> int:
        self.claimed.update(range(first, last + 1))
        self.pieces += pieces
        return last + 1

    def _whole(self, at: int, field: str, why: str, **more: object) -> int:
        line = self.lines[at]
        text = values.said_by(self.manuscript, [line])
        piece = Piece(line.start, line.end, field, why, text, chapter=self.chapter)
        return self._claim(at, at, [replace(piece, **more)])  # type: ignore[arg-type]

    def _furniture(self, at: int) -> int:
        line = self.lines[at]
        if line.role == "markup":
            return self._whole(at, OTHER, _("Markup of the page it came in, and no text."))
        if labels.is_furniture(line.text):
            return self._whole(at, OTHER, _("A line that an archive adds to its pages."))
        return 0

    def _figures(self, at: int) -> int:
        line = self.lines[at]
        pieces = []
        for start, end, said, words in figures.parts(line.text):
            name = said if said in (LABEL, OTHER) or self._takes(said, words) else OTHER
            begin = line.at(start) if start else line.start
            stop = line.at(end) if end < len(line.text) else line.end
            why = _("The line of figures above a story on FanFiction.net.")
            pieces.append(Piece(begin, stop, name, why, words, chapter=self.chapter))
        return self._claim(at, at, pieces) if pieces else 0

    def _mail(self, at: int) -> int:
        """The header of a posting: several fields, one of which only mail and news have."""
        if self.chapter or at != self.first:
            return 0
        end = at
        while end < self.last and self.lines[end + 1].block == self.lines[at].block:
            end += 1
        fields = self.lines[at : end + 1]
        if len(fields) < 3 or len(fields) > 30 or not all(_MAIL_FIELD.match(line.text) for line in fields):
            return 0
        if sum(bool(_MAIL.match(line.text)) for line in fields) < 2:
            return 0
        for number, line in enumerate(fields, at):
            self._mail_field(number, line)
        return end + 1

    def _mail_field(self, at: int, line: Line) -> None:
        name, _colon, said = line.text.partition(":")
        why = _("The header of the posting it was sent in.")
        place = len(name) + 1
        if name.lower() != "subject":
            self._labeled(at, place, at, field=OTHER, label=name, why=why)
            return
        place = len(line.text) - len(said.lstrip())
        tags = _SUBJECT_TAGS.match(line.text, place)
        place = tags.end() if tags and tags.end() < len(line.text) else place
        by = line.text.lower().rfind(" by ")
        words = line.text[place : by if by > place else None].strip()
        heading = headings.read(words)
        end = line.at(by + 4) if by > place else line.end
        field, more = (HEADING, heading.words) if heading else (TITLE, words)
        begin = line.at(place)
        pieces = [
            Piece(line.start, line.start + len(self.manuscript.source[line.start : begin].rstrip()), LABEL, why, name)
        ]
        pieces.append(Piece(begin, end, field, _("The subject of the posting."), more, heading=heading))
        if by > place:
            author = line.text[by + 4 :]
            pieces.append(Piece(end, line.end, PEN_NAME, _("“by”, in the subject of the posting."), author))
            self.seen.is_new(PEN_NAME, author)
        self.heading = heading
        self.seen.is_new(TITLE, heading.story if heading else words)
        self._claim(at, at, pieces)

    def _heading(self, at: int) -> int:
        line = self.lines[at]
        if at > self.first and line.block == self.lines[at - 1].block and at - 1 not in self.claimed:
            return 0
        found = headings.read(line.text, level=line.level)
        known = self.chapter or TITLE in self.seen.words or line.level > 1
        if not found and line.level and known and not self._is_title_again(line) and not labels.find(line.text):
            found = Heading(TITLED, line.text, title=line.text)
        if not found:
            return 0
        if self.heading and self.heading.words == found.words:
            return self._whole(at, OTHER, _("The heading once more."))
        if self.heading and not (self.heading.kind == PART and found.kind == CHAPTER):
            return 0
        self.heading = found
        if found.story and not self.chapter:
            self.seen.is_new(TITLE, found.story)
        return self._whole(at, HEADING, _heading_why(found), text=found.words, heading=found)

    def _is_title_again(self, line: Line) -> bool:
        return self.seen.is_same(TITLE, line.text)

    def _title(self, at: int) -> int:
        line = self.lines[at]
        if not line.text or labels.find(line.text) or breaks.is_strong(line.text):
            return 0
        if self._is_title_again(line):
            return self._whole(at, OTHER, _("The title once more."))
        by = _BY.fullmatch(line.text.strip("*_ "))
        if by and (TITLE in self.seen.words or self._follows(at)) and self.seen.is_new(PEN_NAME, by["name"]):
            place = line.text.index(by["name"])
            return self._labeled(at, place, at, field=PEN_NAME, label="by", why=_("“by”, below the title."))
        why = self._why_title(at)
        if self.chapter or not why or len(line.text) > 200 or not self.seen.is_new(TITLE, line.text):
            return 0
        return self._whole(at, TITLE, why)

    def _why_title(self, at: int) -> str:
        line, after = self.lines[at], self.lines[at + 1] if at < self.last else None
        if line.level == 1:
            return _("The first and greatest heading, which numbers no chapter.")
        if after and _BY.fullmatch(after.text.strip("*_ ")) and len(line.text) <= 120:
            return _("The line above “by”.")
        short = len(line.text) <= 80 and line.text[-1] not in '.,;:!?"”' and len(line.text.split()) <= 12
        begins = all(line.role == "markup" for line in self.lines[self.first : at])
        if begins and short and after and self._follows(at):
            return _("A short line by itself above the header.")
        return ""

    def _follows(self, at: int) -> bool:
        """Whether a heading or a header's line comes next."""
        if at >= self.last:
            return False
        after = self.lines[at + 1]
        label = labels.find(after.text)
        if label and _is_sure(label):
            return True
        return labels.is_furniture(after.text) or headings.read(after.text, level=after.level) is not None

    def _label(self, at: int) -> int:
        label = labels.find(self.lines[at].text)
        if not label or not (_is_sure(label) or self._stands_in_header(at)):
            return 0
        if label.meaning == labels.NOTE:
            return self._note(at, label)
        end = self._value_end(at, label)
        return self._labeled(at, label.end, end, field=label.meaning, label=label.words, why=_label_why(label))

    def _value_end(self, at: int, label: Label) -> int:
        if self.lines[at].text[label.end :].strip():
            return notes.paragraph_end(self.lines, at, self.last)
        if at < self.last and not notes.is_stop(self.lines[at + 1]):
            return notes.paragraph_end(self.lines, at + 1, self.last)
        return at

    def _note(self, at: int, label: Label) -> int:
        alone = not self.lines[at].text[label.end :].strip()
        if alone and (at == self.last or notes.is_stop(self.lines[at + 1])):
            return self._labeled(at, label.end, at, field=OTHER, label=label.words, why=_label_why(label))
        end = notes.end(self.lines, at + alone, self.last, closing=False)
        why = _("“%(label)s” stands before the text.") % {"label": label.words}
        return self._labeled(at, label.end, end, field=NOTE_BEFORE, label=label.words, why=why, name=label.name)

    def _stands_in_header(self, at: int) -> bool:
        """Whether a line with a sure label is within three lines, or two lines of the kind that says less are."""
        around = self.lines[max(self.first, at - 3) : min(self.last, at + 3) + 1]
        found = [label for line in around if (label := labels.find(line.text))]
        sure = any(_is_sure(label) and label.meaning != labels.NOTE for label in found)
        return sure or sum(not label.weak and label.meaning == labels.OTHER for label in found) > 1

    def _labeled(self, at: int, place: int, end: int, *, field: str, label: str, why: str, name: str = "") -> int:
        first, rest = self.lines[at], self.lines[at + 1 : end + 1]
        pieces = values.labeled(
            self.manuscript, first, place, rest,
            label=Piece(0, 0, LABEL, _("The page says this by itself."), name=name, chapter=self.chapter),
            value=Piece(0, 0, field, why, label=label, name=name, chapter=self.chapter),
        )  # fmt: skip
        return self._claim(at, end, [self._settled(piece) for piece in pieces])

    def _settled(self, piece: Piece) -> Piece:
        """The piece, or what becomes of it when its field is taken or its words say nothing that we know."""
        if piece.field in (LABEL, NOTE_BEFORE, OTHER) or self._takes(piece.field, piece.text):
            return piece
        if piece.field in (SUMMARY, DISCLAIMER) and not self.seen.is_same(piece.field, piece.text):
            why = _("The story has one already, so this is kept before the chapter it stands in.")
            return replace(piece, field=NOTE_BEFORE, why=why)
        if self.seen.is_same(piece.field, piece.text):
            return replace(piece, field=OTHER, why=_("The same as above; kept once."))
        return replace(piece, field=OTHER, why=_("A line of the header for which there is no field."))

    def _takes(self, name: str, words: str) -> bool:
        if name == RATING and grading.rating(words) is None:
            return False
        if name in _LISTED:
            return self.chapter == 0
        return (
            name not in _ONCE or (name == PEN_NAME and self.seen.is_same(name, words)) or self.seen.is_new(name, words)
        )

    def _disclaimer(self, at: int) -> int:
        end = notes.paragraph_end(self.lines, at, self.last)
        if self.lines[end].end - self.lines[at].start > 2_000:
            return 0
        said = values.said_by(self.manuscript, self.lines[at : end + 1])
        if len(said) > 500 or not _UNLABELED_DISCLAIMER.search(said) or said.startswith(('"', "“", "«")):
            return 0
        stands_in_head = bool(self.pieces) or (end < self.last and notes.is_stop(self.lines[end + 1]))
        if not stands_in_head or not (fandoms.found(said) or re.search(r"\b(?:own|sue|infring|mone)", said)):
            return 0
        why = _("It says whose world this is, and stands before the text.")
        piece = Piece(self.lines[at].start, self.lines[end].end, DISCLAIMER, why, said, chapter=self.chapter)
        return self._claim(at, end, [self._settled(piece)])

    def _greeting(self, at: int) -> int:
        end = notes.paragraph_end(self.lines, at, self.last)
        closed = end < self.last and notes.is_stop(self.lines[end + 1])
        if self.heading or not closed or not notes.greets(self.lines[at].text[:300]):
            return 0
        said = values.said_by(self.manuscript, self.lines[at : end + 1])
        why = _("It greets readers, and stands before the chapter.")
        return self._claim(
            at, end, [Piece(self.lines[at].start, self.lines[end].end, NOTE_BEFORE, why, said, chapter=self.chapter)]
        )

    def _separator(self, at: int) -> int:
        line = self.lines[at]
        if not (line.is_rule or breaks.is_strong(line.text)):
            return 0
        if not (at - 1 in self.claimed or (at == self.first and self._follows(at))):
            return 0
        return self._whole(at, OTHER, _("A line between the header and the text, which the page draws by itself."))

    def _more_to_come(self, at: int, stop: int) -> bool:
        """Whether the header goes on behind a paragraph that nobody understood, which then stays in the text."""
        if self.heading:
            return False
        end = notes.paragraph_end(self.lines, at, self.last)
        for number, line in enumerate(self.lines[end + 1 : min(end + 13, stop + 1)]):
            found = headings.read(line.text, level=line.level)
            if found and found.kind in (CHAPTER, PART, COUNTED):
                return True
            label = labels.find(line.text)
            if number < 3 and label and _is_sure(label) and label.meaning != labels.NOTE:
                return True
        return False


def _is_sure(label: Label) -> bool:
    return not label.weak and label.meaning != labels.OTHER


def _label_why(label: Label) -> str:
    if label.meaning == labels.OTHER:
        return _("A line of the header for which there is no field.")
    return _("Begins with “%(label)s” and stands before the text.") % {"label": label.words}


def _heading_why(heading: Heading) -> str:
    if heading.part is not None and heading.of is not None:
        return _("It says which part of how many this is: %(part)d of %(of)d.") % {
            "part": heading.part,
            "of": heading.of,
        }
    if heading.part is not None:
        return _("It says which chapter this is: %(part)d.") % {"part": heading.part}
    return _("It heads the chapter.")
