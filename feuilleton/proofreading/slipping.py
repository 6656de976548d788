"""What one slip of a finger makes of a word."""

from __future__ import annotations

import string
from typing import Final

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def one_slip(word: str, letters: str = string.ascii_lowercase) -> set[str]:
    """What a letter left out, put in, changed, or two in the wrong order make of a word. Never "", nor the word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = _moved(cuts)
    made |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    made |= {head + letter + tail for head, tail in cuts for letter in letters}
    return made - {word, ""}


def by_a_finger(word: str) -> set[str]:
    """As `one_slip`, but a letter is changed only into one that lies beside it on a keyboard."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = _moved(cuts)
    made |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in _BESIDE.get(tail[0], "")}
    made |= {head + letter + tail for head, tail in cuts for letter in string.ascii_lowercase}
    return made - {word, ""}


def _moved(cuts: list[tuple[str, str]]) -> set[str]:
    made = {head + tail[1:] for head, tail in cuts if tail}
    return made | {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}


def _beside() -> dict[str, str]:
    places = {letter: (row, at) for row, letters in enumerate(_ROWS) for at, letter in enumerate(letters)}
    return {
        letter: "".join(
            other
            for other, (there, place) in places.items()
            if other != letter and abs(row - there) <= 1 and abs(place - at) <= 1
        )
        for letter, (row, at) in places.items()
    }


_BESIDE: Final = _beside()
