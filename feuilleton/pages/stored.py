"""A stored page: its bytes ready to be sent, the headers they are sent with, and what they were made from."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import brotli

from feuilleton.pages import looks, splicing
from feuilleton.pages.splicing import Spliced

Headers = list[tuple[str, str]]

OURS = ("content-length", "content-encoding", "etag", "vary", "cache-control", "set-cookie", "date")
"""Headers that a stored page has of its own, whatever the view said."""

_BROTLI = 5
_LOOKS = 32  # of which a page remembers the ends; a few hundred bytes each


class Answer(NamedTuple):
    """What goes out: the headers and the body."""

    headers: Headers
    body: bytes


class Page:
    """One page as it is for everybody, in every encoding it has been asked for."""

    __slots__ = ("_brotli", "_gzip", "_looks", "as_of", "body", "etag", "headers", "size", "touches", "used")

    def __init__(self, headers: Headers, body: Spliced, touches: Sequence[str], as_of: int, etag: str) -> None:
        self.body = body
        self.touches = list(touches)
        self.as_of = as_of
        self.etag = etag
        self.used = False
        self.headers = [
            *((name, value) for name, value in headers if name.lower() not in OURS),
            ("ETag", etag),
            ("Vary", "Cookie, Accept-Encoding"),
            ("Cache-Control", "no-cache"),
        ]
        whole = body.gzip()
        self._gzip = self._answer(whole, "gzip")
        self._brotli: Answer | None = None
        self._looks: dict[str, tuple[Headers, bytes, bytes]] = {}
        self.size = 2 * len(whole) + len(body.deflated) + 2000

    def answer(self, encoding: str, look: str) -> Answer:
        """The page in this encoding ("br", "gzip" or "") and look. A look of their own is sent as gzip or plain."""
        if look:
            return self._spliced(look) if encoding else self._answer(self.body.plain(_attributes(look)), "", look)
        if encoding == "gzip":
            return self._gzip
        if encoding == "br":
            if self._brotli is None:
                # Made when first asked for: a page nobody reads a second time is not worth it.
                self._brotli = self._answer(brotli.compress(self.body.plain(), quality=_BROTLI), "br")
            return self._brotli
        return self._answer(self.body.plain(), "")

    def etag_for(self, look: str) -> str:
        return f'{self.etag[:-1]}.{look}"' if look else self.etag

    def _spliced(self, look: str) -> Answer:
        known = self._looks.get(look)
        if known is None:
            before, after = self.body.ends(_attributes(look))
            headers = self._answer(before + self.body.deflated + after, "gzip", look).headers
            known = (headers, before, after)
            if len(self._looks) < _LOOKS:
                self._looks[look] = known
        headers, before, after = known
        return Answer(headers, before + self.body.deflated + after)

    def _answer(self, body: bytes, encoding: str, look: str = "") -> Answer:
        headers = [(name, self.etag_for(look) if name == "ETag" else value) for name, value in self.headers]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Answer([*headers, ("Content-Length", str(len(body)))], body)


def _attributes(look: str) -> bytes:
    return looks.attributes(look).encode()


def made(headers: Headers, body: bytes, touches: Sequence[str], as_of: int) -> Page:
    """A page out of what a view answered; `as_of` is the newest event before it was rendered."""
    digest = blake2b(body, digest_size=9).hexdigest()
    return Page(headers, splicing.split(body), touches, as_of, f'W/"{digest}"')
