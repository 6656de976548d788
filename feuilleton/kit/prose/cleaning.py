"""What HTML may stay in a story: `normalising` writes it anew in our few tags; nh3, last, lets nothing else by."""

from dataclasses import replace

import nh3

from feuilleton.kit.prose import normalising, rendering
from feuilleton.kit.prose.blocks import Block

CLEANER_VERSION = 1

_INLINE = {
    "em", "strong", "b", "i", "u", "s", "small", "sub", "sup", "code", "ruby", "rt", "rp", "br", "a", "span",
    "bdi", "q", "cite", "abbr", "del", "ins",
}  # fmt: skip
_SAYS = {"lang", "dir"}
_CLEANER = nh3.Cleaner(
    tags=_INLINE | {"p", "li"},
    attributes={"a": {"href"}, "span": _SAYS, "bdi": {"dir"}, "abbr": {"title"}, "li": {"value"}},
    generic_attribute_prefixes=set(),
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
)


def blocks(html: str) -> list[Block]:
    """The clean blocks of any HTML, without ids."""
    return [
        replace(block, html=_CLEANER.clean(block.html).replace("&nbsp;", "\u00a0")) if block.html else block
        for block in normalising.normalise(html)
    ]


def clean(html: str) -> str:
    """The HTML with nothing in it that a story does not need. Cleaning it again changes nothing."""
    return rendering.render(blocks(html))
