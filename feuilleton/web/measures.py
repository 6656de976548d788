"""How long, how many, which day: figures as words of the page's language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from feuilleton.archive.speaking import spoken
from feuilleton.http import paging
from feuilleton.http.paging import Paged

# What an unhurried reader manages in a minute.
WORDS_A_MINUTE = 240
CHARACTERS_A_MINUTE = 450

# Written without spaces between words, so that readers count characters.
BY_CHARACTER = ("ja", "zh")


def length(words: int, characters: int, language: str) -> str:
    """“2,914 words”, or “4,102 characters” where the text's language counts so."""
    if language.startswith(BY_CHARACTER):
        return ngettext("%(count)s character", "%(count)s characters", characters) % {"count": number(characters)}
    return ngettext("%(count)s word", "%(count)s words", words) % {"count": number(words)}


def reading_time(words: int, characters: int, language: str) -> str:
    """“12 minutes”, “1 h 7 min”: at an unhurried pace, never less than a minute."""
    by_character = language.startswith(BY_CHARACTER)
    minutes = max(1, round(characters / CHARACTERS_A_MINUTE if by_character else words / WORDS_A_MINUTE))
    if minutes < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": number(minutes)}
    hours, minutes = divmod(minutes, 60)
    return gettext("%(hours)s h %(minutes)s min") % {"hours": number(hours), "minutes": minutes}


def chapters(count: int) -> str:
    return ngettext("%(count)s chapter", "%(count)s chapters", count) % {"count": number(count)}


def chapters_of(count: int, planned: int | None) -> str:
    """“5 of 9 chapters”; “5 chapters” when nobody knows how many there will be, or more came than were planned."""
    if not planned or count > planned:
        return chapters(count)
    words = ngettext("%(count)s of %(planned)s chapter", "%(count)s of %(planned)s chapters", planned)
    return words % {"count": number(count), "planned": number(planned)}


def stories(count: int) -> str:
    return ngettext("%(count)s story", "%(count)s stories", count) % {"count": number(count)}


def stories_in_languages(count: int, languages: int) -> str:
    """“1,284 stories in 11 languages”."""
    if languages < 2:
        return stories(count)
    words = ngettext("%(stories)s in %(count)s language", "%(stories)s in %(count)s languages", languages)
    return words % {"stories": stories(count), "count": number(languages)}


def stories_called(count: int) -> str:
    """“3 stories called”: before what was asked for."""
    return ngettext("%(count)s story called", "%(count)s stories called", count) % {"count": number(count)}


def openings_drawn(count: int) -> str:
    if count == 1:
        return gettext("To try: an opening, drawn by lot each morning")
    return gettext("To try: %(count)s openings, drawn by lot each morning") % {"count": numeral(count)}


def numeral(count: int) -> str:
    """A small number as a word."""
    return {2: gettext("two"), 3: gettext("three")}.get(count, number(count))


def range_of(page: Paged[Any]) -> str:
    """“1 to 20 of 214”: which part of a list this is."""
    if page.last == 1:
        return stories(page.count)
    first = (page.number - 1) * paging.A_PAGE + 1
    words = {"first": number(first), "last": number(first + len(page.rows) - 1), "count": number(page.count)}
    return gettext("%(first)s to %(last)s of %(count)s") % words


def weekday(when: date) -> str:
    """“Sunday, 22 November 2026”."""
    return _day(when, gettext("l, j F Y"), spoken())


def number(value: int) -> str:
    """Grouped as the page's language groups figures."""
    return str(formats.number_format(value, force_grouping=True)) if abs(value) > 999 else str(value)


def day(when: date | None) -> str:
    """“21 November 2026”, in the reader's time zone. Nothing for no date."""
    return _day(_local(when), gettext("j F Y"), spoken()) if when else ""


def short_day(when: date | None) -> str:
    """“21 Nov. 2026”."""
    return _day(_local(when), gettext("j N Y"), spoken()) if when else ""


def iso(when: date | None) -> str:
    """What a `time` element carries: the day for a day, the moment in UTC for a moment."""
    if isinstance(when, datetime):
        return when.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%MZ")
    return when.isoformat() if when else ""


def _local(when: date) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@lru_cache(maxsize=2_000)
def _day(when: date, shape: str, _language: str | None) -> str:
    return str(formats.date_format(when, shape))
