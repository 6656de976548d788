"""The language the house speaks on its pages and in its letters: the archive's own, where we have a catalogue of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import translation

from feuilleton.archive import keeping


def language() -> str:
    """A language of `catalogues()`; English where the archive's own is not among them."""
    return "en" if catalogues() == ("en",) else nearest(keeping.the_archive().language)


class _Here(threading.local):
    language = ""


_here = _Here()


@contextmanager
def in_its_language() -> Iterator[None]:
    """Within it, gettext speaks the archive's language: while a request is answered, and for letters by the worker."""
    spoken, before = language(), _here.language
    with translation.override(spoken):
        _here.language = spoken
        try:
            yield
        finally:
            _here.language = before


def spoken() -> str:
    """The language that gettext speaks, which a page asks for at each of its sentences. Within `in_its_language` it is
    remembered: nobody overrides it there."""
    return _here.language or translation.get_language() or "en"


def nearest(tag: str) -> str:
    """The catalogue for a language tag: `pt-BR` speaks `pt` if that is all there is, and English if there is none."""
    parts = tag.split("-")
    tries = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((one for one in tries if one in catalogues()), "en")


@lru_cache(maxsize=1)
def catalogues() -> tuple[str, ...]:
    """The languages our own sentences exist in. English needs no catalogue."""
    found = [path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/django.mo")]
    return ("en", *sorted(path.parts[-3].replace("_", "-") for path in found))
