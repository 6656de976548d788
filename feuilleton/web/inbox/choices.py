"""The ways of being told, as choices of a form and as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.inbox.models import COMPLETE, DAILY, EACH, MANY, WEEKLY, Subscription
from feuilleton.kit import numerals
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

FEW = 5  # chapters that wait, when nobody says otherwise


class Asked(TypedDict):
    """What a form asks for, as `subscribing` takes it."""

    cadence: str
    many: int | None
    mail: bool


def cadences(*, of_story: bool) -> list[tuple[str, str]]:
    """The measures somebody may choose from, as value and words."""
    return [
        (EACH, _("Each chapter, at once")),
        (DAILY, _("Once a day")),
        (WEEKLY, _("Once a week")),
        (MANY, _("When this many chapters wait")),
        (COMPLETE, _("Only when it is complete") if of_story else _("Only when a story is complete")),
    ]


def asked(sent: QueryDict) -> Asked:
    """What a form asks for. What makes no sense is left to the rule to refuse."""
    many = sent.get("many", "").strip()
    number = int(many) if many.isascii() and many.isdecimal() and len(many) < 6 else None
    cadence = sent.get("cadence", EACH)
    return {"cadence": cadence, "many": number if cadence == MANY else None, "mail": sent.get("mail") == "on"}


def chosen(subscription: Subscription | None) -> str:
    """The measure that a form shows as chosen."""
    return subscription.cadence if subscription else EACH


def said(subscription: Subscription, paused_at: datetime | None = None) -> str:
    """How somebody is told, as a sentence. Without letters, how often they would come is said too.

    `paused_at`: since when they have paused all letters, if they have.
    """
    if subscription.mail and paused_at is not None:
        return _said_in_pause(subscription)
    return _said_by_mail(subscription) if subscription.mail else _said_here(subscription)


def _said_in_pause(subscription: Subscription) -> str:
    if subscription.cadence == COMPLETE:
        return _("You are told here when it is complete, and of nothing before. Letters are paused.")
    return _("You are told of it here. Letters are paused.")


def _said_by_mail(subscription: Subscription) -> str:
    match subscription.cadence:
        case "daily":
            return _("You are told of it here, and once a day by mail.")
        case "weekly":
            return _("You are told of it here, and once a week by mail.")
        case "many":
            words = ngettext(
                "You are told of it here, and by mail when %(count)s chapter waits.",
                "You are told of it here, and by mail when %(count)s chapters wait.",
                subscription.many or FEW,
            )
            return words % {"count": subscription.many or FEW}
        case "complete":
            return _("You are told here and by mail when it is complete, and of nothing before.")
        case _:
            return _("You are told of it here and by mail.")


def _said_here(subscription: Subscription) -> str:
    match subscription.cadence:
        case "daily":
            return _("You are told of it here. No letters; they would come once a day.")
        case "weekly":
            return _("You are told of it here. No letters; they would come once a week.")
        case "many":
            words = ngettext(
                "You are told of it here. No letters; they would come when %(count)s chapter waits.",
                "You are told of it here. No letters; they would come when %(count)s chapters wait.",
                subscription.many or FEW,
            )
            return words % {"count": subscription.many or FEW}
        case "complete":
            return _("You are told here when it is complete, and of nothing before. No letters.")
        case _:
            return _("You are told of it here. No letters.")


def tell_me(story: Story, newest: str) -> str:
    """What the button of a story says: “Tell me when VI comes”."""
    if story.is_complete:
        return _("Tell me what becomes of it")
    number = numerals.number(newest) if len(newest) < 20 else None
    if number is None or not newest.isdecimal():
        return _("Tell me when there is more")
    return _("Tell me when %(number)s comes") % {"number": numerals.roman(number + 1)}
