"""Handing messages to the mail server, one after the other over one connection, as fast as it takes them.

What can go wrong is one of three: the server is in trouble (`Trouble`), it refuses this message for good (`Refused`),
or for now (`Later`). Knows nothing of tables.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from email import message_from_bytes, policy
from email.utils import parseaddr
from typing import TYPE_CHECKING, Protocol, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.utils import DNS_NAME

from feuilleton.kit import text

if TYPE_CHECKING:
    from email.message import Message
    from types import TracebackType

_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_DOT = b"\r\n.\r\n"
_GO_ON = 354  # "start mail input"
_GONE = 421  # "service not available": the server is about to hang up

Reply = tuple[int, bytes]


class Trouble(Exception):
    """The mail server cannot be reached, hangs, hangs up, or takes nothing. `at_message`: while it took a message."""

    at_message = False


class Later(Exception):
    """The server does not take this message now."""


class Refused(Exception):
    """The server will never take this message; with `of_address`, nor any other for its address."""

    of_address = False


class Line(Protocol):
    """A way for messages to leave. `send` raises Trouble, Later or Refused; after Trouble the line is of no use."""

    def send(self, to: str, message: bytes) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def line() -> Line:
    """The line that the settings name: to the mail server, or whatever Django sends by (the mail folder, a test's)."""
    return ServerLine() if settings.EMAIL_BACKEND == _SMTP else DjangoLine()


class ServerLine:
    """A connection to the mail server of the settings, made when the first message is sent."""

    def __init__(self) -> None:
        self._sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        self._server: smtplib.SMTP | None = None
        self._sent = 0

    def send(self, to: str, message: bytes) -> None:
        """`to` is an ASCII address, `message` whole, with CRLF at each line's end."""
        try:
            self._hand_over(to, message)
        except Trouble:
            # Servers hang up after so many messages, or when they restart: another connection may do.
            if not self._sent:
                raise
            self._hand_over(to, message)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and kind is None:
            with contextlib.suppress(OSError):  # Nothing is lost: each message was acknowledged by itself.
                self._server.quit()
        self._hang_up()

    def _hand_over(self, to: str, message: bytes) -> None:
        at_message = False
        try:
            server = self._connected()
            self._ask(server, to)
            at_message = True
            server.send(_stuffed(message))
            _judge(server.getreply())
            self._sent += 1
        except (Trouble, OSError) as error:
            self._hang_up()
            if _was_too_slow(error):
                self._sent = 0  # Another connection is of no help.
            trouble = Trouble(_words(error))
            trouble.at_message = at_message
            raise trouble from error

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._sent = 0
            self._server = _connect()
        return self._server

    def _ask(self, server: smtplib.SMTP, to: str) -> None:
        """Up to the server's asking for the message. Where it allows, all is said before it answers."""
        asked = [f"MAIL FROM:<{self._sender}>\r\n".encode(), f"RCPT TO:<{to}>\r\n".encode(), b"DATA\r\n"]
        try:
            if not server.has_extn("pipelining"):
                for judge, line in zip(_JUDGES, asked, strict=True):
                    server.send(line)
                    judge(server.getreply())
                return
            server.send(b"".join(asked))
            replies = [server.getreply() for _line in asked]
            if replies[2][0] == _GO_ON and max(replies)[0] >= 400:
                server.send(b".\r\n")  # It asks for a message that it has nobody to give to: an empty one ends that.
                server.getreply()
            for judge, reply in zip(_JUDGES, replies, strict=True):
                judge(reply)
        except (Later, Refused):
            server.rset()
            raise

    def _hang_up(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


class DjangoLine:
    """Django's mail backend of the settings, kept open."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def send(self, to: str, message: bytes) -> None:
        try:
            self._connection.send_messages([_Ready(to, message)])
        except OSError as error:
            raise Trouble(_words(error)) from error

    def __enter__(self) -> Self:
        self._connection.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()


class _Ready(EmailMessage):
    """A message that is written already."""

    def __init__(self, to: str, message: bytes) -> None:
        self._parsed = message_from_bytes(message, policy=policy.SMTP)
        super().__init__(subject=str(self._parsed["Subject"]), from_email=str(self._parsed["From"]), to=[to])

    def message(self) -> Message:  # type: ignore[override]
        return self._parsed


def _connect() -> smtplib.SMTP:
    """Greeted, encrypted and known to the server. Raises OSError, SMTPException."""
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    us, timeout, encrypted = DNS_NAME.get_fqdn(), settings.EMAIL_TIMEOUT, ssl.create_default_context
    server: smtplib.SMTP = (
        smtplib.SMTP_SSL(host, port, us, timeout=timeout, context=encrypted())
        if settings.EMAIL_USE_SSL
        else smtplib.SMTP(host, port, us, timeout=timeout)
    )
    try:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=encrypted())
        server.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        server.close()
        raise
    return server


def _judge(reply: Reply) -> None:
    """Raises what this reply means for the message, if it is not taken."""
    code, words = reply[0], _said(*reply)
    if 400 <= code < 500 and code != _GONE:
        raise Later(words)
    if code >= 500:
        raise Refused(words)
    if not 200 <= code < 400:
        raise Trouble(words)


def _judge_us(reply: Reply) -> None:
    # A server that does not take mail from us minds no message and nobody it is for.
    if reply[0] >= 400:
        raise Trouble(_said(*reply))
    _judge(reply)


def _judge_address(reply: Reply) -> None:
    try:
        _judge(reply)
    except Refused as refused:
        refused.of_address = True
        raise


_JUDGES = (_judge_us, _judge_address, _judge)


def _was_too_slow(error: Exception) -> bool:
    # smtplib makes a lost connection of a time that ran out.
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _stuffed(message: bytes) -> bytes:
    """With a second dot where a line begins with one, and the end of it said."""
    if message.startswith(b"."):
        message = b"." + message
    return message.replace(b"\r\n.", b"\r\n..").removesuffix(b"\r\n") + _DOT


def _said(code: int, words: bytes) -> str:
    return text.one_line(f"{code} {words.decode(errors='replace')}")[:500]


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return _said(error.smtp_code, words if isinstance(words, bytes) else str(words).encode())
    return text.one_line(str(error) or type(error).__name__)[:500]
