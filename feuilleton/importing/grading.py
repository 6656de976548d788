"""Ratings and warnings in the words of many sites, brought to the few that we have."""

import re

GENERAL, TEEN, MATURE, EXPLICIT, UNRATED = "general", "teen", "mature", "explicit", "not rated"

# Each way of saying it, the strictest first: "PG-13, later R" is R.
_GRADES = (
    (EXPLICIT, r"NC-?\s?17|NC-?\s?21|XXX|FR-?21|MA|AO|explicit|adults?(?:\s(?:only|\+\+?))?|P-?18(?:-AVL)?|18\+?|X"),
    (MATURE, r"R|M|FRM|FR-?18|FRAO|mature|P-?16|16\+?|17\+?|R-?1[58]|NC-?16"),
    (TEEN, r"PG-?\s?1[3-5]|T\+?|FR-?1[35]|FRT|teens?(?:\sand\sup(?:\saudiences)?)?|P-?12|1[2-5]\+?|K\+\+"),
    (
        GENERAL,
        r"PG|G|K\+?|FR-?7|FRC|FRK\+?|general(?:\saudiences)?|all\sages|everyone|E|U|P-?6|6\+|9\+|tous\spublics|ATP",
    ),
    (UNRATED, r"not\s(?:yet\s)?rated|unrated|not\srated|none"),
)
_SAID = re.compile(
    r"(?:rated[:\s]\s?|fiction\s(?:rated:?\s)?|ages\s|\[\s?)?(?:" + "|".join(
        f"(?P<g{place}>{words})" for place, (_grade, words) in enumerate(_GRADES)
    ) + r")(?![\w-])", re.IGNORECASE
)  # fmt: skip
_NEXT = re.compile(r"\s?(?:/|,|-|–|or|to|and|\(|later|bordering\son|for\snow)\s?", re.IGNORECASE)

_CAUSES = (
    ("violence", r"graphic\s(?:depictions\sof\s)?violence|violence|gore|blood|gewalt|violencia|насилие"),
    ("death", r"character\sdeath|major\sdeath|death\s?fic|main\scharacter\sdies|mort\sd|смерть"),
    (
        "nonconsensual",
        r"rape|non-?\s?con\b|noncon|dub-?\s?con|non-?consensual|sexual\s(?:abuse|assault)|viol\b|изнасилован",
    ),
    ("underage", r"underage|under-age|minors?\b"),
    ("unsaid", r"chose\snot\sto\s(?:use|warn)|creator\schose|no\swarnings\sgiven|choose\snot\sto"),
)
_CAUSE = [(key, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)) for key, words in _CAUSES]
_DENIED = re.compile(r"(?:\bno\b|\bnot\b|\bwithout\b|\bnone\b|non-)\W{0,3}(?:\w+\W{1,3}){0,2}$", re.IGNORECASE)
_NONE = re.compile(
    r"(?:none|no|nothing|n/a|no\s(?:archive\s)?warnings(?:\sapply)?|keine|aucun|ninguna|нет)[.! ]*", re.IGNORECASE
)


def rating(words: str) -> str | None:
    """The rating that these words begin with: general, teen, mature, explicit or not rated; None for no known one."""
    words = words.strip(" *_\"'“”.:[(<")[:200]
    found: list[int] = []
    place = 0
    while said := _SAID.match(words, place):
        found.append(next(index for index in range(len(_GRADES)) if said[f"g{index}"]))
        joint = _NEXT.match(words, said.end())
        if not joint:
            break
        place = joint.end()
    return _GRADES[min(found)][0] if found else None


def rest(words: str) -> str:
    """What the author said beside the bare rating ("PG-13 for language" → the whole), "" when nothing."""
    said = _SAID.match(words.strip(" *_\"'“”.:[(<"))
    return words if said is None or words.strip(" *_\"'“”.:[(<>)]")[said.end() :].strip(" .*_)]") else ""


def warnings(words: str) -> list[str]:
    """Each warning of a line of them, as typed."""
    if _NONE.fullmatch(words.strip()):
        return []
    return [one.strip(" .*_") for one in re.split(r"[,;\n]", words[:3000]) if one.strip(" .*_")]


def causes(warned: list[str]) -> list[str]:
    """Which of the archive's own warnings these words amount to: violence, death, nonconsensual, underage, unsaid."""
    keys = []
    for key, pattern in _CAUSE:
        for words in warned:
            said = pattern.search(words[:500])
            if said and not _DENIED.search(words[: said.start()]):
                keys.append(key)
                break
    return keys
