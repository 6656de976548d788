"""Joining the stylesheets: one file per component becomes `css/site.css`, and what reading needs `css/reading.css`.

The parts stand in `static/css/`, one per component; the joined files are made beside the archive's data whenever a
part is newer, and found like any other static file: by `collectstatic`, in development and in tests alike.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PARTS = Path(__file__).parent / "static" / "css"

# The order line and the tokens come first; after them the layers decide, so the alphabet will do.
FIRST = ["order", "tokens", "languages", "choices", "faces"]

# What a chapter, an entire story and the page that asks before adult text are made of.
READING = [
    *FIRST,
    *["reset", "base", "prose", "layout"],
    *["acts", "button", "coming-back", "facts", "field", "fold", "folio", "foot", "instalment", "masthead"],
    *["next-up", "onward", "opening", "reading-place", "told", "review", "said", "settings", "skip"],
    *["voice", "warned", "utilities", "print"],
]


class JoiningFinder(FileSystemFinder):
    """Finds what stands in `static/`, with the stylesheets joined instead of in parts."""

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        if path in _joined():
            return str(join(path))
        return super().find(path, *args, **kwargs)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if not path.startswith("css/"):
                yield path, storage
        for path in _joined():
            join(path)
            yield path, FileSystemStorage(_folder())


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Collected files under names that change with their content, compressed once; modules import each other so too.

    Faces keep their names, since each name more in a stylesheet is paid by every reader: a face that changes gets
    another one by hand.
    """

    support_js_module_import_aggregation = True

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """The name with a mark of its content, but for faces."""
        if name.startswith("faces/"):
            return name
        hashed: str = super().hashed_name(name, content, filename)
        return hashed


def join(path: str) -> Path:
    """The joined stylesheet as a file, made again if a part of it has changed since."""
    joined, parts = _folder() / path, [PARTS / f"{name}.css" for name in _joined()[path]]
    if not joined.exists() or joined.stat().st_mtime < max(part.stat().st_mtime for part in [*parts, Path(__file__)]):
        joined.parent.mkdir(parents=True, exist_ok=True)
        fresh = joined.with_suffix(f".{os.getpid()}")
        fresh.write_text(smaller("".join(part.read_text("utf-8") for part in parts)), "utf-8")
        fresh.replace(joined)
    return joined


def smaller(css: str) -> str:
    """The same rules without comments and without white space that means nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return _layers_once(css.replace(": ", ":").replace(";}", "}").strip())


def _layers_once(css: str) -> str:
    """Neighbors in one layer, in one block."""
    joined: list[tuple[str, str]] = []
    for head, rules in _blocks(css):
        if joined and joined[-1][0] == head and head.startswith("@layer"):
            joined[-1] = (head, joined[-1][1] + rules)
        else:
            joined.append((head, rules))
    return "".join(f"{head}{{{rules}}}" for head, rules in joined)


def _blocks(css: str) -> Iterable[tuple[str, str]]:
    """What stands at the top level: each block's head, and what is between its braces."""
    depth = start = inside = 0
    for sign in re.finditer("[{}]", css):
        depth += 1 if sign[0] == "{" else -1
        if depth == 1 and sign[0] == "{":
            inside = sign.end()
        elif depth == 0:
            yield css[start : inside - 1], css[inside : sign.start()]
            start = sign.end()


def _joined() -> dict[str, list[str]]:
    everything = sorted(part.stem for part in PARTS.glob("*.css"))
    return {
        "css/site.css": [*FIRST, *(name for name in everything if name not in FIRST)],
        "css/reading.css": READING,
    }


def _folder() -> Path:
    return Path(settings.DATA) / "joined"
