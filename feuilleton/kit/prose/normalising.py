"""Any HTML to blocks: one pass over what lxml reads, without building a tree, so that no depth can hurt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from lxml import etree

from feuilleton.kit import languages
from feuilleton.kit.prose import attributes, breaks, inline
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.inline import Format, Run, Tag
from feuilleton.kit.text import tidy

IMAGE_SIGN = "🖼"
_LONGEST_BREAK = 40  # of a weak one, with its tags

_KEPT = {
    "em", "strong", "u", "s", "small", "sub", "sup", "code", "ruby", "rt", "bdi", "q", "cite", "abbr", "del",
    "ins",
}  # fmt: skip
_INLINE = {
    **{name: name for name in _KEPT},
    "i": "em",
    "dfn": "em",
    "var": "em",
    "b": "strong",
    "strike": "s",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
}
# libxml2 ends <i> where a <p> begins; browsers do not, and no more does it for a tag it has never heard of.
_INLINE_TAG = re.compile(rf"<(/?)({'|'.join(_INLINE)}|span|font|big)(?=[\s/>])", re.IGNORECASE)
_UNCLOSED = r"<\1inline-\2"
_BLOCKS = {
    "html", "body", "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure",
    "figcaption", "center", "address", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead",
    "tbody", "tfoot", "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "form",
    "fieldset", "legend", "details", "summary",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_DROPPED = {
    "script", "style", "head", "title", "svg", "math", "template", "noscript", "noembed", "noframes", "iframe",
    "object", "embed", "applet", "audio", "video", "canvas", "select", "datalist", "map", "rp",
}  # fmt: skip
_VERSE_CLASSES = {"verse", "poem", "poetry", "lyrics"}


def normalise(html: str) -> list[Block]:
    """The blocks of an HTML document or fragment. Their html is well-formed and small in tags, but not yet cleaned."""
    reader = _Reader()
    parser = etree.HTMLParser(
        target=cast(Any, reader), huge_tree=True, recover=True, remove_comments=True, remove_pis=True
    )
    parser.feed(f"<body>{_INLINE_TAG.sub(_UNCLOSED, tidy(html))}")
    parser.close()
    return _with_weak_breaks(reader.blocks)


def _with_weak_breaks(blocks: list[Block]) -> list[Block]:
    candidates = [block.ornament or block.text for block in blocks if _may_be_break(block)]
    if not (repeated := breaks.again(candidates)):
        return blocks
    return [
        Block("", "scene_break", "", ornament=attributes.short(block.text))
        if block.kind == "paragraph" and _may_be_break(block) and breaks.is_break(block.text, repeated)
        else block
        for block in blocks
    ]


def _may_be_break(block: Block) -> bool:
    return block.kind == "scene_break" or (block.kind == "paragraph" and len(block.html) < _LONGEST_BREAK)


@dataclass(slots=True)
class _Place:
    """Where we are: what an element has changed, and its end puts back."""

    format: Format = ()
    lang: str = ""
    dir: str = ""
    heading: bool = False
    verse: bool = False
    preformatted: bool = False
    quoted: int = 0
    list: "_List | None" = None
    item: "_List | None" = None


@dataclass(slots=True)
class _List:
    ordered: bool
    next_value: str = ""


@dataclass(slots=True)
class _Group:
    """A quotation or a list that is being filled."""

    owner: object
    block: Block
    inner: list[str] = field(default_factory=list)


class _Reader:
    """What lxml tells its findings to. Elements come well nested; inside a dropped one nothing is heard."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._place = _Place()
        self._left: list[_Place] = []
        self._dropped = 0
        self._group: _Group | None = None
        self._item_value = ""

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if self._dropped or name in _DROPPED:
            self._dropped += 1
            return
        self._left.append(self._place)
        name = name.removeprefix("inline-")
        if name == "br":
            self._runs.append(("\n", self._place.format))
        elif name == "img":
            self._image(given)
        elif name in _BLOCKS:
            self._start_block(name, given)
        else:
            self._start_inline(name, given)

    def end(self, name: str) -> None:
        if self._dropped:
            self._dropped -= 1
            return
        if name in _BLOCKS:
            self._part()
            if name == "li" and self._place.item:
                self._flush()
            before = self._left[-1]
            if (name in {"ul", "ol"} and before.list is None) or (name == "blockquote" and not before.quoted):
                self._close_group()
        self._place = self._left.pop()

    def data(self, text: str) -> None:
        if not self._dropped:
            if not self._place.preformatted:
                text = text.replace("\n", " ")
            self._runs.append((tidy(text).replace("<inline-", "<").replace("</inline-", "</"), self._place.format))

    def comment(self, text: str) -> None:
        """Comments say nothing to readers."""

    def close(self) -> None:
        self._flush()
        self._close_group()

    def _start_block(self, name: str, given: Mapping[str, str]) -> None:
        self._part()
        place = self._place = replace(self._place)
        if name not in {"html", "body"}:
            self._speak(place, given, within=bool(place.quoted or place.item))
        if name == "hr":
            self._add_break(given.get("data-ornament", ""))
        elif name == "blockquote":
            place.quoted += 1
        elif name in {"ul", "ol"}:
            place.list = place.list or _List(name == "ol", attributes.number(given.get("start", "")))
        elif name == "li":
            self._flush()
            place.item = place.list = place.list or _List(ordered=False)
            self._item_value = attributes.number(given.get("value", "")) or place.item.next_value
            place.item.next_value = ""
        place.heading = place.heading or name in _HEADINGS
        place.verse = place.verse or not _VERSE_CLASSES.isdisjoint(given.get("class", "").lower().split())
        place.preformatted = place.preformatted or name == "pre"
        for tag in attributes.styles(given.get("style", "")):
            place.format = _within(place.format, tag)

    def _speak(self, place: _Place, given: Mapping[str, str], *, within: bool) -> None:
        lang = languages.canonical(given.get("lang", ""))
        dir = given.get("dir", "").lower()
        dir = dir if dir in {"ltr", "rtl"} else ""
        if within:
            if lang or dir:
                span = ("span", inline.attribute("lang", lang) + inline.attribute("dir", dir))
                place.format = _within(place.format, span)
        elif lang or dir:
            place.lang = lang or place.lang
            dir = dir or ("" if lang else place.dir)
            place.dir = "" if place.lang and dir == languages.direction(place.lang) else dir

    def _start_inline(self, name: str, given: Mapping[str, str]) -> None:
        place = self._place = replace(self._place)
        style = given.get("style", "")
        if name == "a":
            if href := attributes.href(given.get("href", "")):
                place.format = _within(place.format, ("a", inline.attribute("href", href)))
        elif own := _INLINE.get(name):
            title = inline.attribute("title", attributes.short(given.get("title", ""))) if own == "abbr" else ""
            # Google Docs wraps everything in a <b> that says it is not bold.
            if not (own in {"em", "strong"} and "normal" in style) and (own != "rt" or _has(place.format, "ruby")):
                place.format = _within(place.format, (own, title))
        for tag in attributes.styles(style):
            place.format = _within(place.format, tag)
        self._speak(place, given, within=True)

    def _image(self, given: Mapping[str, str]) -> None:
        source = attributes.href(given.get("src", ""))
        source = source if source.lower().startswith("http") else ""
        name = attributes.short(given.get("alt", "")) or attributes.file_name(source)
        if name:
            bare = tuple(tag for tag in self._place.format if tag[0] != "a")
            link: Format = (("a", inline.attribute("href", source)),) if source else ()
            self._runs.append((f"{IMAGE_SIGN} {name}", bare + link))

    def _part(self) -> None:
        """A paragraph's end: in an item only a new line, since an item is one run of text."""
        if self._place.item:
            self._runs.append(("\n", ()))
        else:
            self._flush()

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        if not runs:
            return
        place = self._place
        if place.item or place.heading:
            joined = [(text.replace("\n", " ") if place.heading else text, format) for text, format in runs]
            parts = [joined] if any(not inline.is_blank(text) for text, _ in runs) else []
        else:
            parts = inline.parts(runs)
        for part in parts:
            self._add(place, part)

    def _add(self, place: _Place, runs: list[Run]) -> None:
        runs = _ruby_checked(runs)
        if place.quoted:
            self._open_group("quotation", place, "quoted").append(f"<p>{inline.write(runs)}</p>")
        elif place.item:
            items = self._open_group("list", place, place.item)
            items.append(f"<li{self._numbered(place.item.ordered, first=not items)}>{inline.write(runs)}</li>")
        else:
            self._close_group()
            self._add_lines(place, runs)

    def _numbered(self, ordered: bool, *, first: bool) -> str:
        value, self._item_value = self._item_value, ""
        return inline.attribute("value", value) if ordered and not (first and value == "1") else ""

    def _add_lines(self, place: _Place, runs: list[Run]) -> None:
        lang, dir = place.lang, place.dir
        if place.heading:
            self.blocks.append(Block("", "heading", inline.write(runs), lang, dir))
        elif place.verse:
            self.blocks.append(Block("", "verse", inline.write(runs, indented=True), lang, dir))
        else:
            for line in _apart(runs):
                text = inline.plain(line).strip(" \n\u00a0")
                if breaks.is_strong(text):
                    self._add_break(text)
                elif html := inline.write(line):
                    kind = "image" if _is_image(line) else "paragraph"
                    self.blocks.append(Block("", kind, html, lang, dir))

    def _add_break(self, ornament: str) -> None:
        self._flush()
        self._close_group()
        self.blocks.append(Block("", "scene_break", "", ornament=attributes.short(ornament)))

    def _open_group(self, kind: str, place: _Place, owner: object) -> list[str]:
        if self._group is None or self._group.owner is not owner:
            self._close_group()
            ordered = isinstance(owner, _List) and owner.ordered
            self._group = _Group(owner, Block("", kind, "", place.lang, place.dir, ordered=ordered))
        return self._group.inner

    def _close_group(self) -> None:
        if self._group:
            self.blocks.append(replace(self._group.block, html="".join(self._group.inner)))
        self._group = None


