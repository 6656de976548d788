"""Which language a manuscript seems to be written in: by its script, and in Latin script by its smallest words."""

import re

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),  # before Chinese: Japanese has its characters too
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("uk", re.compile("[іїєґ]", re.IGNORECASE)),
    ("ru", re.compile("[а-яё]", re.IGNORECASE)),
    ("el", re.compile("[α-ω]", re.IGNORECASE)),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0621-\u064a]")),
    ("th", re.compile("[\u0e01-\u0e2e]")),
)
_SMALL_WORDS = {
    "en": "the and of to in was he she it that his her with you not had",
    "fr": "le la les et un une des que qui dans elle il est pas pour avait",
    "de": "der die das und ist nicht ein eine sie er war mit den dem sich auf",
    "es": "el los las y un una que en ella no con por su era había del",
    "it": "il gli e un una che di non per con era lei della nel aveva sono",
    "pt": "o os e um uma que não com ela ele para do da era em seu",
    "nl": "de het een en van ze hij was niet dat met zijn haar op te in",
}
_SMALL = {tag: frozenset(words.split()) for tag, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 20_000
_ENOUGH = 0.02  # of the signs, for a script; of the words, as a lead, for a language
_FEWEST = 20


def spoken(text: str, *, otherwise: str) -> str:
    """The language tag of this text, `otherwise` where it does not tell clearly or is the same language."""
    sample = text[len(text) // 3 :][:_LOOKED_AT]
    found = _by_script(sample) or _by_words(sample) or otherwise
    return otherwise if found == otherwise.split("-", maxsplit=1)[0] else found


def _by_script(sample: str) -> str:
    for tag, signs in _SCRIPTS:
        if len(signs.findall(sample)) > _ENOUGH * len(sample):
            return tag
    return ""


def _by_words(sample: str) -> str:
    words = _WORD.findall(sample.lower())
    if len(words) < _FEWEST:
        return ""
    counts = {tag: sum(word in small for word in words) for tag, small in _SMALL.items()}
    best, second = sorted(counts, key=lambda tag: counts[tag], reverse=True)[:2]
    return best if counts[best] - counts[second] > _ENOUGH * len(words) else ""
