"""Pages saved from a site whose layout is known: which part of the page is what."""

import re
from dataclasses import dataclass

_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_STORY_TEXT = re.compile(r"""id\s{0,5}=\s{0,5}["']?storytextp?\b""")


class Anywhere:
    """A page of no site we know: says nothing of any part."""

    role = ""

    def step(self, name: str, attributes: str, closing: bool) -> bool:
        """Take one tag, before the line it may end is closed. Whether another part begins or ends with it."""
        return False

    def after(self, name: str, closing: bool) -> None:
        """Take the same tag once more, when the line before it is closed."""


@dataclass
class FanFictionNet(Anywhere):
    """A saved chapter page: head in `#pre_story_links` and `#content_wrapper_inner`, text in `#storytext`.

    Roles: fandom, title, pen_name, summary, ffn (the line of figures), "" inside the text, site for all the rest.
    """

    role: str = "site"
    next_role: str = "site"
    area: str = "before"  # before, head, text, after
    opened_by: str = ""  # the tag that gave the present role, and how deep in tags of its name we are
    depth: int = 0
    has_title: bool = False
    links: int = 0

    def step(self, name: str, attributes: str, closing: bool) -> bool:
        self.next_role = self.role
        if not self.opened_by:
            return not closing and self._opens(name, _read(attributes) if "=" in attributes else {})
        if name == self.opened_by:
            self.depth += -1 if closing else 1
        if self.depth:
            return False
        self.opened_by, self.next_role = "", "site"
        self.area = "after" if self.area == "text" else self.area
        return True

    def _opens(self, name: str, given: dict[str, str]) -> bool:
        mark = given.get("id", "")
        if mark in ("pre_story_links", "content_wrapper_inner") and self.area == "before":
            self.area = "head"
        if self.area != "head":
            return False
        role = "" if mark in ("storytext", "storytextp") else self._part(name, given)
        if role is None:
            return False
        self.area = "text" if role == "" else self.area
        self.opened_by, self.depth, self.next_role = name, 1, role
        return True

    def _part(self, name: str, given: dict[str, str]) -> str | None:
        classes = given.get("class", "").split()
        if name == "a" and given.get("href", "").startswith("/u/"):
            return "pen_name"
        if name == "a" and "xcontrast_txt" in classes and not self.has_title:
            # The first link says "Anime", the second which one; a crossover has one link for both.
            self.links += 1
            return "fandom" if self.links == 2 or "rossover" in given.get("href", "") else None
        if name == "b" and not self.has_title:
            self.has_title = True
            return "title"
        if name == "div" and given.get("style", "").replace(" ", "").startswith("margin-top:2px"):
            return "summary"
        return "ffn" if name == "span" and {"xgray", "xcontrast_txt"} <= set(classes) else None

    def after(self, name: str, closing: bool) -> None:
        self.role = self.next_role


def tell(source: str) -> Anywhere:
    """Which site this page was saved from."""
    known = "content_wrapper_inner" in source and _STORY_TEXT.search(source)
    return FanFictionNet() if known else Anywhere()


def _read(attributes: str) -> dict[str, str]:
    return {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(attributes)}
