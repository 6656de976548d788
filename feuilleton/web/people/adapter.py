"""What allauth asks of us: names in every script, letters through the queue, our words, and no way off the site."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts import mailing
from feuilleton.accounts.models import User, account_name
from feuilleton.archive import keeping
from feuilleton.http import visitor
from feuilleton.web.people import letters

_WRONG = _("Name or password are not right. Small and capital letters count in the password.")
_TOLD = {
    "email_confirmation_failed": _("%(email)s belongs to another account."),
    "email_confirmed": _("%(email)s is confirmed."),
    "email_deleted": _("%(email)s is no longer kept."),
    "logged_out": _("You are signed out."),
    "password_changed": _("The password is changed. Every other device is signed out."),
    "unverified_primary_email": _("The address has to be confirmed first."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's questions, answered for this house."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "enter_current_password": _("This is not your password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many tries. In five minutes you can try again, or ask for a new password."),
        "username_taken": _("Somebody has this name already. Another one may be free."),
        "rate_limited": _("Too many tries. In a few minutes you can try again."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        cleaned: str = super().clean_username(account_name(username), shallow)
        return cleaned

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        kind = template_prefix.rpartition("/")[2]
        letter = letters.letter(kind, email, keeping.the_archive().name, context)
        mailing.post(replace(letter, link=_at_home(letter.link)))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        # What has no sentence here (“Successfully signed in”) shows on the page itself.
        stem = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        if words := message or _TOLD.get(stem):
            messages.add_message(request, level, str(words) % (message_context or {}), extra_tags=extra_tags)

    def is_safe_url(self, url: str) -> bool:
        """Our own pages only; other names in ALLOWED_HOSTS are other places too."""
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("you")

    def get_client_ip(self, request: HttpRequest) -> str:
        address = visitor.address_of(request)
        if not address:
            raise PermissionDenied
        return address

    def is_ajax(self, request: HttpRequest) -> bool:
        return False


def _at_home(link: str) -> str:
    """The link at the site's own address, where that is set: the name a request asks by can be anybody's."""
    site = settings.FEUILLETON_ADDRESS.rstrip("/")
    return site + urlsplit(link)._replace(scheme="", netloc="").geturl() if site and link else link
