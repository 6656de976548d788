"""Make somebody an archivist, who keeps the house: NAME is an account's name.

An account that does not exist yet is made; its password is asked for, or read from standard input when that is no
terminal.
"""

import argparse
import getpass
import json
import sys

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts import joining
from feuilleton.accounts.models import User, account_name
from feuilleton.archive import founding
from feuilleton.kit.errors import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """NAME, --email, --json."""
    parser.add_argument("name", metavar="NAME", help=_("the account's name"))
    parser.add_argument("--email", default="", help=_("the address of an account that is to be made"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(args: argparse.Namespace) -> int:
    """Appoint them, making the account if need be."""
    name = account_name(args.name)
    now = timezone.now()
    user = User.objects.filter(username=name).first()
    made = user is None
    if user is None:
        newcomer = _newcomer(name, args.email)
        user = joining.join(newcomer, at=now, also=lambda: _appoint_newcomer(newcomer))
    else:
        founding.make_archivist(user, at=now)
    if args.json:
        print(json.dumps({"name": user.username, "made": made}))
    else:
        print(_("%(name)s keeps the house now.") % {"name": user.username})
    return 0


def _newcomer(name: str, email: str) -> User:
    if not email:
        raise Refusal(_("There is no account %(name)s. To make one, give its address with --email.") % {"name": name})
    user = User(username=name, email=email.strip().lower())
    password = _password(name)
    try:
        User._meta.get_field("username").clean(name, user)
        validate_email(email)
        validate_password(password, user)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    user.set_password(password)
    return user


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(_("A password for %(name)s: ") % {"name": name})
    if getpass.getpass(_("The same again: ")) != password:
        raise Refusal(_("These were two passwords. Nothing was changed."))
    return password


def _appoint_newcomer(user: User) -> None:
    # Whoever runs the machine vouches for the address.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    founding.make_archivist(user, at=timezone.now())
