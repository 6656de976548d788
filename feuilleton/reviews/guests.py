"""Reviews by guests, where the author lets them: a name, and an e-mail address that a letter has to reach first.

Nobody is shown the address. A guest's review is unconfirmed until the letter's link is followed, or its author lets it
through without that; after two weeks it is deleted.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from feuilleton.accounts import blocking, mailing
from feuilleton.accounts.models import PenName, User, account_name
from feuilleton.accounts.visiting import STRANGER
from feuilleton.archive import keeping
from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import admitting, models, reviewing, screening, wording
from feuilleton.reviews.models import Review
from feuilleton.reviews.screening import Writer
from feuilleton.stories.models import GUESTS, Chapter, Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feuilleton.reviews.admitting import Place
    from feuilleton.reviews.wording import Words

LONGEST_NAME = 60
MOST_WAITING = 5  # unconfirmed reviews of one mailbox, so that nobody fills a stranger's …
MOST_A_DAY = 5  # … not even with the help of an author who lets them through or calls them spam
A_DAY = timedelta(days=1)
KEPT_FOR = timedelta(days=14)


def are_welcome(story: Story) -> bool:
    """Whether people without an account may review this story."""
    return settings.FEUILLETON_GUESTS and story.reviews_from == GUESTS


def write(
    reviewed: Chapter | Story, typed: str, *, name: str, email: str, at: datetime, link: Callable[[str], str]
) -> Review:
    """Say something without an account, and be sent a letter; `link(token)` is the whole address it leads to.

    The same words twice are one review and one letter. Raises Refusal where guests may not review, for a name that
    somebody here has, for what is no e-mail address, when five reviews of that address wait or five letters went to it
    within a day, and as `wording.compose`.
    """
    words = wording.compose(typed)
    place = admitting.place_of(reviewed)
    _check_welcome(place)
    name, email = _fit_name(name), _fit_email(email)
    why = _why_held(words, place, at=at)
    review = reviewing.made(place, words, why=why, at=at, who=f"guest:{email}")
    review.state, review.shown_at = models.UNCONFIRMED, None
    review.guest_name, review.guest_email = name, email
    with transaction.atomic():
        kept = reviewing.keep(review, by=None, at=at)
        if kept is review:
            _check_few_letters(email, at)
            mailing.post(_letter(review, link(_signer().sign(review.public_id))))
    return kept


def find(token: str, *, at: datetime) -> Review:
    """The review that a letter's link is about. Raises Refusal when the link is broken, or the review gone."""
    try:
        public_id = _signer().unsign(token)
    except BadSignature as error:
        raise Refusal(_("This link is broken. Copy it whole from the letter.")) from error
    review = Review.objects.standing().select_related("story", "chapter").filter(public_id=public_id).first()
    if review is None or (review.state == models.UNCONFIRMED and review.made_at < at - KEPT_FOR):
        raise Refusal(_("This review is not there any more. It may have waited too long for this link."))
    found: Review = review
    return found


def is_in_sight(review: Review) -> bool:
    """Whether anybody may open the chapter, or story, that it is about: it may have been hidden since the letter."""
    if review.chapter_id is not None:
        return Chapter.objects.visible_to(STRANGER).filter(pk=review.chapter_id).exists()
    return Story.objects.visible_to(STRANGER).filter(pk=review.story_id).exists()


def confirm(token: str, *, at: datetime) -> Review:
    """Say that the letter arrived: the review is shown, or waits for its author. Twice is once.

    It waits, too, while its story or chapter is not there for everybody.

    Raises Refusal as `find`; Blocked if the address is that of somebody who has a block with an author of the story.
    """
    review = find(token, at=at)
    _check_not_apart(review)
    why = review.held_why or ("" if are_welcome(review.story) and is_in_sight(review) else models.ASKED)
    state = models.HELD if why else models.SHOWN
    with transaction.atomic():
        unconfirmed = Review.objects.filter(pk=review.pk, state=models.UNCONFIRMED)
        if unconfirmed.update(state=state, held_why=why, shown_at=None if why else at):
            kind, touches = ("review_confirmed", []) if why else ("review_shown", review.touches)
            recording.record(kind, by=None, about=review, at=at, touches=touches, state=state)
    review.refresh_from_db()
    return review


