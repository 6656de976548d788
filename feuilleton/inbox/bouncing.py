"""Letters that come back: mail to an address stops when it is refused for good, until its owner says that it is theirs.

Only letters of the inbox stop. Those about an account itself, its password and its address, are always sent.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts import mailing
from feuilleton.accounts.models import User
from feuilleton.archive import keeping, speaking
from feuilleton.inbox import moulding, reports
from feuilleton.inbox.models import Subscription, Wishes
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal

STRIKES = 3
WINDOW = timedelta(days=14)
KEY_IS_GOOD_FOR = timedelta(days=3)
_SALT = "feuilleton.inbox.bouncing"

log = structlog.get_logger()


def hard(user: User, words: str, at: datetime) -> None:
    """Their address was refused for good, in these words of the mail server. Twice is once."""
    with transaction.atomic():
        wishes = _locked(user)
        if is_stopped(wishes, user):
            return
        wishes.bounced_address, wishes.bounced_at, wishes.bounce_words = user.email, at, text.one_line(words)[:500]
        wishes.save(update_fields=["bounced_address", "bounced_at", "bounce_words"])
    log.warning("letters_stopped", user=user.pk, words=words)


def soft(user: User, words: str, at: datetime) -> None:
    """A letter could not be delivered for now. The third within 14 days of the first stops letters like `hard`."""
    with transaction.atomic():
        wishes = _locked(user)
        first = wishes.struck_at
        goes_on = wishes.bounced_address == user.email and first is not None and at - first <= WINDOW
        wishes.strikes = wishes.strikes + 1 if goes_on else 1
        wishes.struck_at = first if goes_on else at
        if not is_stopped(wishes, user):
            wishes.bounced_address, wishes.bounced_at = user.email, None
        wishes.save(update_fields=["strikes", "struck_at", "bounced_address", "bounced_at"])
        if wishes.strikes >= STRIKES:
            hard(user, words, at)


def take_report(message: bytes, *, at: datetime) -> list[str]:
    """Do what a mail server's report says (RFC 3464), and return what was done, a sentence for each address.

    A report is believed of an address when it returns the head of a letter of ours to whoever has that address, and
    the letter's id has our mark: so mail that others send in our name stops nobody's letters. Raises Refusal when it
    is no report.
    """
    report = reports.read(message)
    user = _recipient(report.letter)
    done = []
    for failed in report.failures:
        if user is None or _ways_to_write(user.email).isdisjoint(failed.addresses | report.to):
            done.append(_("%(address)s: this was no letter of ours. Nothing is changed.") % {"address": failed})
        elif failed.is_for_good:
            hard(user, failed.words, at)
            done.append(_("%(address)s: letters stop until the address is confirmed again.") % {"address": user.email})
        else:
            soft(user, failed.words, at)
            done.append(_("%(address)s: noted. The third in 14 days stops letters.") % {"address": user.email})
    return done or [_("Nothing failed, says this report. Nothing is changed.")]


def is_stopped(wishes: Wishes | None, user: User) -> bool:
    """Whether letters of the inbox no longer go to the address that this person has now."""
    return wishes is not None and wishes.bounced_at is not None and wishes.bounced_address == user.email


def key(user: User, *, at: datetime) -> str:
    """What a link in a letter to their address confirms it by."""
    return signing.dumps([user.pk, user.email, (at + KEY_IS_GOOD_FOR).timestamp()], salt=_SALT)


def ask(user: User, *, link: str) -> None:
    """Send them the letter with the link that confirms their address again."""
    with speaking.in_its_language():
        words = {"house": keeping.the_archive().name}
        say = _("Letters from %(house)s came back, so none are sent now. This page starts them again:")
        mailing.post(
            mailing.Letter(
                to=user.email,
                subject=_("Is this still your address? (%(house)s)") % words,
                paragraphs=[say % words],
                link=link,
                after=[_("The link is good for three days. If you want no letters, do nothing.")],
                house=words["house"],
                kind="address_again",
            )
        )


def owner(key: str, *, at: datetime) -> User:
    """Whose address the key confirms. Raises Refusal when it is too old, no key, or the address is another by now."""
    try:
        user, address, until = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refusal(_("This link is not whole: take it from the letter again.")) from None
    found = User.objects.filter(pk=user, email=address, is_active=True).first()
    if found is None or at.timestamp() > until:
        raise Refusal(_("This link is too old. The page “Letters and alerts” sends another."))
    return found


def confirm(key: str, *, at: datetime) -> User:
    """The address is its owner's: letters go there again. Twice is once. Raises Refusal as `owner` does."""
    user = owner(key, at=at)
    Wishes.objects.filter(user=user, bounced_address=user.email).update(
        bounced_address="", bounced_at=None, bounce_words="", strikes=0, struck_at=None
    )
    return user


def _locked(user: User) -> Wishes:
    wishes, _is_new = Wishes.objects.select_for_update().get_or_create(user=user)
    return wishes


def _ways_to_write(address: str) -> set[str]:
    """The address as a report may have it: as its owner wrote it, and as letters go to it."""
    ways = {address.lower()}
    with suppress(moulding.NoAddress):
        ways.add(moulding.envelope(address).lower())
    return ways


def _recipient(letter: str) -> User | None:
    """Whom the letter of this Message-ID went to."""
    kind, *_about, key = mailing.named(letter) or ("", "")
    if kind == "news":
        subscription = Subscription.objects.select_related("user").filter(pk=int(key)).first()
        return subscription.user if subscription else None
    return User.objects.filter(pk=int(key)).first() if kind in ("alert", "digest") else None
