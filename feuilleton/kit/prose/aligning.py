"""What became of each block between two texts. Ids, and with them notes and reading places, go with the words.

Blocks first: what stayed equal, in order; what moved; what between them grew out of what. Then, where asked, words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal, cast

from rapidfuzz.distance import LCSseq

from feuilleton.kit.prose import wording
from feuilleton.kit.prose.blocks import Block, new_id

Fate = Literal["same", "edited", "split", "merged", "moved", "gone"]

_GONE: tuple[None, Fate] = (None, "gone")
_LARGEST_TABLE = 100_000_000  # cells of a comparison; beyond it, only what is unique on both sides is an anchor
_FEW_PAIRS = 400
_CANDIDATES = 5
_COMMON = 50  # word pairs in more blocks than this tell nothing
_GREW = 0.55  # how much of the shorter text must be found in the longer
_WITHIN = 0.8  # the same, where one is much longer: many words hold a few others by chance
_MUCH_LONGER = 3
_NEARLY = 0.1


@dataclass(frozen=True, slots=True)
class Link:
    """What became of an old block: its place in the new text and the id there (None and "" if it is gone), and how."""

    old: int
    new: int | None
    old_id: str
    new_id: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a block's old text and what stands there now, in code points of `Block.text`."""

    kind: Literal["equal", "replace", "insert", "delete"]
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def keep_ids(old: Sequence[Block], new: Sequence[Block]) -> list[Block]:
    """The new blocks, with the id of the old block where one is the same or grew from it, else with a fresh one.

    Ids that the new blocks bring are not believed. No id comes twice, whatever the old blocks have.
    """
    bare = [replace(block, id="") for block in new]
    ids: dict[int, str] = {}
    taken = {""}
    for there, here, _ in _kept(_matches(old, bare), old, bare):
        if old[there].id not in taken:
            ids[here] = old[there].id
            taken.add(old[there].id)
    taken.update(block.id for block in old)
    return [replace(block, id=ids.get(place) or _fresh(taken)) for place, block in enumerate(bare)]


def align(old: Sequence[Block], new: Sequence[Block]) -> list[Link]:
    """What became of each old block, in their order. Blocks with the same id are the same block."""
    matches: dict[int, tuple[int | None, Fate]] = {there: (here, fate) for there, here, fate in _matches(old, new)}
    settled = {here for here, _ in matches.values() if here is not None}
    for there, (here, fate) in list(matches.items()):
        if here is not None and fate == "edited":
            if list(neighbors(here, len(new), settled, old[there], new)):
                matches[there] = (here, "split")
            gone = neighbors(there, len(old), matches, new[here], old)
            matches |= dict.fromkeys(list(gone), (here, "merged"))
    links = []
    for there, block in enumerate(old):
        here, fate = matches.get(there, _GONE)
        links.append(Link(there, here, block.id, "" if here is None else new[here].id, fate))
    return links


def neighbors(place: int, end: int, settled: Container[int], whole: Block, blocks: Sequence[Block]) -> Iterator[int]:
    """The unsettled blocks right before and after a place that grew from, or into, the same whole."""
    is_part = _parts_of(whole)
    for step in (-1, 1):
        other = place + step
        while 0 <= other < end and other not in settled and is_part(blocks[other]):
            yield other
            other += step


def _parts_of(whole: Block) -> Callable[[Block], bool]:
    text = whole.text
    all_words: list[str] = []

    def is_part(block: Block) -> bool:
        some = tokens(block)
        # Most often a part is there word for word, which is found much sooner.
        if len(some) > 2 and block.text in text:
            return True
        if not all_words:
            all_words.extend(tokens(whole))
        return bool(share(some, all_words))

    return is_part


def words(old: Block, new: Block) -> list[Change]:
    """What changed between two blocks' texts, word by word; the changes cover both texts."""
    return changes(old.text, new.text)


