"""Lines that head a chapter, and what they say of its number: `Chapter Four of Six: The Harbor`, `Deux of Deux`."""

import re
from dataclasses import dataclass

from feuilleton.kit import numerals

CHAPTER, PART, COUNTED, NAMED, TITLED, NUMERAL = "chapter", "part", "counted", "named", "titled", "numeral"
LONGEST = 120
MOST = 10_000  # a larger number is a year or a joke, and no part of anything

_RUSSIAN = (
    "первая", "вторая", "третья", "четвертая", "пятая", "шестая", "седьмая", "восьмая", "девятая", "десятая",
    "одиннадцатая", "двенадцатая", "тринадцатая", "четырнадцатая", "пятнадцатая", "шестнадцатая", "семнадцатая",
    "восемнадцатая", "девятнадцатая", "двадцатая",
)  # fmt: skip
_WORDS = sorted([*numerals.number_words(), *_RUSSIAN, "четвёртая"], key=len, reverse=True)
_NUMBER = (
    r"(?:\#?[0-9]{1,5}(?:st|nd|rd|th|er|re|e|º|ª)?|[IVXLC]{1,9}\b|[ivxlc]{1,9}\b|(?:"
    + "|".join(re.escape(words).replace(r"\ ", r"[\s\-‐‑]{1,2}") for words in _WORDS)
    + r")\b)"
)
_CHAPTER_WORDS = r"chapters?|chap\.?|ch\.?|chapitre|kapitel|kap\.?|cap[ií]tulo|cap\.?|capitolo|глава"
_DATED_WORDS = rf"{_CHAPTER_WORDS}|episode|letter|day"
_PART_WORDS = r"part|pt\.?|partie|teil|parte|часть|book|livre|buch|libro|act|volume|vol\.?|section"
_OF = r"(?:of|out\sof|sur|de|von|из|/)"
_TOTAL = rf"(?:\s{{0,3}}{_OF}\s{{0,3}}(?P<of>{_NUMBER}|\?{{1,3}}|x\b))?"
_REST = r"(?P<rest>[\s\S]{0,120})"

