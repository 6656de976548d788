"""How far an author's note reaches, and whether a paragraph speaks to readers or belongs to the story."""

import re
from collections.abc import Sequence

from feuilleton.importing import headings, labels
from feuilleton.importing.lines import Line
from feuilleton.kit.prose import breaks

_OF_READING = re.compile(
    r"\b(?:reviews?|review(?:ed|ers?|ing)|chapters?|chappies?|chappy|updates?|updat(?:ed|ing)|fics?|fanfics?|fanfictions?|"
    r"readers?|beta(?:ed|d|s)?|enjoy|disclaimer|hiatus|flames?|one-?shots?|sequel|thanks?\s(?:to|you|for|so)|thanx|"
    r"feedback|kudos|stay\stuned|r&r|story|typos?|hope\syou|let\sme\sknow|tell\sme\swhat|lecteurs?|lectrices?|"
    r"chapitres?|merci|kapitel|leser|danke|cap[ií]tulos?|lectores|gracias|reseñas?|глав[аеуыо]\w{0,3}|отзыв\w{0,3}|"
    r"читател\w{0,4}|спасибо|фик\w{0,3})\b",
    re.IGNORECASE,
)
_TO_YOU = re.compile(
    r"\b(?:I|I[’'](?:m|ve|ll|d)|me|my|you|your|you[’'](?:re|ve|ll)|we|us|our|everyone|guys|je|j[’'](?=\w)|vous|mes?|ich|"
    r"euch|ihr|mein\w{0,2}|yo|mi|ustedes|vosotros|я|мне|мой|вы|вас|вам)\b",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"[\W_]*(?:tbc|to\sbe\scontinued|the\send|fin|end|ende|owari|r\s?&\s?r|r\sand\sr|until\snext\stime|next\schapter|"
    r"read\s(?:and|&)\sreview|ja\sne|love,?|xoxo|конец)[^\n]{0,40}",
    re.IGNORECASE,
)
_REPLY = re.compile(r"[*_]{0,2}[\w.'’ -]{2,30}?[*_]{0,2}\s?(?::|-{1,2}|–|—)\s?[*_]{0,2}\S")
_GREETING = re.compile(
    r"(?:hello|hi|hey|heya|hiya|welcome|greetings|howdy|dear\sreaders?|dear\sall|okay|ok|bonjour|salut|hallo|hola|привет|"
    r"всем\sпривет|so,)\b",
    re.IGNORECASE,
)
_LOOKED_AT = 2_000
_SPEECH = tuple("\"“«„‘'")


def speaks_of_reading(text: str) -> bool:
    """Whether this paragraph speaks of reviews, chapters, readers: words that hardly stand in a story."""
    return bool(_OF_READING.search(text[:_LOOKED_AT]))


def speaks_to_readers(text: str) -> bool:
    """Whether this paragraph may speak to readers: no dialogue, and somebody says I or you in it."""
    text = text[:_LOOKED_AT]
    return bool(_OF_READING.search(text) or (_TO_YOU.search(text) and not text.startswith(_SPEECH)))


def greets(text: str) -> bool:
    """Whether this paragraph greets readers and speaks to them of what they are about to read."""
    return bool(_GREETING.match(text.lstrip("*_ "))) and speaks_of_reading(text)


def is_footer(text: str) -> bool:
    """`TBC`, `The End`, `R&R`: a line below a chapter that says nothing but where we are."""
    return len(text) <= 60 and bool(_FOOTER.fullmatch(text))


def is_stop(line: Line) -> bool:
    """Whether a note, or any other value, ends before this line."""
    return (
        line.is_rule or bool(line.role) or breaks.is_strong(line.text) or bool(labels.find(line.text))
        or headings.read(line.text, level=line.level) is not None or labels.is_furniture(line.text)
    )  # fmt: skip


def paragraph_end(lines: Sequence[Line], first: int, last: int) -> int:
    """The last line of the paragraph that begins at `first`, `last` being the last it may reach.

    Lines with no blank between are one paragraph, unless they are so long that each must be one.
    """
    place = first
    while place < last and lines[place + 1].block == lines[first].block and not is_stop(lines[place + 1]):
        if len(lines[place].text) > 110 or place - first > 40:
            break
        place += 1
    return place


def end(lines: Sequence[Line], first: int, last: int, *, closing: bool) -> int:
    """The last line of a note that begins at `first`: up to a scene break, heading or label, or what is no note.

    `closing`: below a chapter, where less is needed to believe that a paragraph still speaks to readers. Above one,
    that little is enough only if the note is closed off, by a heading or a break, from the story.
    """
    place = paragraph_end(lines, first, last)
    trusting = closing or _is_closed_off(lines, place, last)
    while place < last and not is_stop(lines[place + 1]):
        begins = place + 1
        ends = paragraph_end(lines, begins, last)
        text = " ".join(line.text for line in lines[begins : ends + 1])
        speaks = speaks_to_readers(text) if trusting else speaks_of_reading(text) and not text.startswith(_SPEECH)
        if not (speaks or (closing and is_footer(text)) or _are_replies(lines, begins, last)):
            break
        place = ends
    return place


def _is_closed_off(lines: Sequence[Line], place: int, last: int) -> bool:
    after = lines[place + 1 : min(place + 12, last + 1)]
    for number, line in enumerate(after):
        if headings.read(line.text, level=line.level):
            return True
        if line.is_rule or breaks.is_strong(line.text):
            return number <= 5
    return False


def _are_replies(lines: Sequence[Line], place: int, last: int) -> bool:
    """Answers to reviewers, `Name- …`: two of them at least."""
    return any(
        all(lines[one].text and _REPLY.match(lines[one].text) for one in (first, first + 1))
        for first in (place - 1, place)
        if first >= 0 and first + 1 <= last
    )
