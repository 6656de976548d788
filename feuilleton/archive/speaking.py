"""The language the house speaks on its pages and in its letters: the archive's own, where we have a catalogue of it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import translation

from feuilleton.archive.models import Archive
from feuilleton.events import announcing
from feuilleton.events.models import Event


class Voice:
    """Knows the archive's language, and asks the database again only after something was announced in the log."""

    def __init__(self) -> None:
        self._seen = (-1, "")  # what was announced when we asked, and the language then: one tuple, never half of it

    def language(self) -> str:
        """A language of `catalogues()`; English where the archive's own is not among them."""
        if catalogues() == ("en",):
            return "en"
        news = announcing.news()
        announced = news.announced() if news is not None else -1
        asked, language = self._seen
        if news is not None and announced == asked:
            return language
        newest = Event.objects.aggregate(newest=Max("id"))["newest"] or 0
        language = nearest(Archive.objects.values_list("language", flat=True).first() or "en")
        if newest >= announced:  # Else somebody is about to commit, and it may be the language.
            self._seen = (announced, language)
        return language

    def forget(self) -> None:
        self._seen = (-1, "")


voice = Voice()


def in_its_language() -> AbstractContextManager[None]:
    """Within it, gettext speaks the archive's language. For letters written by the worker."""
    return translation.override(voice.language())


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
