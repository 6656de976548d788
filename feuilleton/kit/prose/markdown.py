"""Markdown as authors of fiction need it, to HTML that is yet to be cleaned.

CommonMark, with these differences. Nothing is code: an indented line is a line, a backtick a backtick. A line break
stays a line break, unless the lines were clearly wrapped by a machine; where no blank line is in the whole text, each
line is a paragraph. A line of `***`, `~*~` or `oOo` is a scene break and keeps its signs. `1986. It was spring` is no
list. Lines after `| ` are verse. A line `{lang=ja}` or `{lang=he dir=rtl}` speaks of the block after it. Tags that HTML
does not know, comments, link definitions and underlines (`---` below a line is a scene break) are letters like others.
"""

import re
from collections.abc import Sequence
from html import unescape
from html.entities import html5
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from feuilleton.kit.prose import breaks, plaintext
from feuilleton.kit.text import tidy

TAGS = (
    "a", "abbr", "b", "bdi", "big", "blockquote", "br", "center", "cite", "code", "dd", "del", "div", "dl",
    "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre",
    "q", "rp", "rt", "ruby", "s", "section", "small", "span", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "th", "tr", "tt", "u", "ul",
)  # fmt: skip
ATTRIBUTES = re.compile(r"\{ ?((?:(?:lang|dir)=[A-Za-z0-9-]{1,35} ?)+)\}")
VERSE = re.compile(r"\|(?: |$)")
# An odd backslash takes the next sign with it.
_NO_TAG = re.compile(
    rf"(\\.)|<(?!/?(?:{'|'.join(TAGS)})(?:[\s/>]|$)|(?:https?://|mailto:)[^\s<>]*>|[\w.+-]+@[\w.-]+>)", re.I | re.S
)
_ESCAPED = re.compile(r"\\[\\*_#=~.|+>\]-]")
_BEGINS_BLOCK = re.compile(r"(>|[-+*]|#{1,6})\s+")
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>")
_MANY_BRACKETS = 2_000  # in one paragraph: no prose, and slow to look through for links
_NO_NUMBER = re.compile(r"^([ \t>]*\d{3,})([.)])(?=\s)", re.MULTILINE)
_WIDE_START = re.compile(
    r"^([ \t]*(?:(?:[>#+*|-]|\d{1,9}[.)])[ \t]*+)*+)([\u1680\u2000-\u200a\u202f\u205f\u3000\u00a0]+)", re.MULTILINE
)


def to_html(source: str) -> str:
    """The HTML of the Markdown."""
    source = tidy(source)
    if source.count("[") > _MANY_BRACKETS:
        source = "\n\n".join(map(_without_links, source.split("\n\n")))
    source = _NO_TAG.sub(lambda found: found[1] or r"\<", source)
    source = _NO_NUMBER.sub(r"\1\\\2", source)
    source = _WIDE_START.sub(lambda found: found[1] + "".join(f"&#{ord(sign)};" for sign in found[2]), source)
    tokens = _PARSER.parse(source)
    _set_line_breaks(tokens, parted=re.search(r"\n[ \t]*\n", source.strip()) is not None)
    html: str = _PARSER.renderer.render(_spoken(tokens), _PARSER.options, {})
    return html


def _without_links(paragraph: str) -> str:
    return paragraph if paragraph.count("[") <= _MANY_BRACKETS else re.sub(r"\\?\[", r"\\[", paragraph)


def _set_line_breaks(tokens: Sequence[Token], *, parted: bool) -> None:
    inlines = [token for token in tokens if token.type == "inline"]
    width = plaintext.wrapped_at([token.content.split("\n") for token in inlines if "\n" in token.content])
    for before, token in pairwise(tokens):
        if token.type != "inline" or "\n" not in token.content:
            continue
        if before.meta.get("verse"):
            kind, markup = "hardbreak", ""
        elif plaintext.is_wrapped(token.content.split("\n"), width):
            continue
        else:
            kind, markup = ("hardbreak", "") if parted or token.level > 1 else ("html_inline", "<br><br>")
        for child in token.children or []:
            if child.type == "softbreak":
                child.type, child.content = kind, markup


