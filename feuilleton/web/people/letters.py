"""The letters that the door sends: for each of allauth's occasions, what we say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from feuilleton.accounts.mailing import Letter

CONFIRM = "email_confirmation_signup"
CONFIRM_CHANGE = "email_confirmation"
HAVE_ONE = "account_already_exists"


def letter(kind: str, to: str, house: str, told: Mapping[str, Any]) -> Letter:
    """The letter of that kind; KeyError for one we never send."""
    words = {"house": house, "email": to, "name": _name(told)}
    subject, before, link, after = _WRITERS[kind](told)
    filled = [paragraph % words for paragraph in (subject, *before)]
    return Letter(
        to=to,
        subject=filled[0],
        paragraphs=filled[1:],
        link=link,
        after=[one % words for one in after],
        house=house,
        kind=kind,
    )


Said = tuple[str, list[str], str, list[str]]
"""Subject, paragraphs before the link, the link, paragraphs after it."""


def _confirm(told: Mapping[str, Any]) -> Said:
    return (
        _("Is this your address? (%(house)s)"),
        [
            _(
                "Somebody, most likely you, made the account “%(name)s” at %(house)s with this address. "
                "This page confirms it:"
            )
        ],
        told["activate_url"],
        [_("The link is good for three days. If it was not you, do nothing, and nothing happens.")],
    )


def _confirm_change(told: Mapping[str, Any]) -> Said:
    return (
        _("Is this your new address? (%(house)s)"),
        [
            _(
                "The account “%(name)s” at %(house)s is to have this address from now on. "
                "This page says that it is yours:"
            )
        ],
        told["activate_url"],
        [_("The link is good for three days. If it was not you, do nothing, and nothing happens.")],
    )


def _have_one(told: Mapping[str, Any]) -> Said:
    return (
        _("You have an account already (%(house)s)"),
        [
            _("Somebody, most likely you, wanted to make an account at %(house)s with this address. It has one."),
            _("If you have forgotten the password, this page helps:"),
        ],
        told["password_reset_url"],
        [_("If it was not you, do nothing, and nothing happens.")],
    )


def _unknown(told: Mapping[str, Any]) -> Said:
    return (
        _("There is no account with this address (%(house)s)"),
        [
            _("Somebody, most likely you, asked for a new password at %(house)s with this address."),
            _("No account has it; perhaps yours has another one. Here you can make an account:"),
        ],
        told["signup_url"],
        [_("If it was not you, do nothing, and nothing happens.")],
    )


def _forgotten(told: Mapping[str, Any]) -> Said:
    return (
        _("A new password (%(house)s)"),
        [
            _(
                "Somebody, most likely you, has forgotten the password of the account “%(name)s” at %(house)s. "
                "This page takes a new one:"
            )
        ],
        told["password_reset_url"],
        [_("The link is good once, for three days. If it was not you, do nothing, and the password stays as it is.")],
    )


def _password_changed(told: Mapping[str, Any]) -> Said:
    return (
        _("Your password was changed (%(house)s)"),
        [
            _("The password of your account at %(house)s was changed just now; every other device was signed out."),
            _("If it was you, all is well. If it was not, ask for a new password at once, and tell the archivist."),
        ],
        "",
        [],
    )


def _email_changed(told: Mapping[str, Any]) -> Said:
    return (
        _("Your address was changed (%(house)s)"),
        [
            _("Your account at %(house)s now has another e-mail address; this one is no longer used."),
            _("If it was you, all is well. If it was not, tell the archivist at once."),
        ],
        "",
        [],
    )


_WRITERS = {
    CONFIRM: _confirm,
    CONFIRM_CHANGE: _confirm_change,
    HAVE_ONE: _have_one,
    "unknown_account": _unknown,
    "password_reset_key": _forgotten,
    "password_changed": _password_changed,
    "password_reset": _password_changed,
    "email_changed": _email_changed,
}


def _name(told: Mapping[str, Any]) -> str:
    return getattr(told.get("user"), "username", "")
