"""Every setting of a site, read from the environment (`FEUILLETON_…`) with defaults for one machine."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from feuilleton.config import databases, environment, logs, post

BASE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FEUILLETON_DATA") or BASE / "data").resolve()

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
    "feuilleton.shelves",
    "feuilleton.notes",
    "feuilleton.reviews",
    "feuilleton.importing",
    "feuilleton.moderation",
    "feuilleton.proofreading",
    "feuilleton.inbox",
    "feuilleton.http",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
]

# As few as will do: each costs every page that is not stored. Pages for signed-out readers mostly pass none of them.
MIDDLEWARE = [
    "feuilleton.http.guarding.GuardingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "feuilleton.http.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "feuilleton.http.same_origin.SameOriginMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "feuilleton.http.speaking.SpeakingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "feuilleton.http.refusing.RefusingMiddleware",
]

HTTPS = os.environ.get("FEUILLETON_HTTPS") == "1"  # the site is reached by https, through a proxy that says so
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 24 * 3600
CSRF_FAILURE_VIEW = "feuilleton.http.refusing.sent_from_elsewhere"
MESSAGE_STORAGE = "feuilleton.http.remarks.RemarkStorage"
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # SameOriginMiddleware is Django's check of forms, with another name
# Rate limits are counted where all workers see them, and no further server is needed.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "http_remembered",
        # When there are more, some are forgotten before their time: a few hundred tries must not wipe out the counts.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
FEUILLETON_LONGEST_REQUEST = 20 * 1024 * 1024  # bytes of body, files and all
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # of form fields: 5 MB of text may be sent as three times that

ROOT_URLCONF = "feuilleton.config.urls"
WSGI_APPLICATION = "feuilleton.config.wsgi.application"
WORKERS = environment.number("FEUILLETON_WORKERS", 2)  # web processes
THREADS = environment.number("FEUILLETON_THREADS", 2)  # of each of them
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
LOCALE_PATHS = [DATA / "locale"]  # compiled from feuilleton/locale when a server starts: the checkout may be read-only
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE / "feuilleton" / "web" / "static"]
STATICFILES_FINDERS = [
    "feuilleton.web.joining.JoiningFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "feuilleton.web.joining.HashedStorage"},
}

# Pages are Jinja2; Django's own engine is there for allauth's pages, which wear the same shell.
_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "feuilleton.http.visitor.in_templates",
    "feuilleton.web.jinja.shell",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE / "feuilleton" / "web" / "templates"],
        "OPTIONS": {"environment": "feuilleton.web.jinja.environment", "context_processors": _CONTEXT},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "feuilleton" / "web" / "templates_django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": _CONTEXT,
            "libraries": {"shell": "feuilleton.web.templatetags.shell"},
        },
    },
]

# The log. `news` is eight bytes that say whether anything was recorded; None asks the database (several machines).
FEUILLETON_NEWS = DATA / "news"
FEUILLETON_LOG_READERS: dict[str, str] = {}  # name → dotted function that is told of each event after its commit
FEUILLETON_LOG_KEPT = timedelta(days=30)  # how long an event is kept that nobody needs

# Stored pages: a file that can be thrown away at any time. None lets every page be made by Django.
FEUILLETON_PAGES = None if os.environ.get("FEUILLETON_PAGES") == "off" else DATA / "pages.sqlite3"
FEUILLETON_PAGES_FILE = 512 * 1024 * 1024  # bytes it may grow to
FEUILLETON_PAGES_MEMORY = 24 * 1024 * 1024  # bytes of pages that each web worker keeps at hand
FEUILLETON_PIECES_MEMORY = 8 * 1024 * 1024  # bytes of what signed-in readers are shown alike, likewise

TASKS = {"default": {"BACKEND": "feuilleton.tasks.backend.DatabaseBackend"}}
# name → {"task": dotted name, "every": seconds} or {"task": …, "at": "04:10"} (UTC); see tasks/scheduling.py
PERIODIC_TASKS: dict[str, Any] = {
    "empty_the_bin": {"task": "feuilleton.stories.emptying.empty_the_bin", "at": "04:30"},
    "tidy_the_log": {"task": "feuilleton.events.compacting.tidy_the_log", "at": "04:10"},
    "turn_the_page": {"task": "feuilleton.web.browsing.openings.turn_the_page", "at": "00:00"},
}

LOG_LEVEL = os.environ.get("FEUILLETON_LOG_LEVEL") or ("WARNING" if sys.stderr.isatty() else "INFO")
LOG_FORMAT = os.environ.get("FEUILLETON_LOG_FORMAT") or ("console" if sys.stderr.isatty() else "json")
LOGGING = logs.configure(level=LOG_LEVEL, as_json=LOG_FORMAT == "json")

# --- People: signing in, and letters (web/people, accounts/mailing.py) ---
# Requests come through as many proxies of ours as this; their X-Forwarded-For is believed so far.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("FEUILLETON_PROXIES", 0)
AUTHENTICATION_BACKENDS = ["feuilleton.web.people.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "you"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "feuilleton.web.people.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "feuilleton.web.people.forms.SignIn",
    "signup": "feuilleton.web.people.forms.SignUp",
    "reset_password": "feuilleton.web.people.forms.Forgotten",
    "reset_password_from_key": "feuilleton.web.people.forms.NewPassword",
    "change_password": "feuilleton.web.people.forms.ChangePassword",
    "add_email": "feuilleton.web.people.forms.ChangeEmail",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_USERNAME_VALIDATORS = "feuilleton.web.people.forms.NAME_VALIDATORS"
ACCOUNT_PRESERVE_USERNAME_CASING = False  # `accounts.models.account_name` says why
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up; any other goes on to sign in
ACCOUNT_CHANGE_EMAIL = True  # the new address takes the old one's place when it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = None  # "stay signed in" is asked

SESSION_ENGINE = "feuilleton.accounts.sessions"

# Where the site is, for links in letters: what a request says of it could be anybody's word.
_NAMES = [name for name in ALLOWED_HOSTS if not name.startswith((".", "*"))]
FEUILLETON_ADDRESS = os.environ.get("FEUILLETON_ADDRESS") or (f"https://{_NAMES[0]}" if HTTPS and _NAMES else "")
FEUILLETON_SMTP = os.environ.get("FEUILLETON_SMTP") or ""
FEUILLETON_MAIL_FOLDER = DATA / "mail"
EMAIL_BACKEND = "feuilleton.accounts.letterbox.Folder"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("FEUILLETON_MAIL_FROM") or "feuilleton@localhost"
if FEUILLETON_SMTP:
    globals().update(post.smtp(FEUILLETON_SMTP))

PERIODIC_TASKS["forget_sessions"] = {"task": "feuilleton.accounts.sessions.forget_expired", "at": "04:20"}
FEUILLETON_LOG_READERS["moderation_letters"] = "feuilleton.moderation.telling.tell"
# --- end of people ---

# --- Notes on passages: before the inbox, which tells of what they come to ---
FEUILLETON_LOG_READERS["notes"] = "feuilleton.notes.following.follow"
# --- end of notes ---

# --- Being told: the inbox, letters, feeds (inbox/) ---
FEUILLETON_HOLD = environment.number("FEUILLETON_HOLD", 120)  # seconds in which a new chapter can be taken back unheard
FEUILLETON_LOG_READERS["inbox"] = "feuilleton.inbox.telling.tell"
PERIODIC_TASKS["forget_letters"] = {"task": "feuilleton.inbox.forgetting.forget_letters", "at": "04:55"}
# --- end of being told ---

# --- Reviews ---
FEUILLETON_GUESTS = os.environ.get("FEUILLETON_GUESTS") != "off"  # whether anybody without an account may review
PERIODIC_TASKS["count_reviews"] = {"task": "feuilleton.reviews.counting.sweep_counts", "every": 300}
PERIODIC_TASKS["forget_unconfirmed"] = {"task": "feuilleton.reviews.forgetting.forget_unconfirmed", "at": "04:50"}
# --- end of reviews ---

# --- What readers keep (shelves/) ---
PERIODIC_TASKS["count_favorites"] = {"task": "feuilleton.shelves.counting.sweep", "every": 300}
PERIODIC_TASKS["count_all_favorites"] = {"task": "feuilleton.shelves.counting.sweep_all", "at": "04:40"}
PERIODIC_TASKS["clear_shelves"] = {"task": "feuilleton.shelves.clearing.clear_away", "at": "04:35"}
# --- end of what readers keep ---

# --- Gathered letters (inbox/digesting.py) ---
FEUILLETON_LOG_READERS["digests"] = "feuilleton.inbox.digesting.tell"
PERIODIC_TASKS["send_digests"] = {"task": "feuilleton.inbox.digesting.send_due", "every": 300}
# --- end of gathered letters ---
