"""Letting an observation be in a story, and having it shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.text import one_line
from feuilleton.proofreading.finding import CHECKS, shortened
from feuilleton.proofreading.models import Ignored

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.stories.models import Story


class NoSuchCheck(Refusal):
    """Nothing of that kind is ever observed."""


def ignore(story: Story, check: str, key: str, *, by: User, at: datetime) -> None:
    """Show this no more in the story. Twice is once. It is the author's own affair: no event. Raises NoSuchCheck."""
    if check not in CHECKS:
        raise NoSuchCheck(_("Nothing was ignored: this is not something that is looked at."))
    Ignored.objects.get_or_create(
        story=story, check_name=check, key=shortened(one_line(key)), defaults={"by": by, "at": at}
    )


def stop_ignoring(story: Story, check: str, key: str) -> None:
    """Show it again. Twice is once."""
    Ignored.objects.filter(story=story, check_name=check, key=shortened(one_line(key))).delete()


def ignored(story: Story) -> set[tuple[str, str]]:
    """The checks and keys that are let be in the story."""
    return set(Ignored.objects.filter(story=story).values_list("check_name", "key"))


def listed(story: Story) -> list[Ignored]:
    """What is let be in the story, the newest first."""
    return list(Ignored.objects.filter(story=story).order_by("-at", "-pk"))
