"""What attributes of somebody's HTML mean to us, and which of their values are good."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import nh3

from feuilleton.kit import text
from feuilleton.kit.prose import inline
from feuilleton.kit.prose.inline import Tag

_LINK = re.compile(r"https?://[^\s/]|mailto:[^\s]|#[^\s]", re.IGNORECASE)
_LONGEST_LINK = 2000
_LARGEST_NUMBER = 999_999
_LONGEST_VALUE = 200


def styles(style: str) -> list[Tag]:
    """The tags that say what a style attribute says of a run of text."""
    if not style:
        return []
    style = style.lower().replace(" ", "")
    found = []
    if re.search(r"font-weight:(bold|bolder|[6-9]00)", style):
        found.append("strong")
    if re.search(r"font-style:(italic|oblique)", style):
        found.append("em")
    if re.search(r"text-decoration(-line)?:[^;]*underline", style):
        found.append("u")
    if re.search(r"text-decoration(-line)?:[^;]*line-through", style):
        found.append("s")
    if found_place := re.search(r"vertical-align:(sub|super)(?![a-z])", style):
        found.append(found_place[1].removesuffix("er"))
    return [(name, "") for name in found]


def href(address: str) -> str:
    """The address as a link may have it (http, https, mailto, or a place in the page), or ""."""
    address = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", address)
    return address if len(address) <= _LONGEST_LINK and _LINK.match(address) and _survives(address) else ""


@lru_cache(maxsize=1024)
def _survives(address: str) -> bool:
    return "href" in nh3.clean(f"<a{inline.attribute('href', address)}>.</a>", url_schemes={"http", "https", "mailto"})


def file_name(address: str) -> str:
    """The name of the file at an address, else the host."""
    parts = urlsplit(address)
    return text.one_line(unquote(parts.path.rpartition("/")[2])) or parts.netloc


def short(value: str) -> str:
    """The value on one line, and not longer than is good for anyone."""
    return text.one_line(value)[:_LONGEST_VALUE].rstrip()


def number(value: str) -> str:
    """The number an item of a list begins with, as it is written, or ""."""
    value = value.strip()
    return str(int(value)) if value.isascii() and value.isdigit() and int(value[:9]) <= _LARGEST_NUMBER else ""
