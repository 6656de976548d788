"""How words go: a review without answers leaves nothing; one with answers a placeholder, until the last is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from feuilleton.reviews import models
from feuilleton.reviews.models import Review

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.reviews.asking import Reviews


def vanish(reviews: Reviews, *, at: datetime) -> None:
    """Wipe the words and the names of these reviews, and every placeholder that nothing hangs on any more.

    For use inside the transaction of a rule.
    """
    gone = list(reviews.select_for_update().values_list("pk", "root_id"))
    theirs = Review.objects.filter(pk__in=[key for key, _root in gone])
    # What readers did not see leaves no placeholder that they do.
    theirs.exclude(state=models.SHOWN).filter(hidden_at=None).update(hidden_at=at)
    theirs.update(
        state=models.DELETED,
        user=None,
        pen_name=None,
        guest_name="",
        guest_email="",
        source="",
        html="",
        passed_source="",
        spam_by="",
        state_before="",
        held_why="",
        hidden_reason="",
        edited_at=None,
        fingerprint=None,
        words_key=None,
    )
    _prune({root or key for key, root in gone})


def _prune(roots: set[int]) -> None:
    answered = Exists(Review.objects.filter(parent=OuterRef("pk")))
    in_threads = Review.objects.filter(root__in=roots) | Review.objects.filter(pk__in=roots)
    bare = in_threads.filter(state=models.DELETED).filter(~answered)
    while bare.delete()[0]:
        pass
