"""Settings for tests: fast hashing, plain static files, nothing outside the test's own folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = os.environ.get("FEUILLETON_DATA", "")
if not _FOLDER:
    _FOLDER = tempfile.mkdtemp(prefix="feuilleton-tests-")
    atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
if (_WORKER := os.environ.get("PYTEST_XDIST_WORKER")) and Path(_FOLDER).name != _WORKER:
    # Tests that run at once share no folder: stored pages and the newest event belong to one database.
    _FOLDER = str(Path(_FOLDER) / _WORKER)
    Path(_FOLDER).mkdir(exist_ok=True)
os.environ["FEUILLETON_DATA"] = _FOLDER
os.environ.setdefault("FEUILLETON_SECRET", "only-for-tests")
os.environ.setdefault("FEUILLETON_LOG_LEVEL", "ERROR")

from feuilleton.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if _TESTED := os.environ.get("FEUILLETON_TESTED"):
    # A child process of a test, working on the test's own database: tests/processes.py.
    DATABASES["default"]["NAME"] = _TESTED

if DATABASES["default"]["ENGINE"] == "feuilleton.kit.sqlite":
    # A real file, as on a real site: threads and live servers then meet WAL and the writers' queue.
    DATABASES["default"]["TEST"] = {"NAME": Path(_FOLDER) / "test.sqlite3"}
else:
    # A pool keeps connections open, and a database with connections cannot be dropped after the run.
    del DATABASES["default"]["OPTIONS"]["pool"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
