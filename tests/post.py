"""A mail server for tests: a real one on a loopback port, that can be told to refuse, to hang, and to hang up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session, syntax

from bench.machine import free_port

REFUSED = "550 5.1.1 Nobody of that name lives here"


@dataclass
class Mood:
    """How the server behaves. `at_first`: what it says to MAIL; `to`: what it says to a recipient; `at_last`: to DATA.

    `hangs`: seconds before it answers a message; `cuts`: it hangs up in the middle of one; `most`: it says 421 after so
    many messages of a connection.
    """

    at_first: str = ""
    to: dict[str, str] = field(default_factory=dict)
    at_last: str = ""
    hangs: float = 0
    cuts: bool = False
    most: int = 0


class PostOffice:
    """What arrived, and how the server behaves from now on. Every message taken is in `messages`, also twice."""

    def __init__(self, port: int, *, pipelining: bool) -> None:
        self.port = port
        self.pipelining = pipelining
        self.mood = Mood()
        self.messages: list[EmailMessage] = []
        self.connections = 0

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]

    @property
    def addresses(self) -> list[str]:
        """Whom the messages went to, in alphabetical order."""
        return sorted(str(message["X-Went-To"]) for message in self.messages)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        session.taken = 0  # type: ignore[attr-defined]
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if self.pipelining else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood.most and session.taken >= self.mood.most:  # type: ignore[attr-defined]
            return "421 4.7.0 Enough for one connection"
        if self.mood.at_first:
            return self.mood.at_first
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.mood.to:
            return self.mood.to[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mood.hangs:
            await asyncio.sleep(self.mood.hangs)
        if self.mood.at_last:
            return self.mood.at_last
        message = message_from_bytes(envelope.content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        message["X-Went-To"] = envelope.rcpt_tos[0]
        self.messages.append(message)
        session.taken += 1  # type: ignore[attr-defined]
        return "250 OK"


class _Server(SMTP):
    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        office = self.event_handler
        if isinstance(office, PostOffice) and office.mood.cuts and self.envelope and self.envelope.rcpt_tos:
            await self.push("354 Go on")
            await self._reader.readline()
            assert self.transport
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, hostname="post.example.org", enable_SMTPUTF8=False)


@contextmanager
def office(*, pipelining: bool = True) -> Iterator[PostOffice]:
    """A mail server that runs for as long as the block does."""
    opened = PostOffice(free_port(), pipelining=pipelining)
    controller = _Controller(opened, hostname="127.0.0.1", port=opened.port)
    controller.start()
    try:
        yield opened
    finally:
        controller.stop()
