"""Which old blocks became which new ones, several to several: what was parted, what was joined, what took whose place.

Every block is in exactly one group. What became of words is then asked group by group (`tracing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feuilleton.kit.prose import aligning, ordering
from feuilleton.kit.prose.blocks import Block

_LONG_ENOUGH = 6  # words that a paragraph must have to be known again elsewhere, edited


@dataclass(slots=True)
class Group:
    """Places of old blocks and of the new ones that they became, in order.

    `related` is whether the new grew from the old; where not, they only stand where the old stood. `moved`: it stands
    elsewhere in the order.
    """

    old: list[int]
    new: list[int]
    related: bool = True
    moved: bool = False


def groups(old: Sequence[Block], new: Sequence[Block]) -> list[Group]:
    """All blocks in groups: related ones in the order of the old, then what took the place of what is gone."""
    related = _related(old, new)
    sizes = [sum(len(old[place].html) for place in group.old) for group in related]
    order = ordering.out_of_order([group.new[0] for group in related], sizes)
    for group, moved in zip(related, order, strict=True):
        group.moved = moved
    lost = _unrelated(related, len(old), len(new))
    if any(group.old for group in lost):
        elsewhere = _grown_elsewhere(lost, old, new)
        left, right = {there for there, _ in elsewhere}, {here for _, here in elsewhere}
        for group in lost:
            group.old = [place for place in group.old if place not in left]
            group.new = [place for place in group.new if place not in right]
        related += [Group([there], [here], moved=True) for there, here in elsewhere]
    return related + [group for group in lost if group.old or group.new]


def _related(old: Sequence[Block], new: Sequence[Block]) -> list[Group]:
    links = aligning.align(old, new)
    settled = {link.new for link in links if link.new is not None}
    found: dict[int, Group] = {}
    for link in links:
        if link.new is None:
            continue
        if link.new in found:
            found[link.new].old.append(link.old)
            continue
        group = found[link.new] = Group([link.old], [link.new])
        if link.fate in {"split", "edited", "merged"}:
            parts = set(aligning.neighbors(link.new, len(new), settled, old[link.old], new))
            settled |= parts
            group.new = sorted({link.new, *parts})
    return list(found.values())


def _unrelated(related: Sequence[Group], olds: int, news: int) -> list[Group]:
    """Between the related ones that kept their order: the old blocks that are gone, and the new ones there instead."""
    gone = [True] * olds
    come = [True] * news
    firm = []
    for group in related:
        for place in group.old:
            gone[place] = False
        for place in group.new:
            come[place] = False
    for group in related:
        # What is gone between blocks that became one went with them.
        inside = range(group.old[0], group.old[-1])
        group.old += [place for place in inside if gone[place]]
        group.old.sort()
        for place in inside:
            gone[place] = False
        if not group.moved:
            firm.append((group.old[0], group.old[-1], group.new[0], group.new[-1]))
    found = []
    last_old = last_new = -1
    for first_old, end_old, first_new, end_new in [*sorted(firm), (olds, olds, news, news)]:
        left = [place for place in range(last_old + 1, first_old) if gone[place]]
        right = [place for place in range(last_new + 1, first_new) if come[place]]
        if left or right:
            found.append(Group(left, right, related=False))
        last_old, last_new = max(last_old, end_old), max(last_new, end_new)
    return found


def _grown_elsewhere(lost: Sequence[Group], old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Blocks that were moved and edited at once: each the other's best, and clearly."""
    home = {("old", place): nth for nth, group in enumerate(lost) for place in group.old}
    home |= {("new", place): nth for nth, group in enumerate(lost) for place in group.new}
    before = _long_enough((place for group in lost for place in group.old), old)
    after = _long_enough((place for group in lost for place in group.new), new)
    found = []
    for there, here in aligning.worth_comparing(before, after):
        if home["old", there] != home["new", here] and (common := aligning.share(before[there], after[here])):
            found.append((common, there, here))
    pairs: list[tuple[int, int]] = []
    taken: set[tuple[str, int]] = set()
    for _, there, here in sorted(found, reverse=True):
        if not {("old", there), ("new", here)} & taken:
            pairs.append((there, here))
            taken |= {("old", there), ("new", here)}
    return pairs


def _long_enough(places: Iterable[int], blocks: Sequence[Block]) -> dict[int, list[str]]:
    tokens = {place: aligning.tokens(blocks[place]) for place in places}
    return {place: some for place, some in tokens.items() if len(some) >= _LONG_ENOUGH}
