"""Spelling dictionaries: which word a language has, and what was perhaps meant. Opened when they are first asked."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import hunspell

_OURS: Final = Path(hunspell.__file__).parent / "dictionaries"
_HOUSE: Final = Path("/usr/share/hunspell")  # where a distribution puts its own
# A story marked plainly "English" may be written in either: a word that one of them has is a word.
_OF: Final = {
    "en": ("en_US", "en_GB"), "de": ("de_DE",), "fr": ("fr_FR", "fr"), "es": ("es_ES",), "pt": ("pt_PT",),
    "sv": ("sv_SE",), "da": ("da_DK",), "nb": ("nb_NO",), "nn": ("nn_NO",), "cs": ("cs_CZ",), "uk": ("uk_UA",),
    "el": ("el_GR",), "sl": ("sl_SI",), "et": ("et_EE",), "gl": ("gl_ES",), "eu": ("eu",), "ca": ("ca",),
}  # fmt: skip
# Words of British English that an American dictionary lacks: endings that tell them, and what stands for each.
_BRITISH: Final = (
    ("our", "or"), ("oured", "ored"), ("ouring", "oring"), ("ours", "ors"), ("ourful", "orful"), ("ourite", "orite"),
    ("ourites", "orites"), ("ourable", "orable"), ("ourably", "orably"), ("ourless", "orless"), ("ourhood", "orhood"),
    ("bours", "bors"), ("bourly", "borly"), ("bourhood", "borhood"), ("ise", "ize"), ("ised", "ized"),
    ("ises", "izes"), ("ising", "izing"), ("isation", "ization"), ("iser", "izer"), ("yse", "yze"), ("ysed", "yzed"),
    ("tre", "ter"), ("tres", "ters"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("llers", "lers"),
    ("grey", "gray"), ("greys", "grays"), ("greyed", "grayed"), ("greying", "graying"), ("greyish", "grayish"),
    ("ence", "ense"), ("ogue", "og"), ("wards", "ward"), ("ellery", "elry"), ("aeval", "eval"), ("mould", "mold"),
    ("moulded", "molded"), ("plough", "plow"), ("ploughed", "plowed"), ("storey", "story"), ("storeys", "stories"),
    ("judgement", "judgment"), ("cheque", "check"), ("tyre", "tire"), ("tyres", "tires"), ("kerb", "curb"),
    ("pyjamas", "pajamas"), ("sceptical", "skeptical"), ("moustache", "mustache"), ("whisky", "whiskey"),
    ("manoeuvre", "maneuver"), ("ageing", "aging"), ("draught", "draft"), ("draughts", "drafts"),
    ("programme", "program"),
    ("lly", "ly"), ("fulfil", "fulfill"), ("skilful", "skillful"), ("wilful", "willful"), ("enrol", "enroll"),
    ("aeroplane", "airplane"), ("jewellery", "jewelry"), ("woollen", "woolen"), ("marvellous", "marvelous"),
)  # fmt: skip


def has(language: str) -> bool:
    """Whether there is a dictionary for this language here."""
    return bool(_named(language))


def knows(language: str, word: str) -> bool:
    """Whether a dictionary of the language has the word. True where there is no dictionary: nothing can be said."""
    words = _opened(language)
    return not words or any(_spell(one, word) for one in words) or (language == "en" and _is_british(words[0], word))


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
    low = word.lower()
    return any(
        low.endswith(british) and _spell(american, low.removesuffix(british) + other) for british, other in _BRITISH
    )


@cache
def _opened(language: str) -> tuple[hunspell.Hunspell, ...]:
    return tuple(hunspell.Hunspell(name, hunspell_data_dir=str(folder)) for folder, name in _named(language))


def _named(language: str) -> list[tuple[Path, str]]:
    names = _OF.get(language, (language, f"{language}_{language.upper()}"))
    found = {name: folder for folder in (_OURS, _HOUSE) for name in names if (folder / f"{name}.dic").is_file()}
    return [(folder, name) for name, folder in found.items()]
