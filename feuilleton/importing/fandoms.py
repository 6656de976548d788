"""Whose world it is, out of the sentence that says it is not the author's: `I do not own Naruto.`"""

import re

from feuilleton.importing.vocabulary import words

_I_OWN = re.compile(
    r"\b(?:do\s?n[o'’]?t|do\s?not|dont|did(?:n['’]t|\snot)|never|cannot|can['’]t)\s(?:\w+\s){0,2}?(?:own|claim|possess)\s"
    r"(?:the\s(?:rights\s(?:to|of)|characters\s(?:of|from|in)|world\sof)\s|any(?:thing|\sof\sthe\scharacters)?\s(?:of|from|in|to\sdo\swith)\s|to\sown\s)?",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\bnot\sthe\s(?:owner|creator|author)\sof\s|\bcharacters\s(?:of|from|in)\s(?=[A-Z\"“«])", re.IGNORECASE
)
_OWNS = re.compile(r"\b[A-Z][\w.\-]{0,20}(?:\s[A-Z][\w.\-]{0,20}){0,3}\sowns\s")
_BELONGS = re.compile(
    r"\s(?:and\s(?:all|its|the|any|other|everything|every|co|company|related|their)\b[^.!?\n]{0,80}?\s)?"
    r"(?:belongs?\s(?:solely\s|only\s|entirely\s)?to|(?:is|are)\s(?:the\s|a\s)?(?:sole\s)?(?:property|creation|copyright)s?\sof|"
    r"(?:is|are)\s(?:owned|created|copyrighted)\sby|(?:is|are)\snot\smine|does(?:n['’]t|\snot)\sbelong|©|\(c\)|"
    r"appartient|appartiennent|ne\sm['’]appartien|gehört|gehören|pertenece|no\sme\spertenece|не\sпринадлеж|принадлеж)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\s{0,2}([^\s.,;!?()\"“”«»]+(?:\.(?=[A-Z]\.))?)([.,;!?()\"“”«»]?)")
_JOINING = words("of the a an and in to for at on with de la le les du des el der die das von no ni & vs. vs - –")
_NO_WORLD = words(
    "i anything nothing any all everything everyone none these those this that they them it its he she we you my "
    "his her their our characters character story plot copyright most some such original ocs oc rights only "
    "credit please dont don't not but however and the nor or if so just sadly unfortunately also no money profit "
    "alas sue who which whatever any recognizable recognisable"
)
_LEADING = re.compile(
    r"(?:the\s)?(?:characters|world|series|anime|manga|show|books?|film|movie|game|universe)\s(?:of|from|in)?\s?",
    re.IGNORECASE,
)
_LOOKED_AT = 3_000
_OPENING = "\"“«'‘*_ "


def found(disclaimer: str) -> list[str]:
    """The fandoms that a disclaimer names, as typed; none when it only says "anything" or "these characters"."""
    text = disclaimer[:_LOOKED_AT]
    names: list[str] = []
    for pattern in (_I_OWN, _OWNER, _OWNS):
        for one in pattern.finditer(text):
            names += _listed(text[one.end() : one.end() + 200])
    for sentence in re.split(r"[.!?;\n]\s|\n", text):
        owned = _BELONGS.search(sentence)
        if owned and (name := _whole(sentence[: owned.start()][-100:])):
            names.append(name)
    return list(dict.fromkeys(names))


def _listed(text: str) -> list[str]:
    """The name that begins here, and those after it that "or" and commas add."""
    names: list[str] = []
    while True:
        name, rest = _name(text)
        if not name:
            return names
        names.append(name)
        more = re.match(r"\s{0,2}[\"”»]?\s{0,2}(?:,\s?(?:or|nor|and)?|or|nor)\s", rest)
        if not more:
            return names
        text = rest[more.end() :]


def _name(text: str) -> tuple[str, str]:
    """The run of capitalized words (and small ones between them) at the head of this text, and what follows it."""
    leading = _LEADING.match(text)
    place = leading.end() if leading else 0
    place += len(text[place:]) - len(text[place:].lstrip(_OPENING))
    begin = end = place
    for _count in range(10):
        word = _WORD.match(text, place)
        if not word:
            break
        if word[1][0].isupper() or word[1][0].isdigit() or not word[1][0].isascii():
            end = word.end(1)
        elif word[1].lower() not in _JOINING:
            break
        place = word.end()
        if word[2] and word[2] != "." * (word[1][-1:] == "."):
            break
    name = re.sub(r"['’]s?$", "", text[begin:end].strip(_OPENING + "”»"))
    if not name or (name.split()[0].lower().strip("'’") in _NO_WORLD and not _has_title(name)):
        return "", text
    return name, text[end:]


def _whole(text: str) -> str:
    """The name that this whole stretch is, or "" when it is a sentence with other words in it."""
    start = re.sub(r"^.*(?:disclaimer|:)\s", "", text.strip(), flags=re.IGNORECASE)
    name, rest = _name(start)
    return name if name and not rest.strip(_OPENING + "”»,") else ""


def _has_title(name: str) -> bool:
    words = name.split()
    return (
        len(words) > 1
        and words[0] in ("The", "This", "All", "It", "We", "They", "My", "Her", "His")
        and all(word[0].isupper() or word.lower() in _JOINING for word in words[1:])
    )