def _spoken(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with what an attribute line says put onto the block that follows it."""
    said: dict[str, str] = {}
    kept = []
    for token in tokens:
        if token.type == "attributes":
            said = token.meta
            continue
        if said and token.nesting == 1:
            for name, value in said.items():
                token.attrSet(name, value)
            said = {}
        kept.append(token)
    return kept


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip(" \t")


def is_scene_break(line: str) -> bool:
    """Whether Markdown sees a scene break in this line, and not a quotation, an item, a heading or a line of verse."""
    if _is_escaped(line) or not breaks.is_strong(line):
        return False
    begun = _BEGINS_BLOCK.match(line)
    if not begun:
        return True
    rest = line[begun.end() :]
    if any(map(str.isalnum, rest)):
        return begun[1] != ">" and rest[-1] == line[0]
    return begun[1] != ">" and (breaks.is_strong(rest) or breaks.is_weak(rest))


def _is_escaped(line: str) -> bool:
    ends_in_line_break = line.endswith("\\") and line.count("\\") == 1
    return ends_in_line_break or _ESCAPED.search(line) is not None


def _may_be_scene_break(line: str) -> bool:
    """Whether it is a weak one, and none of the signs that begin a block, but for a row of them: `- -`."""
    row_of_one = len(set(line.replace(" ", ""))) == 1
    return breaks.is_weak(line) and not _is_escaped(line) and (row_of_one or not _BEGINS_BLOCK.match(line))


def _break(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A scene break alone on its line; a weak one, which the whole chapter decides on, is kept as a paragraph."""
    # to_html has put a backslash before what is no tag.
    line = _line(state, start).replace("\\<", "<")
    strong = is_scene_break(line)
    if not strong and (silent or not _may_be_scene_break(line) or not _stands_apart(state, start, end)):
        return False
    if silent:
        return True
    state.line = start + 1
    if strong:
        state.push("hr", "hr", 0).attrSet("data-ornament", line)
    else:
        _paragraph(state, start, start + 1, line, [Token("text", "", 0, content=line)])
    return True


def _stands_apart(state: StateBlock, start: int, end: int) -> bool:
    return start + 1 >= end or state.isEmpty(start + 1)


def _verse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = start
    lines = []
    while line < end and not state.isEmpty(line) and VERSE.match(raw := _line(state, line)):
        words = raw[2:].lstrip(" ")
        lines.append("\u00a0" * (len(raw) - 2 - len(words)) + words)
        line += 1
    if not lines:
        return False
    if not silent:
        state.line = line
        _paragraph(state, start, line, "\n".join(lines), []).meta["verse"] = True
        state.tokens[-3].attrSet("class", "verse")
    return True


def _paragraph(state: StateBlock, start: int, end: int, content: str, children: list[Token]) -> Token:
    opening = state.push("paragraph_open", "p", 1)
    token = state.push("inline" if not children else "literal", "", 0)
    token.content, token.children, token.map = content, children, [start, end]
    state.push("paragraph_close", "p", -1)
    return opening


def _attributes(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = ATTRIBUTES.fullmatch(_line(state, start))
    if not found:
        return False
    if not silent:
        state.line = start + 1
        state.push("attributes", "", 0).meta = dict(word.split("=", 1) for word in found[1].split())
    return True


def _entity(state: StateInline, silent: bool) -> bool:
    # markdown-it's own rule, and the next, copy all that follows at every sign: minutes for a megabyte of them.
    found = _ENTITY.match(state.src, state.pos)
    if not found or (found[0][1] != "#" and found[0][1:] not in html5):
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = unescape(found[0]), found[0], "entity"
    state.pos = found.end()
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    found = _TAG.match(state.src, state.pos)
    if found and not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end() if found else state.pos
    return found is not None


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.disable(["code", "fence", "reference", "lheading", "hr", "backticks"])
    interrupting: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    parser.block.ruler.before("blockquote", "verse", _verse, interrupting)
    parser.block.ruler.before("blockquote", "scene_break", _break, interrupting)
    parser.block.ruler.before("blockquote", "attributes", _attributes, interrupting)
    parser.inline.ruler.at("entity", _entity)
    parser.inline.ruler.at("html_inline", _tag)
    # The cleaner judges addresses, and keeps them as they were typed.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.add_render_rule(
        "literal", lambda self, tokens, idx, options, env: self.renderInline(tokens[idx].children, options, env)
    )
    return parser


_PARSER = _parser()
