"""Every setting of a site, read from the environment (`FEUILLETON_…`) with defaults for one machine."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from feuilleton.config import databases, logs

BASE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FEUILLETON_DATA") or BASE / "data")

DEBUG = os.environ.get("FEUILLETON_DEBUG") == "1"
# Empty until the first start makes it (ops/starting.py); Django refuses to sign anything with an empty one.
_SECRET = DATA / "secret"
SECRET_KEY = os.environ.get("FEUILLETON_SECRET") or (_SECRET.read_text().strip() if _SECRET.is_file() else "")
ALLOWED_HOSTS = (os.environ.get("FEUILLETON_HOSTS") or "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "feuilleton.tasks",
    "feuilleton.events",
    "feuilleton.accounts",
    "feuilleton.archive",
    "feuilleton.tags",
    "feuilleton.stories",
    "feuilleton.importing",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "feuilleton.config.urls"
WSGI_APPLICATION = "feuilleton.config.wsgi.application"
THREADS = int(os.environ.get("FEUILLETON_THREADS") or 2)  # of each of the web workers
DATABASE = os.environ.get("FEUILLETON_DATABASE") or ""
DATABASES = {
    "default": databases.postgresql(DATABASE, connections=THREADS + 2)
    if DATABASE
    else databases.sqlite(DATA / "archive.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"

# The log. `news` is eight bytes that say whether anything was recorded; None asks the database (several machines).
FEUILLETON_NEWS = DATA / "news"
FEUILLETON_LOG_READERS: dict[str, str] = {}  # name → dotted function that is told of each event after its commit
FEUILLETON_LOG_KEPT = timedelta(days=30)  # how long an event is kept that nobody needs

TASKS = {"default": {"BACKEND": "feuilleton.tasks.backend.DatabaseBackend"}}
# name → {"task": dotted name, "every": seconds} or {"task": …, "at": "04:10"} (UTC); see tasks/scheduling.py
PERIODIC_TASKS: dict[str, Any] = {}

LOG_LEVEL = os.environ.get("FEUILLETON_LOG_LEVEL") or ("WARNING" if sys.stderr.isatty() else "INFO")
LOG_FORMAT = os.environ.get("FEUILLETON_LOG_FORMAT") or ("console" if sys.stderr.isatty() else "json")
LOGGING = logs.configure(level=LOG_LEVEL, as_json=LOG_FORMAT == "json")
