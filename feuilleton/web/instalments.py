"""Instalments: “II of IX”, 第三回（全八回）, الثالثة من سبع. The ornament of the house, by each language's own custom.

What readers see as a chapter's number is whatever its author typed: mostly a figure, at times “12.5” or “Prologue”.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from feuilleton.archive.speaking import spoken
from feuilleton.kit import numerals
from feuilleton.web.measures import number

LONGEST_FIGURE = 7

# The first ten by themselves, the next nine before عشرة.
ARABIC_ORDINALS = """
    الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة
    الحادية الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة
""".split()  # noqa: SIM905
ARABIC_COUNTS = """
    واحدة اثنتين ثلاث أربع خمس ست سبع ثمان تسع عشر
    إحدى اثنتي ثلاث أربع خمس ست سبع ثماني تسع
""".split()  # noqa: SIM905
KANJI = "〇一二三四五六七八九"


def words(which: str, of: int | None, ongoing: bool = False) -> str:
    """What a screen reader hears: “Chapter 2 of 9”. `ongoing`: the end is not known yet."""
    of = _total(which, of)
    if of:
        return _("Chapter %(number)s of %(total)s") % {"number": which, "total": number(of)}
    if ongoing:
        return _("Chapter %(number)s of an unknown number") % {"number": which}
    return _("Chapter %(number)s") % {"number": which}


def called(which: str) -> str:
    """What a chapter without a title is called."""
    return _("Chapter %(number)s") % {"number": which} if which else _("Untitled")


def signs(which: str, of: int | None, language: str, ongoing: bool = False) -> tuple[str, str, str]:
    """What eyes see, in three pieces: the number, the italic word between, the total.

    In Latin script “II”, the page's word for “of”, and “IX” (“?” for an end not known). Where the custom of `language`
    is one phrase, all of it is the first piece; what there is none of is "".
    """
    return _signs(which, _total(which, of), language, ongoing, spoken())


def _total(which: str, of: int | None) -> int | None:
    """The total, unless more came than were planned: no chapter is the seventh of six."""
    is_beyond = of and which.isdecimal() and len(which) < LONGEST_FIGURE and int(which) > of
    return None if is_beyond else of


@lru_cache(maxsize=5_000)
def _signs(which: str, of: int | None, language: str, ongoing: bool, _page: str | None) -> tuple[str, str, str]:
    base = language.split("-", maxsplit=1)[0]
    if base in PHRASES and which.isdecimal() and len(which) < LONGEST_FIGURE:
        return PHRASES[base](int(which), of), "", ""
    total = numerals.roman(of) if of else "?" if ongoing else ""
    between = pgettext("between the numbers of an instalment: II of IX", "of") if total else ""
    return numerals.roman(int(which)) if which.isdecimal() and len(which) < LONGEST_FIGURE else which, between, total


def _arabic(which: int, of: int | None) -> str:
    first = _arabic_word(which, ARABIC_ORDINALS)
    return f"{first} من {_arabic_word(of, ARABIC_COUNTS)}" if of else first


def _arabic_word(value: int, words: list[str]) -> str:
    if not 0 < value <= len(words):
        return _arabic_figures(value)
    return words[value - 1] + (" عشرة" if value > 10 else "")


def _arabic_figures(value: int) -> str:
    return str(value).translate({ord("0") + digit: chr(0x0660 + digit) for digit in range(10)})


def _japanese(which: int, of: int | None) -> str:
    return f"第{_kanji(which)}回（全{_kanji(of)}回）" if of else f"第{_kanji(which)}回"


def _chinese(which: int, of: int | None) -> str:
    return f"第{_kanji(which)}回（共{_kanji(of)}回）" if of else f"第{_kanji(which)}回"


def _kanji(value: int) -> str:
    if value >= 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return (("" if tens == 1 else KANJI[tens]) + "十" if tens else "") + (KANJI[ones] if ones or not tens else "")


PHRASES = {"ar": _arabic, "ja": _japanese, "zh": _chinese}
