"""Take in what a mail server reports of letters it could not deliver: one message (RFC 3464) on standard input.

Have the mail server hand to this command whatever is sent to the address that FEUILLETON_MAIL_FROM names. An address
that is refused for good gets no more letters of the inbox until its owner confirms it again, and so does one that
failed three times in 14 days. Letters about an account itself, its password and its address, are always sent.
"""

import argparse
import json
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.inbox import bouncing
from feuilleton.kit.errors import Refusal

LONGEST = 10 * 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(args: argparse.Namespace) -> int:
    """Read the message, and say what was done."""
    message = sys.stdin.buffer.read(LONGEST + 1)
    if len(message) > LONGEST:
        raise Refusal(_("The message is longer than 10 MB."))
    if not message.strip():
        raise Refusal(_("There is no message on standard input."))
    done = bouncing.take_report(message, at=timezone.now())
    print(json.dumps({"done": done}, ensure_ascii=False) if args.json else "\n".join(done))
    return 0
