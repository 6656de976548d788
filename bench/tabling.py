"""Makes `feuilleton/proofreading/tables/english.table`: `python -m bench.tabling WORDNET TEXT …`. What for: its README.

WORDNET is the folder of the dictionary (Debian's wordnet-base: /usr/share/wordnet). Texts are plain, UTF-8, paragraphs
parted by blank lines.
"""

from __future__ import annotations

import json
import math
import re
import sys
from array import array
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from bench import wordnet
from feuilleton.proofreading import wordclasses
from feuilleton.proofreading.symbols import symbols
from feuilleton.proofreading.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE = Path(__file__).parents[1] / "feuilleton/proofreading/tables/english.table"
STEP = 1 / 16  # of a cost, so that 255 of them are enough
WIDTH = 512
DISCOUNT = 0.75
SEEN = 2  # rows of three classes seen less often are left out
LEAST_LETTERS = 40

Row = tuple[str, ...]


def main(folder: str, *texts: str) -> None:
    """Read everything, count, write the table."""
    kinds = wordnet.kinds(Path(folder))
    words: Counter[tuple[str, str]] = Counter()
    sentences = list(_sentences(_paragraphs(folder, texts), kinds, words))
    parts = [*_word_parts(words, kinds), *_row_parts(_Counted(sentences))]
    heard = sum(words.values())
    classes = sorted({name for sentence in sentences for name in sentence})
    TABLE.write_bytes(_packed(parts, {"step": STEP, "words": heard, "classes": classes}))


def _paragraphs(folder: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        whole = Path(text).read_text().replace("\r", "").replace("\ufeff", "").replace("_", "").replace("--", "—")
        for paragraph in re.split(r"\n\s*\n", whole):
            one = " ".join(paragraph.split())
            if len(one) > LEAST_LETTERS and not one.isupper():
                yield one
    yield from wordnet.examples(Path(folder))


def _sentences(
    paragraphs: Iterable[str], kinds: dict[str, int], words: Counter[tuple[str, str]]
) -> Iterator[list[str]]:
    for paragraph in paragraphs:
        sentence = [wordclasses.START]
        for symbol in symbols(tokens(paragraph), lambda word: kinds.get(word, 0)):
            if symbol.name == "…":
                sentence = [wordclasses.START]
                continue
            if symbol.word:
                words[symbol.word, symbol.name] += 1
            sentence.append(symbol.name)
            if symbol.name == wordclasses.END:
                yield sentence
                sentence = [wordclasses.START]
        if len(sentence) > 3:
            yield sentence


class _Counted:
    """Kneser–Ney: what was seen, and of how much else each class was seen beside."""

    def __init__(self, sentences: Iterable[list[str]]) -> None:
        self.triples: Counter[Row] = Counter()
        for sentence in sentences:
            row = [wordclasses.START, *sentence]
            self.triples.update(zip(row, islice(row, 1, None), islice(row, 2, None), strict=False))
        self.before: Counter[Row] = Counter()
        self.kinds_after: Counter[Row] = Counter()
        self.pairs: Counter[Row] = Counter()
        for (first, second, third), times in self.triples.items():
            self.before[first, second] += times
            self.kinds_after[first, second] += 1
            self.pairs[second, third] += 1
        self.first: Counter[str] = Counter()
        self.kinds_after_one: Counter[str] = Counter()
        self.single: Counter[str] = Counter()
        for (first, second), times in self.pairs.items():
            self.first[first] += times
            self.kinds_after_one[first] += 1
            self.single[second] += 1
        self.all = sum(self.single.values())

    def one(self, name: str) -> float:
        if name not in self.single:
            return 1e-6
        return self.single[name] / self.all

    def two(self, first: str, second: str) -> float:
        kept = max(self.pairs[first, second] - DISCOUNT, 0) / self.first[first]
        return kept + DISCOUNT * self.kinds_after_one[first] / self.first[first] * self.one(second)

    def three(self, row: Row) -> float:
        before = row[:2]
        kept = max(self.triples[row] - DISCOUNT, 0) / self.before[before]
        return kept + DISCOUNT * self.kinds_after[before] / self.before[before] * self.two(*row[1:])


def _row_parts(seen: _Counted) -> Iterator[tuple[str, str, list[int]]]:
    classes = sorted(set(seen.single) | {wordclasses.START})
    ids = {name: at for at, name in enumerate(classes)}
    left: Counter[Row] = Counter()
    for row, times in seen.triples.items():
        if times < SEEN:
            left[row[:2]] += 1

    def key(row: Row) -> int:
        return sum(ids[name] * WIDTH**power for power, name in enumerate(reversed(row)))

    triples = sorted((key(row), _cost(seen.three(row))) for row, times in seen.triples.items() if times >= SEEN)
    yield from _columns("triples", "triple_costs", triples)
    yield from _columns("pairs", "pair_costs", sorted((key(row), _cost(seen.two(*row))) for row in seen.pairs))
    given_up = {
        row: (DISCOUNT * seen.kinds_after[row] + (1 - DISCOUNT) * left[row]) / times
        for row, times in seen.before.items()
    }
    yield from _columns("before", "before_costs", sorted((key(row), _cost(part)) for row, part in given_up.items()))
    yield "single_costs", "B", [_cost(seen.one(name)) for name in classes]
    yield (
        "single_before",
        "B",
        [
            _cost(DISCOUNT * seen.kinds_after_one[name] / seen.first[name]) if seen.first[name] else 0
            for name in classes
        ],
    )


def _word_parts(words: Counter[tuple[str, str]], kinds: dict[str, int]) -> Iterator[tuple[str, str, list[int]]]:
    of_class: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for (word, name), count in words.items():
        of_class[name] += count
        times[word] += count
    heard = sum(times.values())
    rows: dict[int, tuple[int, int, int, int]] = {}
    for word in sorted(set(kinds) | wordclasses.SMALL, key=lambda word: (times[word], word)):
        name = word if word in wordclasses.SMALL else wordclasses.named(kinds[word])
        share = _cost((words[word, name] + 0.3) / (of_class[name] + 50))
        # Of two words with one sum, the one that is written more often stays.
        number = crc32(word.encode())
        rows[number] = number, kinds.get(word, 0), share, _cost((times[word] + 0.3) / heard)
    columns = zip(*(rows[number] for number in sorted(rows)), strict=True)
    for name, code, column in zip(("words", "kinds", "shares", "rarity"), "IHBB", columns, strict=True):
        yield name, code, list(column)


def _columns(keys: str, costs: str, rows: list[tuple[int, int]]) -> Iterator[tuple[str, str, list[int]]]:
    yield keys, "I", [key for key, _ in rows]
    yield costs, "B", [cost for _, cost in rows]


def _cost(part: float) -> int:
    return max(0, min(255, round(-math.log(max(part, 1e-7)) / STEP)))


def _packed(parts: Iterable[tuple[str, str, list[int]]], head: dict[str, object]) -> bytes:
    body, listed = bytearray(), []
    for name, code, numbers in parts:
        body += b"\0" * (-len(body) % 4)
        listed.append([name, code, len(body), len(numbers)])
        body += array(code, numbers).tobytes()
    told = json.dumps(head | {"parts": listed}).encode()
    told += b" " * (-(len(told) + 4) % 4)
    return len(told).to_bytes(4, "little") + told + bytes(body)


if __name__ == "__main__":
    main(*sys.argv[1:])
