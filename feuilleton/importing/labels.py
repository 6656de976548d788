"""The words with which authors begin the lines of a header: `Summary:`, `A/N:`, `Rosie's Notes II:`."""

import re
from dataclasses import dataclass

from feuilleton.importing.vocabulary import words

# What a label can mean. The first group has a field of its own; OTHER is kept with the story under its own words.
TITLE, SUMMARY, DISCLAIMER, FANDOM, RELATIONSHIP, CHARACTER, RATING, WARNING, PEN_NAME, NOTE, OTHER = (
    "title", "summary", "disclaimer", "fandom", "relationship", "character", "rating", "warning", "pen_name", "note",
    "other",
)  # fmt: skip

# Spellings by meaning, parted by "|". Those after "~" also begin sentences and letters: alone they say nothing.
_SPELLINGS = {
    TITLE: "title|story title|fic title|fic|titre|titel|titulo|título|название"
    "~story|name|nombre",
    PEN_NAME: "author|authors|author name|pen name|penname|written by|auteur|auteure|autor|autora|autorin|автор|авторы"
    "~by|creator|por|von",
    SUMMARY: "summary|story summary|synopsis|description|blurb|sumary|résumé|resume|zusammenfassung|inhalt|resumen|"
    "sinopsis|описание|саммари|краткое содержание",
    FANDOM: "fandom|fandoms|fandom(s)|crossover|фандом|фэндом"
    "~universe|show|category/fandom",
    RATING: "rating|ratings|rated|overall rating|raiting|clasificación|clasificacion|freigabe|altersfreigabe|рейтинг"
    "~age|public",
    WARNING: "warning|warnings|warning(s)|content warning|content warnings|archive warning|archive warnings|"
    "trigger warning|trigger warnings|tw|cw|squicks|avertissement|avertissements|warnung|warnungen|advertencia|"
    "advertencias|предупреждение|предупреждения",
    RELATIONSHIP: "pairing|pairings|pairing(s)|pairing/s|main pairing|ship|ships|couple|couples|relationship|"
    "relationships|relationship(s)|parejas|pareja|paarung|paarungen|пэйринг|пейринг|pairing/characters"
    "~couple principal",
    CHARACTER: "characters|character|character(s)|main characters|main character|cast|personnages|personajes|"
    "charaktere|figuren|персонажи|основные персонажи"
    "~people|characters/pairing",
    DISCLAIMER: "disclaimer|disclaimers|disclamer|claimer|standard disclaimer|legal disclaimer|avertissement légal|"
    "droits|haftungsausschluss|дисклеймер|отказ|отказ от прав|descargo|renuncia"
    "~legal|legal stuff",
    NOTE: "a/n|a/ns|a / n|an|a.n.|a.n|author's note|author's notes|authors note|authors notes|authors' note|"
    "authors' notes|author note|author notes|authoress' notes|authoress' note|authoress's note|authoress's notes|"
    "authoress notes|writer's note|writer's notes|beta's note|beta's notes|notes|chapter notes|chapter note|end note|"
    "end notes|endnote|endnotes|ending notes|pre-note|prenote|story notes|beginning notes|opening notes|closing notes|"
    "final notes|chapter end notes|beginning note|t/n|translator's note|translator's notes|b/n|beta note|"
    "note de l'auteur|notes de l'auteur|note de l'auteure|notes de l'auteure|nda|n/a|anmerkung|anmerkungen|"
    "anmerkung des autors|anmerkung der autorin|nota de autor|nota de autora|nota del autor|nota de la autora|"
    "notas de autor|notas de la autora|notas del autor|notas de autora|примечание|примечания|от автора|"
    "примечание автора|примечания автора|прим. автора"
    "~note|nota|notas",
    OTHER: "email|e-mail|e-mail address|email address|author's e-mail|author's email|homepage|category|categories|"
    "classification|keywords|genre|genres|additional tags|tags|freeform tags|spoilers|spoiler|spoiler warning|"
    "spoiler warnings|timeline|timeframe|time frame|post-ep|beta|betas|beta reader|beta-reader|beta readers|betaed by|"
    "beta'd by|beta by|betareader|distribution|archive|archiving|archived|permission|permission to archive|"
    "circuit archive|"
    "feedback|c&c|r&r|dedication|dedicated to|written for|challenge|prompt|prompts|requested by|recipient|status|"
    "word count|wordcount|words|originally posted at|originally posted|posted originally on|translation|translator|"
    "original author|original|collections|series|stats|language|published|completed|chapters|disclosure|"
    "genre(s)|sprache|genres/kategorie|statut|langue|idioma|género|genero|estado|беты|бета|беты и соавторы|категория|"
    "категории|жанр|жанры|размер|статус|посвящение|публикация на других ресурсах|метки|направленность|"
    "notes/warnings|betareaders"
    "~setting|episode|season|type|format|for|thanks to|date|written|posted|updated|source|size|length|comments|time|"
    "pov|place|subject|from|newsgroups|message-id|lines|to|path|organization|xref|references|reply-to|sender",
}  # fmt: skip

