"""A letter as bytes, made once for all who get it: `cast` fills in what is each one's own.

Both parts are quoted-printable with a soft line break before and after each hole, so that what goes in (an address, a
token: plain ASCII) shifts nothing else, and no line of the message is too long for any mail server.
"""

from __future__ import annotations

import re
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, parseaddr

from django.conf import settings

from feuilleton.accounts import mailing
from feuilleton.inbox.paper import HOLE, Letter
from feuilleton.kit import text

# "=_" stands in no quoted-printable text, so the line that parts the parts cannot be one of theirs.
BOUNDARY = "=_feuilleton"
_TO, _ID, _OWN = b"\0to\0", b"\0id\0", b"\0own\0"
_HOLES = re.compile(b"\0(to|id|own)\0")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
_NAME = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_TOKEN = re.compile(r"[A-Za-z0-9_.~-]+")
_PLAIN = re.compile(r"[ -~]*")


class NoAddress(ValueError):
    """No letter can be sent to this."""


@dataclass(frozen=True, slots=True)
class Mould:
    """A message with holes: bytes and, between them, the names of what is missing."""

    pieces: tuple[bytes, ...]
    holes: tuple[bytes, ...]

    def cast(self, *, to: str, token: str, message_id: str) -> bytes:
        """The message to this address. `token`: what this person's links are known by.

        Raises NoAddress for what is no address, ValueError for a token or an id that cannot stand in a header.
        """
        if not _TOKEN.fullmatch(token) or not _NAME.fullmatch(message_id):
            raise ValueError("A token or a message's id holds a sign that cannot stand in a header.")
        own = {b"to": envelope(to).encode(), b"id": message_id.encode(), b"own": token.encode()}
        parts = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            parts += (own[hole], piece)
        return b"".join(parts)


def envelope(address: str) -> str:
    """The address as mail servers take it: ASCII, its domain in Punycode. Raises NoAddress."""
    if not address.isascii():
        name, _, domain = address.rpartition("@")
        try:
            address = f"{name}@{domain.encode('idna').decode()}"
        except UnicodeError:
            raise NoAddress(address) from None
    if not _ADDRESS.fullmatch(address):
        raise NoAddress(address)
    return address


def mould(letter: Letter, *, at: datetime) -> Mould:
    """The letter as a message, written at this time, but for whom it goes to."""
    html, words = (_printable(part) for part in (letter.html, letter.text))
    between = f"\r\n--{BOUNDARY}\r\n".encode()
    message = b"".join(
        [
            _head(letter, at),
            b"\r\n",
            between[2:],
            _part("plain", words),
            between,
            _part("html", html),
            f"\r\n--{BOUNDARY}--\r\n".encode(),
        ]
    )
    pieces = _HOLES.split(message)
    return Mould(tuple(pieces[::2]), tuple(pieces[1::2]))


def _head(letter: Letter, at: datetime) -> bytes:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    lines = [
        f"From: {_phrase('From', letter.house)} <{sender}>",
        f"To: {_TO.decode()}",
        f"Subject: {_encoded('Subject', letter.subject)}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {_ID.decode()}",
        *_in_the_thread(letter),
        *_way_out(letter),
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        f"{mailing.KIND}: {letter.kind}",
        f"Content-Language: {letter.language}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{BOUNDARY}"',
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _in_the_thread(letter: Letter) -> list[str]:
    """Letters about a story stand together below a message that was never sent, and are known as a list."""
    if not letter.thread:
        return []
    root = f"<story.{letter.thread}@{mailing.domain()}>"
    listed = f"<{letter.thread}.stories.{mailing.domain()}>"
    called = f"{_phrase('List-Id', letter.called)} " if letter.called else ""
    return [f"In-Reply-To: {root}", f"References: {root}", f"List-Id: {called}{listed}"]


def _way_out(letter: Letter) -> list[str]:
    if not letter.leave:
        return []
    address = letter.leave.replace(HOLE, _OWN.decode())
    return [f"List-Unsubscribe: <{address}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]


def _phrase(header: str, words: str) -> str:
    """Words that name an address: quoted, or encoded."""
    words = text.one_line(words)
    encoded = _encoded(header, words)
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"' if encoded == words else encoded


def _encoded(header: str, words: str) -> str:
    """Words as they may stand in that header, on as many lines as it takes."""
    words = text.one_line(words)
    if _PLAIN.fullmatch(words) and "=?" not in words and len(header) + len(words) < 75:
        return words
    return Header(words, "utf-8", header_name=header).encode(linesep="\r\n")


def _part(kind: str, body: bytes) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + body


def _printable(words: str) -> bytes:
    soft = b"=\r\n"
    parts = (b2a_qp(part.encode(), istext=True).replace(b"\n", b"\r\n") for part in words.split(HOLE))
    return (soft + _OWN + soft).join(parts)
