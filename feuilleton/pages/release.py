"""Which release made a page: a stored page is never shown by another one than its own."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import feuilleton

_MAKES_PAGES = {".py", ".html", ".jinja", ".txt", ".xml", ".css", ".js", ".mo", ".json"}


def release(*also: Path) -> str:
    """A name that changes when any file of the program, or any of these, does. Read once, when a process starts."""
    digest = blake2b(digest_size=6)
    for file in sorted([*Path(feuilleton.__file__).parent.rglob("*"), *also]):
        if file.suffix in _MAKES_PAGES and file.is_file():
            state = file.stat()
            digest.update(f"{file}\0{state.st_mtime_ns}\0{state.st_size}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()
