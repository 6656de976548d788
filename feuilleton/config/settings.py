"""Every setting of a site, read from the environment (`FEUILLETON_…`) with defaults for one machine."""

import os
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FEUILLETON_DATA") or BASE / "data")

DEBUG = os.environ.get("FEUILLETON_DEBUG") == "1"
SECRET_KEY = os.environ.get("FEUILLETON_SECRET") or "made-at-the-first-start"
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
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "archive.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
