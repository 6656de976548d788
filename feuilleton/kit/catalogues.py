"""Catalogues of our sentences: found in code and templates, kept in step in `.po` files, compiled for gettext.

`bin/messages` keeps every catalogue in step; a server compiles them when it starts.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import polib

PO = "LC_MESSAGES/django.po"
_TEMPLATES = (".html", ".xhtml", ".opf", ".xml")
# Which of a call's arguments are the context, the sentence and its plural.
_CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}
Call = tuple[str, tuple[str | None, ...]]  # the function's name, and its arguments; None: not written out there


@dataclass
class Sentence:
    """One thing that we say, and the files that say it."""

    words: str
    plural: str | None = None
    context: str | None = None
    files: list[str] = field(default_factory=list)

    def key(self) -> tuple[str | None, str]:
        """What tells it from every other sentence."""
        return self.context, self.words


def sentences(code: Path) -> list[Sentence]:
    """Every sentence of the package, as its files stand in order. ValueError for one that is made up while running."""
    found: dict[tuple[str | None, str], Sentence] = {}
    for path, (name, given) in _calls(code):
        context, words, plural = (None if at is None else given[at] for at in _CALLS[name])
        if words is None:
            raise ValueError(f"{path}: {name}(…) is called with what nobody can look up")
        said = found.setdefault((context, words), Sentence(words, context=context))
        said.plural = said.plural or plural
        where = path.relative_to(code.parent).as_posix()
        if where not in said.files:
            said.files.append(where)
    return list(found.values())


def keep_in_step(po: Path, said: list[Sentence]) -> None:
    """Add what is new to the catalogue, untranslated, and drop what nobody says any more."""
    old = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(po))}
    new = polib.POFile(wrapwidth=118)
    new.metadata = polib.pofile(str(po)).metadata
    for sentence in said:
        entry = old.get(sentence.key()) or polib.POEntry(msgid=sentence.words, msgctxt=sentence.context)
        if sentence.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr, entry.msgstr_plural = sentence.plural, "", {0: "", 1: ""}
        entry.occurrences = [(name, "") for name in sentence.files]
        new.append(entry)
    new.save(str(po))


def compile_into(folder: Path, code: Path) -> None:
    """Compile the package's catalogues for gettext, but those that were compiled since they last changed."""
    for po in code.glob(f"locale/*/{PO}"):
        mo = (folder / po.relative_to(code / "locale")).with_suffix(".mo")
        stamp = po.stat().st_mtime_ns
        if mo.is_file() and mo.stat().st_mtime_ns == stamp:
            continue
        mo.parent.mkdir(parents=True, exist_ok=True)
        beside = mo.with_name(f".{mo.name}.{os.getpid()}")
        polib.pofile(str(po)).save_as_mofile(str(beside))
        os.utime(beside, ns=(stamp, stamp))
        beside.replace(mo)


def _calls(code: Path) -> Iterator[tuple[Path, Call]]:
    for path in sorted(code.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from ((path, call) for call in _in_python(path.read_text()))
    for path in sorted(path for path in code.rglob("templates/**/*") if path.suffix in _TEMPLATES):
        yield from ((path, call) for call in _in_template(path.read_text()))


def _in_python(source: str) -> Iterator[Call]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in _CALLS:
            yield call.func.id, tuple(_text(argument) for argument in call.args)


def _text(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _in_template(source: str) -> Iterator[Call]:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for _line, name, said in environment.extract_translations(source):  # type: ignore[attr-defined]
        if name in _CALLS:
            yield name, said if isinstance(said, tuple) else (said,)


if __name__ == "__main__":
    CODE = Path(__file__).parents[1]
    for catalogue in CODE.glob(f"locale/*/{PO}"):
        keep_in_step(catalogue, sentences(CODE))
        missing = len(polib.pofile(str(catalogue)).untranslated_entries())
        print(f"{catalogue.parts[-3]}: {missing} untranslated", file=sys.stderr)
