"""What the web server calls: static files, then the page store's front, then Django."""

from __future__ import annotations

import gc
import os
import re
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "feuilleton.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from whitenoise import WhiteNoise

from feuilleton.http import guarding
from feuilleton.pages import freshness, keys
from feuilleton.pages.front import Application, Front
from feuilleton.pages.release import release
from feuilleton.pages.rows import Rows
from feuilleton.pages.store import Store

_NEVER_CHANGES = re.compile(r"\.[0-9a-f]{12}\.[^/]+$|/faces/[^/]+$")


def _built() -> Application:
    django: Application = get_wsgi_application()
    _ = get_resolver().url_patterns  # Loaded now rather than in front of the first reader.
    pages = (
        Front(django, _store(settings.FEUILLETON_PAGES), keys.of_this_site()) if settings.FEUILLETON_PAGES else django
    )
    dynamic = guarding.in_utf_8(pages)
    prefix: str = settings.STATIC_URL
    static = WhiteNoise(
        django,
        settings.STATIC_ROOT,
        prefix=prefix,
        immutable_file_test=lambda path, url: bool(_NEVER_CHANGES.search(url)),
    )

    def application(environ, start_response):  # type: ignore[no-untyped-def]
        if environ["PATH_INFO"].startswith(prefix):
            return static(environ, start_response)
        return dynamic(environ, start_response)

    return application


def _store(path: Path) -> Store:
    return Store(
        freshness.log(),
        Rows(path, cap=settings.FEUILLETON_PAGES_FILE),
        release=release(settings.STATIC_ROOT / "staticfiles.json"),
        memory=settings.FEUILLETON_PAGES_MEMORY,
    )


application = _built()
# What is loaded now stays for good: the collector need not look through it again and again.
gc.collect()
gc.freeze()
# A page makes thousands of small things and leaves next to none in circles: looking seldom is enough.
gc.set_threshold(20_000)