def delete(token: str, *, at: datetime) -> None:
    """Take back what one said as a guest, as a member does. Raises Refusal as `find`."""
    review = find(token, at=at)
    reviewing.erase(review, by=None, at=at)


def _signer() -> Signer:
    # Not made with the module: at a first start the secret is made after it.
    return Signer(salt="feuilleton.reviews.guests")


def _check_welcome(place: Place) -> None:
    admitting.check_published(place)
    admitting.check_open(place)
    if not are_welcome(place.story):
        raise Refusal(_("Only members review this story. Sign in, or make an account."))


def _fit_name(name: str) -> str:
    name = text.in_sight(name)
    if not any(sign.isalnum() for sign in name):
        raise Refusal(_("Give a name to sign with."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refusal(_("A name can have 60 letters at most."), field="name")
    if PenName.objects.named(name).exists() or User.objects.filter(username=account_name(text.bare(name))).exists():
        raise Refusal(_("Somebody here has this name. If it is you, sign in; if not, take another."), field="name")
    return name


def _fit_email(email: str) -> str:
    email = text.one_line(email).lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refusal(_("This is no e-mail address."), field="email") from error
    if len(email) > 254:
        raise Refusal(_("This is no e-mail address."), field="email")
    return email


def _check_few_letters(email: str, at: datetime) -> None:
    theirs = Review.objects.filter(_in_mailbox(email), user=None)
    if theirs.filter(made_at__gt=at - A_DAY).count() > MOST_A_DAY:
        raise Refusal(_("Five letters went to this address within a day. Try again tomorrow."), field="email")
    unconfirmed = Q(state=models.UNCONFIRMED) | Q(state_before=models.UNCONFIRMED)
    if theirs.filter(unconfirmed, made_at__gt=at - KEPT_FOR).count() > MOST_WAITING:
        raise Refusal(_("Five reviews wait for this address already. Confirm one of them first."), field="email")


def _in_mailbox(email: str) -> Q:
    """Reviews with this address or one that most likely leads to the same mailbox: v+1@host is v@host."""
    name, _at, host = email.rpartition("@")
    name = name.partition("+")[0] or name
    return Q(guest_email=f"{name}@{host}") | Q(guest_email__startswith=f"{name}+", guest_email__endswith=f"@{host}")


def _check_not_apart(review: Review) -> None:
    authors = User.objects.filter(pen_names__authorships__story=review.story_id)
    for user in User.objects.filter(~Q(email=""), email=review.guest_email)[:5]:
        blocking.check_together(user, authors)


def _why_held(words: Words, place: Place, *, at: datetime) -> str:
    same = Review.objects.filter(words_key=words.key).exclude(story=place.story).values("story").distinct()
    same_on = same.count() if words.key else 0
    return screening.why_held(words, place.story, Writer(joined_at=None), same_on=same_on, at=at)


def _letter(review: Review, link: str) -> mailing.Letter:
    house = keeping.the_archive().name
    words = {"house": house, "title": review.story.title, "name": review.guest_name}
    return mailing.Letter(
        to=review.guest_email,
        subject=_("Is this your review? (%(house)s)") % words,
        paragraphs=[
            _(
                "Somebody, most likely you, has reviewed “%(title)s” at %(house)s as %(name)s, with this address. "
                "This page shows the review and confirms it:"
            )
            % words
        ],
        link=link,
        after=[_("The link is good for two weeks. If it was not you, do nothing, and nothing happens.")],
        house=house,
        kind="review_confirmation",
        id=mailing.message_id("review", review.public_id),
    )