# Said alone on a line, without a colon, these are still labels.
_ALONE = words(
    "summary|chapter summary|notes|chapter notes|end notes|chapter end notes|author's note|author's notes|"
    "authors note|authors notes|a/n|disclaimer|warnings|note de l'auteur|notes de l'auteur|примечания|описание",
    "|",
)
# Lines that an archive adds to what is downloaded from it.
_FURNITURE = words("preface|afterword|table of contents|chapter management|contents|works", "|")
_FURNITURE_BEGINS = (
    "Posted originally on the ", "Please drop by the ", "See the end of the ", "See the end notes",
    "Return to Top", "Review this Story", "Add Story to ",
)  # fmt: skip
_LONGEST = 60
_MARKS = r"[*_~\[(<>\s#=+-]{0,8}"
_COLON = re.compile(r"[*_\])>\s]{0,6}(?:::?|：)[*_\])>~]{0,4}(?=\s|[^\s/]|$)")
_DASH = re.compile(r"[*_]{0,3}\s{1,3}[-–—]{1,2}\s[*_]{0,3}")
_BARE_AN = re.compile(r"(A/N|a/n)[*_]{0,3}\s{0,2}(?:[-–—,]{1,2}\s{0,2}|\s)[*_]{0,3}(?=\S)")
_OPENING = re.compile(_MARKS)
_NUMBERED = re.compile(r"\s{0,2}(?:#?[0-9]{1,3}|[ivx]{1,5})$", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?P<name>[^\W_][\w .\-]{0,38}?)['’‘`]s?\s(?:author(?:ess)?['’]?s?\s)?notes(?P<nth>\s(?:[0-9]{1,3}|[ivx]{1,5}))?",
                     re.IGNORECASE)  # fmt: skip
_NOBODYS = words(
    "author authors authoress writer writers translator beta editor reader teacher doctor chapter story today"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a line. `words`: as typed, without colon or emphasis; `end`: where its value begins.

    `weak`: it may as well be the beginning of a sentence or a letter. `name`: whose notes these are, if it says so.
    """

    meaning: str
    words: str
    end: int
    weak: bool = False
    name: str = ""


def find(text: str) -> Label | None:
    """The label at the head of this line, if there is one."""
    opening = _OPENING.match(text)
    begin = opening.end() if opening else 0
    head = text[begin : begin + _LONGEST + 10]
    colon = _COLON.search(head)
    if colon and (known := _known(head[: colon.start()], begin + colon.end())):
        return known
    dash = _DASH.search(head)
    if dash and (known := _known(head[: dash.start()], begin + dash.end())) and not known.weak and not known.name:
        return known
    bare = _BARE_AN.match(head)
    if bare:
        return Label(NOTE, bare[1], begin + bare.end())
    alone = _key(head.rstrip("*_]) :"))
    if len(text) <= _LONGEST and alone in _ALONE:
        return Label(*_MEANINGS.get(alone, (SUMMARY, False))[:1], text[begin:].rstrip("*_]) :"), len(text))
    return None


def _known(head: str, end: int) -> Label | None:
    words = head.strip(" \t*_[]()<>~")
    if not words or len(words) > _LONGEST:
        return None
    key = _key(words)
    numbered = _NUMBERED.search(key)
    for candidate in (key, key[: numbered.start()] if numbered else key):
        if candidate in _MEANINGS:
            meaning, weak = _MEANINGS[candidate]
            if meaning == NOTE or candidate == key:
                # "An" is an article in every other line that begins with it.
                return Label(meaning, words, end, weak or (key == "an" and words != "AN"))
    signed = _SIGNED.fullmatch(words)
    if signed:
        name = signed["name"].strip()
        if name.split()[-1].lower() not in _NOBODYS:
            return Label(NOTE, words, end, name=name)
        return Label(NOTE, words, end)
    return None


def is_furniture(text: str) -> bool:
    """Whether an archive's own page put this line there, and no author."""
    return _key(text[:_LONGEST].strip(" .:")) in _FURNITURE or text.startswith(_FURNITURE_BEGINS)


def run_together(text: str) -> int:
    """Where a second label begins that lost its line break (`PG-13Disclaimer: …`); 0 when none does."""
    found = _GLUED.search(text, 1, 300)
    return found.start() if found else 0


def _key(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").replace("`", "'").split())


def _table() -> dict[str, tuple[str, bool]]:
    table: dict[str, tuple[str, bool]] = {}
    for meaning, spellings in _SPELLINGS.items():
        strong, _tilde, weak = spellings.partition("~")
        table |= dict.fromkeys(strong.split("|"), (meaning, False))
        table |= {words: (meaning, True) for words in weak.split("|") if words}
    return table


_MEANINGS = _table()
_GLUED = re.compile(
    r"(?<=[a-z0-9.!?)])(?:Disclaimers?|Summary|Ratings?|Pairings?|Fandom|Warnings?|Author'?s'? Notes?|Spoilers|"
    r"Distribution|Archive|Feedback|Category|Title|Author)\s?:"
)
