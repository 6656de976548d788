"""Words that are written in one way in Britain and in another in America."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Endings of words as they are written in Britain and in America; the longer ones are whole words.
_BRITISH: Final = (
    ("our", "or"), ("oured", "ored"), ("ouring", "oring"), ("ours", "ors"), ("ourful", "orful"), ("ourite", "orite"),
    ("ourites", "orites"), ("ourable", "orable"), ("ourably", "orably"), ("ourless", "orless"), ("ourhood", "orhood"),
    ("bours", "bors"), ("bourly", "borly"), ("bourhood", "borhood"), ("ise", "ize"), ("ised", "ized"),
    ("ises", "izes"), ("ising", "izing"), ("isation", "ization"), ("iser", "izer"), ("yse", "yze"), ("ysed", "yzed"),
    ("bre", "ber"), ("bres", "bers"),
    ("tre", "ter"), ("tres", "ters"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("llers", "lers"),
    ("grey", "gray"), ("greys", "grays"), ("greyed", "grayed"), ("greying", "graying"), ("greyish", "grayish"),
    ("ence", "ense"), ("ogue", "og"), ("wards", "ward"), ("ellery", "elry"), ("aeval", "eval"), ("mould", "mold"),
    ("moulded", "molded"), ("plough", "plow"), ("ploughed", "plowed"), ("storey", "story"), ("storeys", "stories"),
    ("judgement", "judgment"), ("cheque", "check"), ("tyre", "tire"), ("tyres", "tires"), ("kerb", "curb"),
    ("pyjamas", "pajamas"), ("sceptical", "skeptical"), ("moustache", "mustache"), ("whisky", "whiskey"),
    ("manoeuvre", "maneuver"), ("ageing", "aging"), ("draught", "draft"), ("draughts", "drafts"),
    ("programme", "program"),
    ("lly", "ly"), ("fulfil", "fulfill"), ("skilful", "skillful"), ("wilful", "willful"), ("enrol", "enroll"),
    ("aeroplane", "airplane"), ("jewellery", "jewelry"), ("woollen", "woolen"), ("marvellous", "marvelous"),
)  # fmt: skip


def american(low: str) -> Iterator[str]:
    """What this word, taken for a British one, may be in America; not all of it need be words."""
    yield from (low.removesuffix(here) + there for here, there in _BRITISH if low.endswith(here))
    yield from (low.replace(here, "e") for here in ("ae", "oe") if here in low)


def british(low: str) -> Iterator[str]:
    """What this word, taken for an American one, may be in Britain; not all of it need be words."""
    yield from (low.removesuffix(there) + here for here, there in _BRITISH if low.endswith(there))
