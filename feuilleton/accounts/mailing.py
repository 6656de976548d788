"""Letters to people: written here, sent later by the worker, so that nobody at a page waits for a mail server."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr
from functools import lru_cache
from html import escape

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django_tasks import task

from feuilleton.kit import languages, text

KIND = "X-Feuilleton-Letter"
_SALT = "feuilleton.accounts.mailing"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one address. `house` is the archive's name, which signs it; `link` stands alone, before `after`.

    `id` names the letter where it may be posted twice; two with one id are one to the mail program that gets them.
    """

    to: str
    subject: str
    paragraphs: list[str]
    house: str
    link: str = ""
    after: list[str] = field(default_factory=list)
    kind: str = ""
    id: str = ""
    language: str = field(default_factory=lambda: get_language() or "en")

    def as_text(self) -> str:
        link = [self.link] if self.link else []
        return "\n\n".join([*self.paragraphs, *link, *self.after, f"— {self.house}"]) + "\n"

    def as_html(self) -> str:
        link = f'<p><a href="{escape(self.link)}">{escape(self.link)}</a></p>' if self.link else ""
        body = _marked_up(self.paragraphs) + link + _marked_up([*self.after, f"— {self.house}"])
        opening = f'<html lang="{escape(self.language)}" dir="{languages.direction(self.language)}">'
        return f"<!doctype html>{opening}<head><title>{escape(self.subject)}</title></head><body>{body}</body></html>"


def post(letter: Letter) -> None:
    """Have the letter sent. Within a transaction it goes out only if that is committed."""
    told = asdict(letter)
    told["id"] = letter.id or make_msgid(domain=domain())
    told["subject"] = text.one_line(letter.subject)
    deliver.enqueue(told)


def message_id(*parts: object) -> str:
    """The id of a letter that must be the same each time it is written, made of what it is about, and a mark.

    Only this archive can make the mark: whoever returns such an id to us has seen a letter of ours.
    """
    name = ".".join(str(part) for part in parts)
    return f"<{name}.{_mark(name)}@{domain()}>"


def named(id: str) -> list[str]:
    """The parts that `message_id` made this id of; none when it is not an id of ours."""
    parts = id.partition("@")[0].removeprefix("<").split(".")[:-1]
    return parts if id.isascii() and constant_time_compare(id, message_id(*parts)) else []


def domain() -> str:
    """What stands behind the @ of the address that letters come from."""
    return _domain_of(settings.DEFAULT_FROM_EMAIL)


@task()
def deliver(told: dict[str, object]) -> None:
    """The task that `post` leaves. What goes wrong is tried again by the worker; the letter keeps its id."""
    letter = Letter(**told)  # type: ignore[arg-type]
    message = EmailMultiAlternatives(
        letter.subject,
        letter.as_text(),
        _sender(letter.house),
        [letter.to],
        headers={"Message-ID": letter.id, "Auto-Submitted": "auto-generated", KIND: letter.kind},
    )
    message.attach_alternative(letter.as_html(), "text/html")
    message.send()


def _marked_up(paragraphs: list[str]) -> str:
    return "".join(f"<p>{escape(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)


def _sender(house: str) -> str:
    return str(Address(display_name=text.one_line(house), addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def _mark(name: str) -> str:
    return salted_hmac(_SALT, name).hexdigest()[:16]


@lru_cache(maxsize=4)
def _domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"
