"""The line of figures above a story on FanFiction.net: `Rated: Fiction T - English - Adventure - Naruto U. - …`."""

import re
from collections.abc import Iterator

from feuilleton.importing.pieces import CHARACTER, LABEL, OTHER, RATING
from feuilleton.importing.vocabulary import words

_IS_ONE = re.compile(
    r"(?:rated:\s{0,2}(?:fiction\s{1,2})?(?:k\+?|t|m|ma)|(?:fiction\s)?(?:K\+?|T|M|MA))\s{1,2}-\s{1,2}[^\W\d_]{3,20}\s?(?:-\s|$)",
    re.IGNORECASE,
)
_RATED = re.compile(r"rated:\s{0,2}", re.IGNORECASE)
_PART = re.compile(r"\s?-\s{1,3}")
_LABELED = re.compile(
    r"(?:chapters|words|reviews|favs|follows|updated|published|status|id|complete)\b(?:\s?:|$)", re.IGNORECASE
)
_GENRES = words(
    "adventure angst crime drama family fantasy friendship general horror humor mystery parody poetry romance "
    "sci-fi spiritual supernatural suspense tragedy western hurt/comfort"
)


def parts(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, field, words) for each part of such a line, end to end; [] for any other line.

    The parts between language and figures are genres, from a closed list, and else characters.
    """
    if len(text) > 1_000 or not _IS_ONE.match(text):
        return []
    return list(_parts(text))


def _parts(text: str) -> Iterator[tuple[int, int, str, str]]:
    rated = _RATED.match(text)
    place = rated.end() if rated else 0
    if place:
        yield 0, place, LABEL, text[:place].strip()
    begins = [place, *(one.end() for one in _PART.finditer(text, place))]
    seen_figures = False
    for number, (begin, end) in enumerate(zip(begins, [*begins[1:], len(text)], strict=True)):
        words = text[begin:end].rstrip(" -").strip()
        seen_figures = seen_figures or bool(_LABELED.match(words))
        field = OTHER
        if number == 0:
            field = RATING
        elif number > 1 and not seen_figures and words and not _are_genres(words):
            field = CHARACTER
        if begin < end:
            yield begin, end, field, words


def _are_genres(words: str) -> bool:
    bare = words.lower().replace("hurt/comfort", "").strip("/")
    return all(one in _GENRES for one in bare.split("/")) if bare else True
