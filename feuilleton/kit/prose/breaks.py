"""Scene breaks as authors type them: rows of signs, letters that stand for signs, and words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_LONGEST = 200
_NEVER = set("?!\"'’‘“”„«»‹›,;:()[]{}…「」『』。、！？")
_DOTS = set(".… ")
_DASHES = {"—", "–", "-", "--", "―", "⸻"}
_FACES = re.compile(r"(.)[._](.)|[-=~^><*oOxX][._][-=~^><*oOxX]|\\[oO]/|[xX]{2}|[oO]/")
_LETTERS = re.compile(r"[-~*.=_#+<>|/\\•·^:]*[xXoO0][-~*.=_#+<>|/\\•·^:xXoO0]*")
_WORDS = re.compile(
    r"[\W_]*(?:(?:(?:line|scene|section|page|chapter|story)[\s_-]*break|time[\s_-]*skip|line[\s_-]*break)[\W_]*)+",
    re.IGNORECASE,
)


def is_strong(line: str) -> bool:
    """Whether this line, alone, is a scene break: `***`, `~*~*~`, `oOoOo`, `-x-`, `(line break)`."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return False
    signs = "".join(line.split())
    if any(map(str.isalnum, signs)):
        return _is_of_letters(signs, line) or _WORDS.fullmatch(line) is not None
    return _is_of_signs(signs)


def is_weak(line: str) -> bool:
    """Whether this line may be a scene break, if it stands apart and the same one comes again: `#`, `. . .`, `X`."""
    line = line.strip()
    if not line or len(line) > 20 or is_strong(line):
        return False
    signs = "".join(line.split())
    if set(signs) <= _DOTS and (len(signs) > 2 or "…" in signs):
        return True
    return signs in _DASHES or signs in {"x", "X", "o", "O"} or (len(signs) <= 2 and _are_ornaments(signs))


def again(lines: Iterable[str]) -> set[str]:
    """Those weak scene breaks among the lines that come at least twice: they are scene breaks."""
    seen = Counter(_kind(line) for line in lines if is_weak(line))
    return {kind for kind, times in seen.items() if times > 1}


def is_break(line: str, repeated: set[str]) -> bool:
    """Whether the line is a scene break, `repeated` being what `again` says of the whole chapter."""
    return is_strong(line) or (bool(repeated) and is_weak(line) and _kind(line) in repeated)


def _kind(line: str) -> str:
    return "".join(line.split()).lower()


def _is_of_signs(signs: str) -> bool:
    if signs == "⁂":
        return True
    if len(signs) < 3 or set(signs) <= _DOTS or _FACES.fullmatch(signs):
        return False
    return _are_ornaments(signs)


def _are_ornaments(signs: str) -> bool:
    return (
        all(sign not in _NEVER and unicodedata.category(sign)[0] in "PS" for sign in signs) and not set(signs) <= _DOTS
    )


def _is_of_letters(signs: str, line: str) -> bool:
    if len(signs) < 3 or not _LETTERS.fullmatch(signs) or _FACES.fullmatch(signs):
        return False
    letters = "".join(filter(str.isalnum, signs))
    if not letters.strip("0"):
        return False
    if letters == signs and " " not in line:
        # "xxx" and "oOo" are breaks; "Ooo" is astonished, and "xoxo" signs a letter.
        same = set(letters.lower()) == {"x"} or ("o" in letters.lower() and set(letters) <= set("oO0"))
        return (same or letters == letters[::-1]) and not re.fullmatch("[oO]o+|O+", letters)
    return letters == letters[::-1] or len(set(letters.lower())) == 1