def changes(old: str, new: str) -> list[Change]:
    """What changed between two texts, word by word; the changes cover both."""
    before, after = wording.WORD_OR_SPACE.findall(old), wording.WORD_OR_SPACE.findall(new)
    starts, ends = _places(before), _places(after)
    if len(before) * len(after) > _LARGEST_TABLE:
        return [Change("replace", 0, starts[-1], 0, ends[-1])]
    return [
        Change(
            cast(Any, code.tag),
            starts[code.src_start],
            starts[code.src_end],
            ends[code.dest_start],
            ends[code.dest_end],
        )
        for code in LCSseq.opcodes(before, after)
    ]


def _places(pieces: Sequence[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _fresh(taken: set[str]) -> str:
    while (fresh := new_id()) in taken:
        pass
    taken.add(fresh)
    return fresh


_Match = tuple[int, int, Fate]  # the old place, the new place, what happened


def _matches(old: Sequence[Block], new: Sequence[Block]) -> list[_Match]:
    before, after = _keys(old, new)
    anchors = _in_order(before, after)
    matches: list[_Match] = [(there, here, _same_or_edited(old[there], new[here])) for there, here in anchors]
    moved = list(_moved(before, after, anchors))
    matches += [(there, here, "moved") for there, here in moved]
    gone_there, gone_here = {there for there, _ in moved}, {here for _, here in moved}
    for olds, news in _gaps(anchors, len(old), len(new)):
        left = [there for there in olds if there not in gone_there]
        come = [here for here in news if here not in gone_here]
        matches += _grown(old, new, left, come)
    return sorted(matches)


def _kept(matches: list[_Match], old: Sequence[Block], new: Sequence[Block]) -> Iterator[_Match]:
    """Of several old blocks that became one, only the first: it keeps its id."""
    seen = set()
    for there, here, fate in matches:
        if here not in seen:
            seen.add(here)
            yield there, here, fate


def _keys(old: Sequence[Block], new: Sequence[Block]) -> tuple[list[int], list[int]]:
    """A number for each block, equal where they are the same: by an id that both texts have once, else by all else."""
    shared = _once(old) & _once(new)
    numbers: dict[Hashable, int] = {}

    def number(block: Block) -> int:
        key: Hashable = block.id if block.id in shared else replace(block, id="")
        return numbers.setdefault(key, len(numbers))

    return [number(block) for block in old], [number(block) for block in new]


def _once(blocks: Sequence[Block]) -> set[str]:
    return {id for id, times in Counter(block.id for block in blocks).items() if id and times == 1}


def _in_order(before: list[int], after: list[int]) -> list[tuple[int, int]]:
    """The places of a longest run, in order, of what is on both sides."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    there, here = before[start : len(before) - end], after[start : len(after) - end]
    pairs = [(place, place) for place in range(start)]
    pairs += [(start + a, start + b) for a, b in _middle(there, here)]
    return pairs + [(len(before) - place, len(after) - place) for place in range(end, 0, -1)]


def _middle(before: list[int], after: list[int]) -> list[tuple[int, int]]:
    if len(before) * len(after) > _LARGEST_TABLE:
        return _unique_in_order(before, after)
    return [
        (code.src_start + step, code.dest_start + step)
        for code in LCSseq.opcodes(before, after)
        if code.tag == "equal"
        for step in range(code.src_end - code.src_start)
    ]


def _unique_in_order(before: list[int], after: list[int]) -> list[tuple[int, int]]:
    times, times_after = Counter(before), Counter(after)
    places = {key: place for place, key in enumerate(after) if times_after[key] == 1}
    pairs = []
    last = -1
    for there, key in enumerate(before):
        if times[key] == 1 and places.get(key, -1) > last:
            last = places[key]
            pairs.append((there, last))
    return pairs


def _moved(before: list[int], after: list[int], anchors: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is on both sides out of order, and once only among what is left: two alike could be either."""
    left = _alone(before, {there for there, _ in anchors})
    come = _alone(after, {here for _, here in anchors})
    return ((there, come[key]) for key, there in left.items() if key in come)


def _alone(keys: list[int], settled: set[int]) -> dict[int, int]:
    places = defaultdict(list)
    for place, key in enumerate(keys):
        if place not in settled:
            places[key].append(place)
    return {key: found[0] for key, found in places.items() if len(found) == 1}


def _same_or_edited(old: Block, new: Block) -> Fate:
    return "same" if replace(old, id="") == replace(new, id="") else "edited"


def _gaps(anchors: list[tuple[int, int]], olds: int, news: int) -> Iterator[tuple[range, range]]:
    last_there = last_here = -1
    for there, here in [*anchors, (olds, news)]:
        if there > last_there + 1 and here > last_here + 1:
            yield range(last_there + 1, there), range(last_here + 1, here)
        last_there, last_here = there, here


def _grown(old: Sequence[Block], new: Sequence[Block], left: list[int], come: list[int]) -> list[_Match]:
    """Between two anchors: which new block grew from which old ones."""
    before = {there: tokens(old[there]) for there in left}
    after = {here: tokens(new[here]) for here in come}
    shares: dict[tuple[int, int], float] = {}
    for there, here in worth_comparing(before, after):
        if common := share(before[there], after[here]):
            shares[there, here] = common
    if not shares:
        return _alike_in_kind(old, new, left, come)
    return _fates(shares)


def _fates(shares: dict[tuple[int, int], float]) -> list[_Match]:
    parts, sources = defaultdict(list), defaultdict(list)
    for (there, here), share in sorted(shares.items()):
        parts[there].append((here, share))
        sources[here].append((there, share))
    origin: dict[int, int] = {}
    used: set[int] = set()
    for here, found in sorted(sources.items()):
        # Of several that are alike, one that nothing has come from yet: a refrain keeps its order.
        fresh = [(there, share) for there, share in found if there not in used] if len(found) > 1 else found
        best = max(share for _, share in found)
        origin[here] = _first_of_best([one for one in fresh if one[1] >= best - _NEARLY] or found)
        used.add(origin[here])
    keeper = {}
    for there, found in parts.items():
        own = [(here, share) for here, share in found if origin[here] == there]
        keeper[there] = _first_of_best(own or found)
    return [(there, here, _fate(there, here, parts, sources, origin)) for there, here in keeper.items()]


def _fate(
    there: int,
    here: int,
    parts: dict[int, list[tuple[int, float]]],
    sources: dict[int, list[tuple[int, float]]],
    origin: dict[int, int],
) -> Fate:
    if len([part for part, _ in parts[there] if origin[part] == there]) > 1:
        return "split"
    return "merged" if origin[here] != there else "edited"


def _first_of_best(found: list[tuple[int, float]]) -> int:
    best = max(share for _, share in found)
    return next(place for place, share in found if share >= best - _NEARLY)


def worth_comparing(before: dict[int, list[str]], after: dict[int, list[str]]) -> Iterator[tuple[int, int]]:
    """Which pairs may share enough: all of a few, else those with uncommon pairs of words in common."""
    if len(before) * len(after) <= _FEW_PAIRS:
        yield from ((there, here) for there in before for here in after)
        return
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for there, tokens in before.items():
        for pair in set(pairwise(tokens)):
            having[pair].append(there)
    for here, tokens in after.items():
        common: Counter[int] = Counter()
        for pair in set(pairwise(tokens)):
            found = having.get(pair, ())
            if len(found) <= _COMMON:
                common.update(found)
        yield from ((there, here) for there, _ in common.most_common(_CANDIDATES))


def tokens(block: Block) -> list[str]:
    """A block's words and signs, without white space."""
    return wording.WORD.findall(block.text)


def share(before: list[str], after: list[str]) -> float:
    """How much of the shorter text the longer has, in order; 0 where that may be chance."""
    short, long = sorted((len(before), len(after)))
    if not short or short * long > _LARGEST_TABLE:
        return 0.0
    common = LCSseq.similarity(before, after)
    share = common / short
    if long > _MUCH_LONGER * short:
        return share if share >= _WITHIN and short > 2 else 0.0
    return share if share >= _GREW and 2 * common >= 0.6 * short + 0.4 * long else 0.0


def _alike_in_kind(old: Sequence[Block], new: Sequence[Block], left: list[int], come: list[int]) -> list[_Match]:
    """One scene break in another's place is that scene break with another ornament."""
    if len(left) == len(come) == 1 and old[left[0]].kind == new[come[0]].kind == "scene_break":
        return [(left[0], come[0], "edited")]
    return []
