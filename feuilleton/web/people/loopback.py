"""The letter on the screen: only where nobody but the person at this machine can be looking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from ipaddress import ip_address

from allauth.account.internal.stagekit import unstash_login
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from feuilleton.accounts import letterbox
from feuilleton.web.people import letters

# Never a letter that gives a new password: who asks for one is not known.
_KINDS = (letters.CONFIRM, letters.CONFIRM_CHANGE, letters.HAVE_ONE)
_SIGNS_OF_A_PROXY = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")
_LINK = re.compile(r"^https?://\S+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as the page shows it."""

    subject: str
    before: str
    link: str
    after: str


def may_show(request: HttpRequest) -> bool:
    """Whether this request was made on the machine itself, to an archive that only it can reach and that sends no mail.

    Headers alone are never believed: the connection, the settings and every header have to say so.
    """
    host, _port = split_domain_port(request.get_host())
    return (
        not settings.FEUILLETON_SMTP
        and settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
        and not settings.SECURE_PROXY_SSL_HEADER
        and all(_is_loopback(name) for name in settings.ALLOWED_HOSTS)
        and _is_loopback(host)
        and _is_loopback(request.META.get("REMOTE_ADDR", ""))
        and not any(request.META.get(sign) for sign in _SIGNS_OF_A_PROXY)
        # nginx, told nothing, passes its own name for ours as Host; but then it speaks HTTP/1.0, as no browser does.
        and request.META.get("SERVER_PROTOCOL") != "HTTP/1.0"
    )


def awaited_address(request: HttpRequest) -> str:
    """The address that this very browser signed up with, or is changing to, and has not confirmed yet; "" for none."""
    if request.user.is_authenticated:
        new = EmailAddress.objects.get_new(request.user)
        return new.email if new is not None else ""
    login = unstash_login(request, peek=True)
    if login is None:
        return ""
    return login.email or (login.user.email if login.user else "")


def letter_to(address: str) -> Shown | None:
    """The newest letter of those that may be shown to this address, or None while it is not written yet."""
    message = letterbox.newest_to(address, kinds=_KINDS)
    return _shown(message) if message is not None else None


def _shown(message: EmailMessage) -> Shown:
    part = message.get_body(("plain",))
    text = part.get_content() if part is not None else ""
    link = _LINK.search(text)
    if link is None:
        return Shown(str(message["Subject"]), text, "", "")
    return Shown(str(message["Subject"]), text[: link.start()], link.group(), text[link.end() :])


def _is_loopback(name: str) -> bool:
    name = name.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