def _within(format: Format, tag: Tag) -> Format:
    """The format with one more tag. None is nested in its like; of two spans the inner one's word counts."""
    if tag[0] == "span":
        return (*(other for other in format if other[0] != "span"), tag)
    return format if _has(format, tag[0]) else (*format, tag)


def _has(format: Format, name: str) -> bool:
    return any(tag[0] == name for tag in format)


def _ruby_checked(runs: list[Run]) -> list[Run]:
    """Ruby without its reading is no ruby."""
    if not any(_has(format, "ruby") for _, format in runs) or any(
        _has(format, "rt") and not inline.is_blank(text) for text, format in runs
    ):
        return runs
    return [(text, tuple(tag for tag in format if tag[0] != "ruby")) for text, format in runs]


def _apart(runs: list[Run]) -> list[list[Run]]:
    """The runs, with every line that is a scene break by itself."""
    if "\n" not in inline.plain(runs).strip():
        return [runs]
    lines: list[list[Run]] = [[]]
    for text, format in runs:
        for nth, line in enumerate(text.split("\n")):
            if nth:
                lines.append([])
            lines[-1].append((line, format))
    found: list[list[Run]] = [[]]
    for runs_of_line in lines:
        if breaks.is_strong(inline.plain(runs_of_line)):
            found += [runs_of_line, []]
        else:
            found[-1] += [("\n", ()), *runs_of_line] if found[-1] else runs_of_line
    return found


def _is_image(runs: list[Run]) -> bool:
    seen = [(text, format) for text, format in runs if not inline.is_blank(text)]
    text = inline.plain(seen)
    same = len({format for _, format in seen}) == 1
    return same and text.startswith(IMAGE_SIGN) and len(seen[0][1]) == 1 and _has(seen[0][1], "a")
