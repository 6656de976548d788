"""Writing a review, answering one, changing it, deleting it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rapidfuzz.distance import Levenshtein

from feuilleton.events import recording
from feuilleton.kit import inserting
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import admitting, models, vanishing, wording
from feuilleton.reviews.models import Review
from feuilleton.reviews.wording import Words

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName, User
    from feuilleton.reviews.admitting import Place
    from feuilleton.stories.models import Chapter, Story

MATERIAL = 10  # letters: who changes more has said something else
_CHANGED = (
    *("source", "html", "words_key", "fingerprint"),
    *("passed_source", "state", "state_before", "held_why", "edited_at"),
)


def write(reviewed: Chapter | Story, text: str, *, by: User, pen_name: PenName, at: datetime) -> Review:
    """Say something about a chapter, or about a story as a whole. The same words twice are one review, the first.

    `text` is Markdown of 10,000 letters at most. The caller has found the chapter (with its story) or the story among
    what `by` may see. It is shown, or waits for the story's author (`state`, `held_why`). Raises Refusal as
    `wording.compose` and `admitting.admit`.
    """
    words = wording.compose(text)
    place = admitting.place_of(reviewed)
    admitted = admitting.admit(place, words, by=by, pen_name=pen_name, at=at)
    review = made(place, words, why=admitted.held_why, at=at, who=f"user:{by.pk}")
    review.user, review.pen_name = by, pen_name
    return keep(review, by=by, at=at)


def answer(review: Review, text: str, *, by: User, pen_name: PenName, at: datetime) -> Review:
    """Answer a review, or an answer to one, in its thread. As `write`; raises Refusal also when it is not shown."""
    words = wording.compose(text)
    place = admitting.Place(review.story, review.chapter)
    admitted = admitting.admit(place, words, by=by, pen_name=pen_name, at=at, answering=review)
    said = made(place, words, why=admitted.held_why, at=at, who=f"user:{by.pk}", answering=review)
    said.user, said.pen_name = by, pen_name
    return keep(said, by=by, at=at)


def made(place: Place, words: Words, *, why: str, at: datetime, who: str, answering: Review | None = None) -> Review:
    """A review that is not stored yet, held if there is a reason why. `who` said it: two things said are told apart."""
    state = models.HELD if why else models.SHOWN
    return Review(
        story=place.story,
        chapter=place.chapter,
        revision_id=place.revision,
        parent=answering,
        root_id=(answering.root_id or answering.pk) if answering else None,
        source=words.source,
        html=words.html,
        words_key=words.key,
        state=state,
        held_why=why,
        made_at=at,
        shown_at=at if state == models.SHOWN else None,
        fingerprint=_fingerprint(who, place, answering.pk if answering else None, words),
    )


def keep(review: Review, *, by: User | None, at: datetime) -> Review:
    """Store what was said and tell the log, once; said before, it is the first that is returned."""
    try:
        with transaction.atomic():
            if review.parent_id:
                _check_answerable(review.parent_id)
            inserting.insert(review)
            touches = review.touches if review.is_public else []
            data = {"state": review.state} | ({"answer": True} if review.is_answer else {})
            recording.record("review_written", by=by, about=review, at=at, touches=touches, topics=(), **data)
    except IntegrityError:
        said: Review | None = Review.objects.filter(fingerprint=review.fingerprint).first()
        if said is None:
            raise
        return said
    return review


def edit(review: Review, text: str, *, by: User, at: datetime) -> Review:
    """Change one's own words. Once somebody has answered, readers are told when; before, nobody is.

    A shown review waits again where its author reads reviews first, or where the new words would have waited, unless
    they differ slightly from those that were let through. Raises Refusal as `wording.compose` and
    `admitting.admit_change`, for somebody else's review, and if it was changed elsewhere since `review` was read.
    """
    _check_own(review, by)
    words = wording.compose(text)
    if words.source == review.source:
        return review
    passed = _passed(review)
    is_slight = _is_slight(passed, words)
    why = _why_held_again(review, words, is_slight=is_slight, by=by, at=at)
    place = admitting.Place(review.story, review.chapter)
    fingerprint = _fingerprint(f"user:{by.pk}", place, review.parent_id, words)
    with transaction.atomic():
        there = Review.objects.select_for_update().filter(pk=review.pk, source=review.source, user=by).first()
        if there is None:
            raise Refusal(_("This review was changed or deleted elsewhere. Look at it again."), field="text")
        was_public = there.is_public
        there.source, there.html, there.words_key = words.source, words.html, words.key
        # Slight changes add up: they are measured against what was let through, not against the last of them.
        there.passed_source = passed.source if (is_slight or why) and passed.source != words.source else ""
        if there.state == models.SHOWN and why:
            there.state, there.held_why = models.HELD, why
        elif there.state_before == models.SHOWN and why:
            there.state_before, there.held_why = models.HELD, why
        if there.edited_at or there.answers.filter(state=models.SHOWN, hidden_at=None).exists():
            there.edited_at = at
        _save_changed(there, fingerprint)
        touches = there.touches if was_public else []
        recording.record("review_edited", by=by, about=there, at=at, touches=touches, state=there.state)
    review.refresh_from_db()
    return review


def delete(review: Review, *, by: User, at: datetime) -> None:
    """Take back one's own words. While answers to it stand, a placeholder does. Twice is once.

    Raises Refusal for somebody else's review.
    """
    _check_own(review, by)
    erase(review, by=by, at=at)


def erase(review: Review, *, by: User | None, at: datetime) -> None:
    """Delete a review, whoever wrote it: for rules that have asked whether they may. Twice is once."""
    with transaction.atomic():
        there = Review.objects.select_for_update().filter(pk=review.pk).standing().first()
        if there is not None:
            vanishing.vanish(Review.objects.filter(pk=there.pk), at=at)
            touches = there.touches if there.is_public else []
            recording.record("review_deleted", by=by, about=there, at=at, touches=touches)


def _fingerprint(who: str, place: Place, parent: int | None, words: Words) -> str:
    return sha256(f"{who} {place.key} {parent or ''} {words.source}".encode()).hexdigest()


def _check_answerable(key: int) -> None:
    # Locked, so that it is not deleted while it is being answered.
    parent = Review.objects.select_for_update().filter(pk=key).only("state", "hidden_at").first()
    if parent is None or not parent.is_public:
        raise Refusal(_("This review is not there any more, or not shown yet, so it cannot be answered."))


def _save_changed(review: Review, fingerprint: str) -> None:
    review.fingerprint = fingerprint
    try:
        with transaction.atomic():
            review.save(update_fields=_CHANGED)
    except IntegrityError:
        # Another review of theirs says this already: that is the one which the same words again are.
        review.fingerprint = None
        review.save(update_fields=_CHANGED)


def _check_own(review: Review, by: User) -> None:
    if review.user_id != by.pk:
        raise Refusal(_("This review is not yours."))


def _passed(review: Review) -> Words:
    """The words that were last let through."""
    return wording.compose(review.passed_source) if review.passed_source else Words(review.source, review.html, None)


def _is_slight(passed: Words, words: Words) -> bool:
    distance = Levenshtein.distance(passed.source, words.source, score_cutoff=MATERIAL)
    return distance <= MATERIAL and words.targets == passed.targets


def _why_held_again(review: Review, words: Words, *, is_slight: bool, by: User, at: datetime) -> str:
    """Why changed words wait: as new ones would, unless they are hardly other than those that were let through."""
    why = admitting.admit_change(review, words, by=by, at=at)
    return "" if is_slight else {models.ASKED: models.CHANGED, models.HURRIED: ""}.get(why, why)