_WORDED = re.compile(
    rf"(?:the\s)?(?:(?P<chapter>{_DATED_WORDS})|(?P<part>{_PART_WORDS}))(?:\s{{1,3}}(?:no\.?|nr\.?|№)?\s{{0,2}}|(?<=\.)|(?=[0-9#]))"
    rf"(?P<number>{_NUMBER}){_TOTAL}{_REST}",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    rf"(?:the\s|la\s|das\s|der\s|el\s)?(?P<number>{_NUMBER})\.?\s{{1,3}}(?:(?P<chapter>{_CHAPTER_WORDS})|(?P<part>{_PART_WORDS}))\b{_TOTAL}{_REST}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"[(\[]?\s{{0,2}}(?P<number>{_NUMBER})\s{{0,3}}{_OF}\s{{0,3}}(?P<of>{_NUMBER}|\?{{1,3}})\s{{0,2}}[)\]]?{_REST}",
    re.IGNORECASE,
)
_TAILED = re.compile(
    r"(?P<title>[^\n]{1,100}?)\s{0,3}[,:–—-]?\s{0,3}[(\[]\s?(?:(?:part|pt|chapter|ch|teil|partie|parte|часть)\.?\s)?"
    r"(?P<number>[0-9]{1,4})\s?(?:/|of|von|sur|de|из)\s?(?P<of>[0-9]{1,4}|\?{1,3}|x)\s?[)\]]",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?P<name>prologue|epilogue|interlude|omake|side\sstory|prolog|epilog|prólogo|epílogo|prologo|epilogo|interludio|"
    rf"épilogue|пролог|эпилог|интерлюдия)(?:\s{{1,2}}(?P<number>{_NUMBER}))?{_REST}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?P<number>{_NUMBER})\.?(?P<rest>)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_BEFORE_A_NUMBER = "the|la|das|der|el|capítulo|chapter|out|prologue|epilogue|interlude|omake|side|prolog|epilog"
_ALONE = "prólogo|capitulo|epílogo|prologo|epilogo|interludio|épilogue|пролог|эпилог|интерлюдия"
_FIRST_WORDS = frozenset(
    found[0].lower()
    for words in (*_WORDS, *"|".join((_DATED_WORDS, _PART_WORDS, _BEFORE_A_NUMBER, _ALONE)).split("|"))
    if (found := _LETTERS.match(words))
)
_WRAP = " \t*_~=#<>|♦•·-–—"
_PARTING = re.compile(r"\s{0,3}(?:[:.–—|~]|-{1,3}|…)\s{0,3}[\"“«']?")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line says that heads a chapter. `part`, `of`: its number and how many there are, where it tells.

    `title`: the chapter's own name, if it has one beside the number. `story`: the story's name, if it stands here.
    """

    kind: str
    words: str
    part: int | None = None
    of: int | None = None
    title: str = ""
    story: str = ""


def read(text: str, *, level: int = 0) -> Heading | None:
    """What this line says as a heading, or None. `level`: 1–6 when it was marked up as one: more is believed then."""
    if len(text) > LONGEST + 80:
        return None
    words = text.strip(_WRAP)
    if not words or len(words) > LONGEST or not _may_head(words):
        return None
    for kind, pattern in (("", _WORDED), ("", _ORDERED), (COUNTED, _COUNTED), (NAMED, _NAMED)):
        found = pattern.fullmatch(words)
        heading = found and _worded(kind, words, found, believed=bool(level))
        if heading:
            return heading
    if tailed := _TAILED.fullmatch(words):
        part, of = _number(tailed["number"]), _number(tailed["of"])
        if part and (of is None or part <= of):
            return Heading(COUNTED, words, part, of, story=tailed["title"].strip(_WRAP + ":,"))
    if level and (bare := _BARE.fullmatch(words)) and (number := _number(bare["number"])):
        return Heading(NUMERAL, words, number)
    return None


def _may_head(words: str) -> bool:
    """Whether it is worth a closer look: by the first word, a figure, or a bracket at its end."""
    first = _LETTERS.match(words)
    if not first:
        return True
    return words[-1] in ")]" or first[0].lower() in _FIRST_WORDS or numerals.from_roman(first[0]) is not None


def _worded(kind: str, words: str, found: re.Match[str], *, believed: bool) -> Heading | None:
    parts = found.groupdict()
    part = _number(parts["number"]) if parts["number"] else None
    of = _number(parts.get("of") or "")
    title = _title(parts["rest"], after_number=bool(parts["number"]), believed=believed)
    if title is None or (kind != NAMED and part is None):
        return None
    if of is not None and part is not None and part > of:
        return None
    if kind == COUNTED and title and not believed and "(" in words[:1]:
        return None
    kind = kind or (CHAPTER if parts.get("chapter") else PART)
    return Heading(kind, words, part, of, title)


def _title(rest: str, *, after_number: bool, believed: bool) -> str | None:
    """The chapter's name out of what follows its number; None when that is the rest of a sentence."""
    if not rest.strip(" .:-–—"):
        return ""
    parting = _PARTING.match(rest)
    if parting:
        return rest[parting.end() :].strip(_WRAP + "\"”»“«'") if len(rest) <= 100 else None
    name = rest.strip()
    if rest[:1].isspace() and after_number and name[:1] in "(\"“«'":
        return name.strip("()\"“”«»'")
    # Without a sign between them, only a short name in capitals' manner: "Chapter 3 The Long Road".
    shown = rest[:1].isspace() and after_number and name[:1].isupper() and name[-1] not in ".,;" and len(name) <= 60
    return name if shown and (believed or len(name.split()) <= 8) else None


def _number(words: str) -> int | None:
    words = words.strip().lstrip("#")
    if words.lower().replace("ё", "е") in _RUSSIAN:
        return _RUSSIAN.index(words.lower().replace("ё", "е")) + 1
    number = numerals.number(words)
    return number if number is not None and number <= MOST else None
