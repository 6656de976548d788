"""What must be so before an archive can serve: a folder with room, its secret, a database and files of this release."""

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from feuilleton.archive.models import Archive
from feuilleton.kit import catalogues
from feuilleton.kit.errors import Refusal

LEAST_ROOM = 16 * 2**20


def folder(data: Path) -> None:
    """Make the data folder if need be. Refusal if it cannot be made or written, or has no room."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = data / ".probe"
        probe.write_bytes(b"\0" * 4096)
        probe.unlink()
    except OSError as error:
        raise Refusal(
            _("The data folder %(data)s cannot be written: %(why)s.") % {"data": data, "why": error.strerror}
        ) from error
    if shutil.disk_usage(data).free < LEAST_ROOM:
        raise Refusal(_("The data folder %(data)s is full: less than 16 MB are left.") % {"data": data})


def secret(data: Path) -> None:
    """Make the secret at the first start. Refusal if there is data that was made with another one, or with one lost."""
    if not read_secret(data):
        if has_tables():
            raise Refusal(_words_for_a_lost_secret(data))
        settings.SECRET_KEY = secrets.token_urlsafe(50)
        _write_private(data / "secret", settings.SECRET_KEY)


def read_secret(data: Path) -> str:
    """The secret, which another process may just have made; empty when there is none yet."""
    file = data / "secret"
    return os.environ.get("FEUILLETON_SECRET") or (file.read_text().strip() if file.is_file() else "")


def secret_fits(data: Path) -> None:
    """Refusal if the data was made with another secret. The first time, mark the data with this one."""
    mark = hashlib.sha256(b"feuilleton:" + settings.SECRET_KEY.encode()).hexdigest()
    archive, _is_new = Archive.objects.get_or_create(pk=1)
    if archive.secret_mark and archive.secret_mark != mark:
        raise Refusal(_words_for_a_lost_secret(data))
    Archive.objects.filter(pk=1, secret_mark="").update(secret_mark=mark)


def pending_migrations() -> list[str]:
    """The names of migrations still to be run, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def database() -> None:
    """Bring the database up to date."""
    if pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)


def static_files() -> None:
    """Collect the static files again if they are others than last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected-from"
    sources = _fingerprint_of_sources()
    if stamp.is_file() and stamp.read_text() == sources:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(sources)


def languages() -> None:
    """Compile the catalogues of our sentences that are newer than what was compiled."""
    for folder in settings.LOCALE_PATHS:
        catalogues.compile_into(Path(folder), code=settings.BASE / "feuilleton")


def _fingerprint_of_sources() -> str:
    told = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(path) as file:
                told.update(path.encode() + b"\0" + file.read() + b"\0")
    return told.hexdigest()


def has_tables() -> bool:
    """Whether there is a database with anything in it."""
    # Asking SQLite would make the file; its being there says enough.
    path = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not os.path.exists(path):
        return False
    return bool(connection.introspection.table_names())


def _write_private(path: Path, words: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(words + "\n")
        file.flush()
        os.fsync(descriptor)


def _words_for_a_lost_secret(data: Path) -> str:
    return _(
        "The secret that this data was made with is missing. "
        "Put it back as %(path)s, or give it as FEUILLETON_SECRET: without it nobody's sign-in would hold."
    ) % {"path": data / "secret"}
