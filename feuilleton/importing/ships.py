"""Relationships as authors say them: `A/B`, `A x B`, and run together (`SasuSaku`). Kept as said, never resolved."""

import re

from feuilleton.importing.vocabulary import words

_NAME = r"[^\W\d_a-zß-öø-ÿа-я][\w'’\-]{1,20}\.?(?:\s[^\W\d_a-zß-öø-ÿа-я][\w'’\-]{0,20}\.?){0,2}"
_SLASHED = re.compile(rf"(?<![\w/.:@&])({_NAME}(?:\s?/\s?{_NAME}){{1,3}})(?![\w/@])")
_CROSSED = re.compile(rf"(?<![\w/])({_NAME}(?:\s?[×✕]\s?{_NAME}|\s[xX]\s{_NAME}){{1,3}})(?!\w)")
_RUN_TOGETHER = re.compile(r"(?<![\w.@/#'’-])([A-Z][a-z]{1,6}(?:[xX]?[A-Z][a-z]{1,6}){1,2})(?![\w@/'’-]|\.\w)")
_HUMP = re.compile(r"[A-Z][a-z]+")
_NO_SHIPS = words(
    "livejournal fanfiction deviantart youtube wordpress facebook myspace tiktok playstation gamecube powerpoint "
    "javascript photoshop netflix hotmail oneshot songfic fanfic fanart spongebob starcraft starwars harrypotter "
    "archiveofourown dreamwidth wattpad icloud iphone airpods macbook paypal ebay fedex walmart linkedin github "
    "instagram snapchat whatsapp onlyfans crosspost facetime bluetooth skyrim warcraft redbull mastercard "
    "roadtrip songbird lovestory ladybug starbucks microsoft nanowrimo geocities fictionpress fandomwank tumblr "
    "onedrive carplay headcanon rolex chapstick prequel pokemon pokeball digimon wordperfect openoffice cosplay "
    "adfly mediaminer skyhawk lifetime afterlife teenwolf darkfic lemonade"
)
# The first half of a surname, or of a given name made of two.
_NO_HALVES = words("Mc Mac De Di Da Du La Le Lo Van Von Fitz Jo Mary Ann Rae Del Des St San El Al Ap Bin Ben")
_NO_SIDES = words(
    "a b c n s o r m f x au oc ooc ocs an cw tw hurt comfort angst humor humour romance drama horror fluff action "
    "adventure mystery tragedy fantasy supernatural family friendship general smut slash het gen femslash "
    "crossover complete either or and he she they him her his hers english post pre read review one-shot oneshot "
    "wip tv"
)
_NONE = words("none no nobody gen n/a na various many several keine keiner aucun ninguna ninguno нет")
_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+(?:and|und|et|y|и)\s+(?=\S{1,60}\s?(?:/|\s[xX]\s))")
_BRACKETED = re.compile(r"\[([^\[\]]{3,100})\]")
_ENDING = ".!? "
_LOOKED_AT = 5_000


def said(value: str) -> list[str]:
    """The relationships of a line labeled as such, each as typed; none for "none" and "gen"."""
    listed = [one.strip(_ENDING + "*_") for one in _BETWEEN.split(value[:_LOOKED_AT])]
    return [one for one in dict.fromkeys(listed) if one and one.lower() not in _NONE][:40]


def found(text: str) -> list[str]:
    """The relationships named within running text, in order."""
    text = text[:_LOOKED_AT]
    places: list[tuple[int, str]] = []
    for pattern in (_SLASHED, _CROSSED):
        places += [(one.start(), one[1].rstrip(_ENDING)) for one in pattern.finditer(text) if _is_pair(one[1])]
    places += [(one.start(), one[1]) for one in _RUN_TOGETHER.finditer(text) if _is_ship(one[1])]
    return list(dict.fromkeys(words for _place, words in sorted(places)))


def bracketed(characters: str) -> list[str]:
    """The pairings of a machine's list of characters, `[Caspian X, Lucy P.] Edmund P.`, as `Caspian X/Lucy P.`."""
    groups = (one.split(",") for one in _BRACKETED.findall(characters[:_LOOKED_AT]))
    return ["/".join(name.strip() for name in names) for names in groups if len(names) > 1]


def _is_pair(words: str) -> bool:
    sides = [side.strip().lower() for side in re.split(r"[/×✕]|\s[xX]\s", words)]
    return all(len(side) > 1 and side.rstrip(".") not in _NO_SIDES for side in sides)


def _is_ship(word: str) -> bool:
    humps = _HUMP.findall(word)
    if word.lower() in _NO_SHIPS or humps[0] in _NO_HALVES:
        return False
    return all(len(hump) > 1 for hump in humps)
