"""WordNet as `tabling` reads it: what each word and its forms can be, and the example sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from feuilleton.proofreading import dictionaries
from feuilleton.proofreading.wordclasses import (
    ADJECTIVE,
    ADVERB,
    GERUND,
    NOUN,
    NOUNS,
    PARTICIPLE,
    PAST,
    VERB,
    VERBS,
)
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("noun", "verb", "adj", "adv")
_SENSES = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
_RARE = 0.04  # of the uses of a word in tagged text; a kind that is rarer is not counted
_DOUBLING = words(
    """
    admit begin commit control forget occur permit prefer refer regret submit transfer travel equip compel expel rebel
    repel unplug overlap
    """
)
_PARTICIPLES = ("n", "ne", "ung", "um", "unk", "uck")


def examples(folder: Path) -> Iterator[str]:
    """The sentences and phrases that show how a word is used."""
    for name in FILES:
        for line in (folder / f"data.{name}").read_text().splitlines():
            yield from (said.strip() for said in re.findall(r'"([^"]+)"', line.partition("|")[2]))


def kinds(folder: Path) -> dict[str, int]:
    """For each word of one part, and each of its forms, the bits of what it can be."""
    found: defaultdict[str, int] = defaultdict(int)
    irregular = {name: _irregular(folder / f"{name}.exc") for name in FILES}
    for word, parts in _words(folder).items():
        for part in parts:
            for form, bits in _forms(word, part, irregular[part].get(word, [])):
                if form.isascii() and form.isalpha() and form.islower():
                    found[form] |= bits
    known = {word: bits for word, bits in found.items() if dictionaries.knows("en", word)}
    for word in ("came", "became", "ran", "overcame"):
        known[word] = PAST
    for word in ("run", "come", "become"):
        known[word] = known.get(word, 0) | VERB | PARTICIPLE
    return known


def _words(folder: Path) -> dict[str, list[str]]:
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (folder / "cntlist.rev").read_text().splitlines():
        key, _, times = line.split()
        word, _, sense = key.partition("%")
        uses[word][_SENSES[sense[0]]] += int(times)
    parts: dict[str, list[str]] = defaultdict(list)
    for name in FILES:
        for line in (folder / f"index.{name}").read_text().splitlines():
            word = line.split(" ", 1)[0]
            often = sum(uses[word].values()) if word in uses else 0
            if word.isalpha() and word.islower() and (often < 8 or uses[word][name] >= _RARE * often):
                parts[word].append(name)
    return parts


def _irregular(file: Path) -> dict[str, list[str]]:
    found = defaultdict(list)
    for line in file.read_text().splitlines():
        form, *words = line.split()
        for word in words:
            found[word].append(form)
    return found


def _forms(word: str, part: str, irregular: list[str]) -> Iterator[tuple[str, int]]:
    if part == "noun":
        yield word, NOUN
        yield from ((form, NOUNS) for form in irregular or [_s(word)])
    elif part == "verb":
        yield from _verb(word, irregular)
    elif part == "adv":
        yield word, ADVERB
    else:
        yield word, ADJECTIVE
        if len(word) <= 7:
            yield from ((_suffixed(word, ending), ADJECTIVE) for ending in ("er", "est"))


def _verb(word: str, irregular: list[str]) -> Iterator[tuple[str, int]]:
    yield word, VERB
    yield _s(word), VERBS
    gerunds = [form for form in irregular if form.endswith("ing")]
    pasts = [form for form in irregular if not form.endswith(("ing", "s"))]
    yield from ((form, GERUND) for form in gerunds or [_ing(word)])
    for form in pasts or [_suffixed(word, "ed")]:
        if len(pasts) < 2 or form.endswith(("ed", "t")):
            yield form, PAST | PARTICIPLE
        else:
            yield form, PARTICIPLE if form.endswith(_PARTICIPLES) else PAST


def _s(word: str) -> str:
    if re.search(r"(?:[sxz]|ch|sh|[^aeiou]o)$", word):
        return word + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", word) + "s"


def _suffixed(word: str, ending: str) -> str:
    if word.endswith("e"):
        return word + ending[1:]
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "i" + ending
    return _doubled(word) + ending


def _ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return _doubled(word) + "ing"


def _doubled(word: str) -> str:
    short = re.search(r"^[^aeiou]*[aeiou][bdgklmnprt]$", word)
    return word + word[-1] if short or word in _DOUBLING else word
