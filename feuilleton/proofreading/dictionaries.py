"""Spelling dictionaries: which word a language has, and what was perhaps meant. Opened when they are first asked."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from feuilleton.proofreading import spelled_otherwise

_HOUSE: Final = Path("/usr/share/hunspell")  # where a distribution puts its own
if TYPE_CHECKING:
    import hunspell

# A story marked plainly "English" may be written in either: a word that one of them has is a word.
_OF: Final = {
    "en": ("en_US", "en_GB"), "de": ("de_DE",), "fr": ("fr_FR", "fr"), "es": ("es_ES",), "pt": ("pt_PT",),
    "sv": ("sv_SE",), "da": ("da_DK",), "nb": ("nb_NO",), "nn": ("nn_NO",), "cs": ("cs_CZ",), "uk": ("uk_UA",),
    "el": ("el_GR",), "sl": ("sl_SI",), "et": ("et_EE",), "gl": ("gl_ES",), "eu": ("eu",), "ca": ("ca",),
}  # fmt: skip


def has(language: str) -> bool:
    """Whether there is a dictionary for this language here."""
    return bool(_named(language))


def knows(language: str, word: str) -> bool:
    """Whether a dictionary of the language has the word. True where there is no dictionary: nothing can be said."""
    words = _opened(language)
    return not words or any(_spell(one, word) for one in words) or (language == "en" and _is_british(words[0], word))


def is_american(word: str) -> bool:
    """Whether American English writes the word so."""
    return _spell(_opened("en")[0], word)


@lru_cache(maxsize=4096)
def proposals(language: str, word: str) -> tuple[str, ...]:
    """What was perhaps meant by a word that is in no dictionary; a few at most. Slow: some hundredths of a second."""
    for one in _opened(language):
        try:
            return tuple(one.suggest(word)[:4])
        except UnicodeEncodeError:
            continue
    return ()


def _spell(one: hunspell.Hunspell, word: str) -> bool:
    try:
        return bool(one.spell(word))
    except UnicodeEncodeError:  # a letter that the dictionary's encoding lacks
        return False


def _is_british(american: hunspell.Hunspell, word: str) -> bool:
    return any(_spell(american, other) for other in spelled_otherwise.american(word.lower()))


@cache
def _opened(language: str) -> tuple[hunspell.Hunspell, ...]:
    import hunspell  # only where something is proofread

    return tuple(hunspell.Hunspell(name, hunspell_data_dir=str(folder)) for folder, name in _named(language))


def _named(language: str) -> list[tuple[Path, str]]:
    names = _OF.get(language, (language, f"{language}_{language.upper()}"))
    found = {name: folder for folder in (_ours(), _HOUSE) for name in names if (folder / f"{name}.dic").is_file()}
    return [(folder, name) for name, folder in found.items()]


@cache
def _ours() -> Path:
    """The folder of the dictionary that comes with the package."""
    found = find_spec("hunspell")
    return Path(found.origin if found and found.origin else "").parent / "dictionaries"
