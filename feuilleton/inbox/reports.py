"""Reading what mail servers report of letters they could not deliver (RFC 3464). Pure: changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses, unquote

from django.utils.translation import gettext as _

from feuilleton.kit import text
from feuilleton.kit.errors import Refusal

_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})")
_FULL = (2, 2)  # X.2.2, the mailbox is full: servers say 5.2.2 of people who are on a journey


@dataclass(frozen=True, slots=True)
class Failure:
    """One address that a letter did not reach. `addresses`: as we wrote it and as it was in the end."""

    addresses: frozenset[str]
    is_for_good: bool
    words: str

    def __str__(self) -> str:
        return ", ".join(sorted(self.addresses))


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says. `letter`: the Message-ID of what came back, `to`: whom it went to; both may be empty."""

    failures: list[Failure]
    letter: str
    to: frozenset[str]


def read(message: bytes) -> Report:
    """The report in this message. Raises Refusal when there is none in it."""
    try:
        whole = message_from_bytes(message, policy=policy.compat32)
        parts = list(whole.walk())
        status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
        returned = _returned(parts)
    except (MessageError, LookupError, ValueError, RecursionError) as error:
        raise Refusal(_("This is no message that can be read.")) from error
    if status is None:
        raise Refusal(_("This is no report of a mail server: it has no part of the kind message/delivery-status."))
    blocks = [block for block in status.get_payload() if isinstance(block, Message)] if status.is_multipart() else []
    about = [block for block in blocks if _field(block, "Final-Recipient")]
    if not about:
        raise Refusal(_("This report names no recipient."))
    return Report(
        failures=[failure for block in about if (failure := _failure(block)) is not None],
        letter=_field(returned, "Message-ID") if returned else "",
        to=_addresses(_field(returned, "To")) if returned else frozenset(),
    )


def _failure(block: Message) -> Failure | None:
    if _field(block, "Action").lower() != "failed":
        return None  # It is delayed, and still tried; or it has arrived.
    status = _STATUS.match(_field(block, "Status"))
    if status is None:
        raise Refusal(_("This report says that a letter failed, and not why: it has no status."))
    kind, subject, detail = (int(figure) for figure in status.groups())
    named = (_field(block, name).partition(";")[2] for name in ("Original-Recipient", "Final-Recipient"))
    words = _field(block, "Diagnostic-Code").partition(";")[2] or _field(block, "Status")
    return Failure(
        addresses=frozenset(unquote(one.strip()).lower() for one in named if one.strip()),
        is_for_good=kind == 5 and (subject, detail) != _FULL,
        words=text.one_line(words)[:500],
    )


def _returned(parts: list[Message]) -> Message | None:
    """The head of the letter that the report is about."""
    for part in parts:
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner:
            found = inner[0]
            return found if isinstance(found, Message) else None
        if part.get_content_type() == "text/rfc822-headers":
            decoded = part.get_payload(decode=True)
            return message_from_bytes(decoded, policy=policy.compat32) if isinstance(decoded, bytes) else None
    return None


def _field(block: Message, name: str) -> str:
    return text.one_line(str(block.get(name, "")))


def _addresses(header: str) -> frozenset[str]:
    return frozenset(address.lower() for _name, address in getaddresses([header]) if address)
