"""The file of a backup: a ZIP whose manifest says what is in it, with a hash of each part.

manifest.json   {"format": "feuilleton-backup", "version": 1, "made_at", "engine", "migrations", "parts"}
database        a SQLite database, or a dump of pg_dump in its custom format
secret, logins  as in the data folder, where they were there: without its secret the data is not the same archive
"""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal

FORMAT, VERSION = "feuilleton-backup", 1
PARTS = ("database", "secret", "logins")
_CHUNK = 2**20
# What zipfile raises for files that are no ZIP, or one no longer.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError, TypeError, AttributeError)


def pack(parts: Iterable[Path], about: dict[str, Any], into: Path) -> dict[str, Any]:
    """Write the file, for its owner only, and return its manifest. What was at `into` stays until it is whole."""
    parts = list(parts)
    told = {part.name: {"size": part.stat().st_size, "sha256": _sha256(part)} for part in parts}
    manifest = {"format": FORMAT, "version": VERSION, **about, "parts": told}
    beside = into.with_name(f".{into.name}.part")
    try:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
                bundle.writestr("manifest.json", json.dumps(manifest, indent=1))
                for part in parts:
                    bundle.write(part, part.name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(into)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def unpack(bundle: Path, into: Path) -> dict[str, Any]:
    """Write the parts into an empty folder and return the manifest. Refusal if the file is another or damaged."""
    try:
        with zipfile.ZipFile(bundle) as file:
            manifest = _manifest(file)
            for name, told in manifest["parts"].items():
                _take_out(file, name, told, into / name)
    except _DAMAGE as error:
        if zipfile.is_zipfile(bundle):
            raise Refusal(_("%(file)s is damaged: %(why)s") % {"file": bundle, "why": error}) from error
        raise _foreign(bundle) from error
    return manifest


def _manifest(file: zipfile.ZipFile) -> dict[str, Any]:
    if "manifest.json" not in file.namelist():
        raise _foreign(file.filename)
    manifest: dict[str, Any] = json.loads(file.read("manifest.json"))
    if manifest.get("format") != FORMAT:
        raise _foreign(file.filename)
    if manifest["version"] != VERSION:
        raise Refusal(_("%(file)s was made by a newer Feuilleton.") % {"file": file.filename})
    if "database" not in manifest["parts"] or not set(manifest["parts"]) <= set(PARTS):
        raise ValueError(sorted(manifest["parts"]))
    return manifest


def _take_out(file: zipfile.ZipFile, name: str, told: dict[str, Any], to: Path) -> None:
    # Never more than the manifest says, whatever the ZIP would unpack to.
    if file.getinfo(name).file_size != told["size"]:
        raise ValueError(name)
    with file.open(name) as source, os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        shutil.copyfileobj(source, target, _CHUNK)
        target.flush()
        os.fsync(target.fileno())
    if _sha256(to) != told["sha256"]:
        raise ValueError(name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _foreign(file: object) -> Refusal:
    return Refusal(_("%(file)s is not a backup of Feuilleton.") % {"file": file})
