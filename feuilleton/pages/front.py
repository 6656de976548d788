"""The function in front of Django: a signed-out reader's page is answered from the store, if it is good.

Everybody else's request, and every form, goes on to Django untouched. Whatever goes wrong with the store goes on to
Django as well: it can make an answer slower, never wrong.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from feuilleton.pages import stored, storing
from feuilleton.pages.keys import Environ, Keys, Reader
from feuilleton.pages.store import Store
from feuilleton.pages.stored import Headers, Page

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LONGEST_HEADER = 200  # that is read, and remembered: the server lets headers of 400 KB through

log = logging.getLogger(__name__)


class Front:
    """A WSGI application around Django's."""

    def __init__(self, django: Application, store: Store, names: Keys) -> None:
        self.django = django
        self.store = store
        self.keys = names

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.django(environ, start_response)
        reader = self.keys.reader(environ)
        key = reader and self.keys.key(environ, reader)
        if reader is None or key is None:
            return self.django(environ, start_response)
        try:
            page, now = self.store.find(key)
        except Exception:
            log.exception("The page store does not answer")
            return self.django(environ, start_response)
        if page is None:
            return self._make(environ, start_response, reader, key, now)
        return _send(page, environ, start_response, reader)

    def _make(
        self, environ: Environ, start_response: StartResponse, reader: Reader, key: str, now: int
    ) -> Iterable[bytes]:
        environ[storing.ASKED] = reader
        said: list[Any] = []
        response: Any = self.django(environ, lambda *words: said.extend(words))
        names = storing.made_from(response)
        if names is None:
            start_response(*said)
            return response  # type: ignore[no-any-return]
        try:
            page = stored.made(said[1], response.content, names, now)
            self._keep(key, page)
        finally:
            response.close()
        return _send(page, environ, start_response, reader)

    def _keep(self, key: str, page: Page) -> None:
        try:
            self.store.keep(key, page)
        except Exception:
            log.exception("A page could not be kept")


def _send(page: Page, environ: Environ, start_response: StartResponse, reader: Reader) -> Iterable[bytes]:
    etag = page.etag_for(reader.look) if reader.look else page.etag
    if "HTTP_IF_NONE_MATCH" in environ and etag in environ["HTTP_IF_NONE_MATCH"]:
        start_response("304 Not Modified", _unchanged(page, etag))
        return []
    headers, body = page.answer(encoding(environ.get("HTTP_ACCEPT_ENCODING", "")), reader.look)
    start_response("200 OK", headers)
    return [body] if environ["REQUEST_METHOD"] == "GET" else []


def _unchanged(page: Page, etag: str) -> Headers:
    return [("ETag", etag), ("Vary", "Cookie, Accept-Encoding"), ("Cache-Control", "no-cache")]


def encoding(accepted: str) -> str:
    """The best encoding a browser accepts of those we keep: "br", "gzip", or "" for none."""
    return _encoding(accepted[:LONGEST_HEADER])


@lru_cache(maxsize=256)
def _encoding(accepted: str) -> str:
    offered = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            offered.add(name.strip())
    return next((known for known in ("br", "gzip") if known in offered), "")
