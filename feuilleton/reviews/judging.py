"""What the story's authors and moderators decide: letting through, hiding and showing, calling spam and taking it back.

Each of these done twice is done once, and changes nothing of a review that is deleted.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import models
from feuilleton.reviews.models import AUTHOR, MODERATOR, Review
from feuilleton.stories.models import Authorship

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.reviews.asking import Reviews

SIBLINGS_OF = timedelta(days=14)  # how far back somebody's other reviews go with one that is spam
MOST_SIBLINGS = 1_000
LONGEST_REASON = 2_000


def let_through(review: Review, *, by: User, at: datetime) -> None:
    """Show a review that waited, for its author to read it or for its guest to confirm it. Raises Refusal if not
    theirs to judge."""
    _role(review, by)
    with transaction.atomic():
        waiting = Review.objects.filter(pk=review.pk).waiting()
        if waiting.update(state=models.SHOWN, held_why="", passed_source="", shown_at=at):
            recording.record("review_shown", by=by, about=review, at=at, touches=review.touches)
    review.refresh_from_db()


def hide(review: Review, *, by: User, at: datetime, reason: str = "") -> None:
    """Keep a review from readers, with the answers to it. Its writer still sees it, and a moderator's `reason`.

    A moderator's hiding goes above an author's. Raises Refusal for a moderator without a reason, and if it is not
    theirs to judge.
    """
    role = _role(review, by)
    reason = text.tidy(reason).strip()
    if role == MODERATOR and not reason:
        raise Refusal(_("Say why; whoever wrote it will read it."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal(_("The reason can have 2,000 letters at most."), field="reason")
    lower = Q(hidden_at=None) if role == AUTHOR else Q(hidden_at=None) | Q(hidden_by=AUTHOR)
    with transaction.atomic():
        there = Review.objects.filter(lower, pk=review.pk).standing()
        if there.update(hidden_at=at, hidden_by=role, hidden_reason=reason):
            recording.record("review_hidden", by=by, about=review, at=at, touches=review.touches, role=role)
    review.refresh_from_db()


def show(review: Review, *, by: User, at: datetime) -> None:
    """Give a hidden review back to readers. Who hid it, the author or a moderator, is who can show it.

    Raises Refusal if it was the other, and if it is not theirs to judge.
    """
    roles = _roles(review, by)
    with transaction.atomic():
        hidden = Review.objects.select_for_update().filter(pk=review.pk).exclude(hidden_at=None).standing().first()
        if hidden is not None:
            if hidden.hidden_by not in roles:
                raise Refusal(
                    _("A moderator has hidden this review.")
                    if hidden.hidden_by == MODERATOR
                    else _("The author has hidden this review.")
                )
            Review.objects.filter(pk=review.pk).update(hidden_at=None, hidden_by="", hidden_reason="")
            recording.record("review_unhidden", by=by, about=review, at=at, touches=review.touches)
    review.refresh_from_db()


def mark_spam(review: Review, *, by: User, at: datetime) -> int:
    """Call a review spam, and with it what the same guest or member said in the two weeks before it or since.

    For an author that is what was said of stories of theirs; for a moderator, anywhere. Returns how many went. One
    event tells of all; `also`: the keys of the others. A moderator's marking goes above an author's. Raises Refusal if
    it is not theirs to judge, and for a review by an author of the story.
    """
    role = _role(review, by)
    if review.user_id and Authorship.objects.filter(story=review.story_id, pen_name__user=review.user_id).exists():
        raise Refusal(_("This is by an author of the story. Hide it instead."))
    with transaction.atomic():
        there = Review.objects.filter(_markable(role), pk=review.pk)
        if not _mark(there, role, spam_with=None):
            return 0
        also = list(_siblings(review, by, role)[:MOST_SIBLINGS])
        keys = [one.pk for one in also]
        _mark(Review.objects.filter(pk__in=keys), role, spam_with=review)
        touches = _touches([review, *also])
        recording.record("review_marked_spam", by=by, about=review, at=at, touches=touches, also=keys)
    review.refresh_from_db()
    return 1 + len(keys)


def unmark(review: Review, *, by: User, at: datetime) -> int:
    """Take back that a review is spam, with all that was marked along with it: each is again what it was before.

    For an author that is what authors marked on stories of theirs. Returns how many came back. Raises Refusal if it is
    not theirs to judge, and for an author if a moderator marked it.
    """
    roles = _roles(review, by)
    with transaction.atomic():
        along = Review.objects.filter(Q(pk=review.pk) | Q(spam_with=review.pk), state=models.SPAM)
        spam = list(along.select_for_update().only("pk", "chapter_id", "story_id", "spam_by"))
        marked = next((one for one in spam if one.pk == review.pk), None)
        if marked is None:
            return 0
        if MODERATOR not in roles:
            if marked.spam_by != AUTHOR:
                raise Refusal(_("A moderator has marked this as spam."))
            theirs = set(Authorship.objects.filter(pen_name__user=by).values_list("story_id", flat=True))
            spam = [one for one in spam if one.spam_by == AUTHOR and one.story_id in theirs]
        Review.objects.filter(pk__in=[one.pk for one in spam]).update(
            state=_FORMER, state_before="", spam_by="", spam_with=None
        )
        recording.record("review_unmarked", by=by, about=review, at=at, touches=_touches(spam))
    review.refresh_from_db()
    return len(spam)


# What was marked before it was kept what it had been was shown, or has to be looked at.
_FORMER = Case(
    When(~Q(state_before=""), then=F("state_before")),
    When(shown_at=None, then=Value(models.HELD)),
    default=Value(models.SHOWN),
)


def _roles(review: Review, by: User) -> list[str]:
    """In which of the two roles this person may judge the review. Raises Refusal if in neither."""
    is_author = by.is_active and Authorship.objects.filter(story=review.story_id, pen_name__user=by).exists()
    roles = [AUTHOR] * is_author + [MODERATOR] * by.may_moderate
    if not roles:
        raise Refusal(_("Only the story’s author and moderators can do this."))
    return roles


def _role(review: Review, by: User) -> str:
    # At home, a moderator is an author like others.
    return _roles(review, by)[0]


def _markable(role: str) -> Q:
    """What is no spam yet; for a moderator also what only authors called so."""
    there = Q(state__in=[models.SHOWN, models.HELD, models.UNCONFIRMED])
    return there if role == AUTHOR else there | Q(state=models.SPAM, spam_by=AUTHOR)


def _mark(reviews: Reviews, role: str, *, spam_with: Review | None) -> int:
    before = Case(When(state=models.SPAM, then=F("state_before")), default=F("state"))
    return reviews.update(state_before=before, state=models.SPAM, spam_by=role, spam_with=spam_with)


def _siblings(review: Review, by: User, role: str) -> Reviews:
    if review.user_id:
        theirs = Review.objects.filter(user=review.user_id)
    elif review.guest_email:
        theirs = Review.objects.filter(guest_email=review.guest_email, user=None)
    else:
        return Review.objects.none()
    if role == AUTHOR:
        theirs = theirs.filter(story__authorships__pen_name__user=by).distinct()
    lately = theirs.filter(made_at__gte=review.made_at - SIBLINGS_OF).exclude(pk=review.pk)
    found: Reviews = lately.filter(_markable(role)).order_by("-id")
    return found


def _touches(reviews: Iterable[Review]) -> set[str]:
    return {name for review in reviews for name in review.touches}
