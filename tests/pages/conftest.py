"""A front before the small site of `urls.py`, and a browser that talks to it without any server."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from feuilleton.pages import freshness, keys
from feuilleton.pages.front import Front
from feuilleton.pages.rows import Rows
from feuilleton.pages.store import Store
from tests.pages import urls


@dataclass
class Answer:
    """What came back, its body unpacked."""

    status: str
    headers: dict[str, str]
    raw: bytes

    @property
    def text(self) -> str:
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers.get("content-encoding", ""), bytes)
        return unpack(self.raw).decode()


@dataclass
class Browser:
    """Sends GETs with these cookies to an application."""

    application: Any
    cookies: dict[str, str] = field(default_factory=dict)
    accepts: str = "gzip"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        environ = RequestFactory(headers={"Accept-Encoding": self.accepts}).generic(method, path, **headers).environ
        environ.setdefault("HTTP_HOST", "testserver")
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said: list[Any] = []
        body = self.application(environ, lambda status, headers, exc=None: said.extend([status, headers]))
        raw = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return Answer(said[0], {name.lower(): value for name, value in said[1]}, raw)


@pytest.fixture
def make_store(tmp_path):
    """Makes stores that share one file, as processes do."""
    made: list[Store] = []

    def make(*, release: str = "1", memory: int = 10_000_000, cap: int = 10_000_000) -> Store:
        made.append(Store(freshness.log(), Rows(tmp_path / "pages.sqlite3", cap=cap), release=release, memory=memory))
        return made[-1]

    yield make
    for store in made:
        store.log.close()


@pytest.fixture
def front(settings, make_store, transactional_db):
    settings.ROOT_URLCONF = "tests.pages.urls"
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    urls.renders.clear()
    return Front(get_wsgi_application(), make_store(), keys.of_this_site())


@pytest.fixture
def browser(front):
    return Browser(front)
