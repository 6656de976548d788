"""Posting a review or an answer. Whatever comes between, what was typed comes back with the page that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.http.visitor import network_of, visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import guests, reviewing
from feuilleton.reviews.models import HELD, UNCONFIRMED, Review
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import cards
from feuilleton.web.addresses import address, whole
from feuilleton.web.reviews import brake, names, places, threads
from feuilleton.web.writing import door

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor

GUEST = "guest"  # what the guest's button says
TRAP = "homepage"  # a field that people do not see


class Target(NamedTuple):
    """What a form speaks about: a chapter, a story, or a review that it answers."""

    story: Story
    chapter: Chapter | None = None
    answered: Review | None = None


def post(request: HttpRequest, find: Callable[[Visitor], Target | None]) -> HttpResponse:
    """Write what a form sent about what `find` finds for the visitor, and go to where it stands.

    Somebody who is signed out may sign in on the page that answers (403); a refusal is answered with 422, and 404 when
    what was reviewed is gone: each with the text in its form.
    """
    as_guest = request.POST.get("do") == GUEST
    wrong = _sign_in(request) if visitor_of(request).user is None and not as_guest else ""
    visitor = visitor_of(request)
    target = find(visitor)
    if visitor.user is None and not as_guest:
        return _not_posted(request, target, status=403, wrong=wrong)
    if target is None:
        return _not_posted(request, target, status=404)
    try:
        review = _write(request, target, visitor.user) if visitor.user is not None else _write_as_guest(request, target)
    except Refusal as refusal:
        if answers.is_live(request):
            raise
        return _not_posted(request, target, status=422, refusal=refusal)
    return _posted(request, review, visitor)


def _sign_in(request: HttpRequest) -> str:
    """Sign in with what the page for the signed-out sent, if it did. What is wrong with it, "" for nothing."""
    wrong = door.try_sign_in(request)
    if wrong is None:
        # For the rest of this request they are known by the session they have just been given.
        request.COOKIES[settings.SESSION_COOKIE_NAME] = request.session.session_key or ""
    return wrong or ""


def _write(request: HttpRequest, target: Target, user: User) -> Review:
    at = timezone.now()
    brake.check_member(user, at=at)
    if request.POST.get(names.NEW, "").strip():
        with transaction.atomic():  # A name is taken only for words that then stand under it.
            return _say(request, target, user, at)
    return _say(request, target, user, at)


def _say(request: HttpRequest, target: Target, user: User, at: datetime) -> Review:
    pen_name = names.chosen(request.POST, user, lambda: _ids(target.story), at=at)
    text = request.POST.get("text", "")
    if target.answered is not None:
        return reviewing.answer(target.answered, text, by=user, pen_name=pen_name, at=at)
    return reviewing.write(target.chapter or target.story, text, by=user, pen_name=pen_name, at=at)


def _write_as_guest(request: HttpRequest, target: Target) -> Review:
    at, sent = timezone.now(), request.POST
    if target.answered is not None:
        raise Refusal(_("Only members answer. As a guest you can post a review of your own."))
    if sent.get(TRAP):
        raise Refusal(_("A field that people do not see was filled in, as programs do. Send it once more from here."))
    brake.check_guest(network_of(request), at=at)
    text, name, email = (sent.get(field, "") for field in ("text", "name", "email"))
    return guests.write(
        target.chapter or target.story, text, name=name, email=email, at=at,
        link=lambda token: _at_home(request, address("review_confirm", token)),
    )  # fmt: skip


def _at_home(request: HttpRequest, path: str) -> str:
    # Where the site's own address is set: the name a request asks by can be anybody's.
    site = settings.FEUILLETON_ADDRESS.rstrip("/")
    return site + path if site else whole(request, path)


def _posted(request: HttpRequest, review: Review, visitor: Visitor) -> HttpResponse:
    messages.success(request, _said(review))
    if not answers.is_live(request):
        return answers.see_other(places.of_new(review, visitor))
    return answers.changed(request, piece="reviews/_said.html", context={"said": threads.said_alone(review)}, then="")


def _said(review: Review) -> str:
    if review.state == UNCONFIRMED:
        return _("A letter is on its way to you. Your review is shown once you follow its link.")
    if review.state == HELD:
        return _("Posted. The author reads it before readers see it.")
    return _("Posted.")


def _not_posted(
    request: HttpRequest, target: Target | None, *, status: int, refusal: Refusal | None = None, wrong: str = ""
) -> HttpResponse:
    """The page that says why something was not posted, with it in a form that can be sent again."""
    visitor, sent = visitor_of(request), request.POST
    takes_guests = target is not None and target.answered is None and guests.are_welcome(target.story)
    context: dict[str, Any] = {
        "target": target,
        "is_answer": target is not None and target.answered is not None,
        "say": refusal.words if refusal else _why(status),
        "action": request.path,
        "text": sent.get("text", ""),
        "kind": "write" if visitor.user else GUEST if takes_guests and sent.get("do") == GUEST else "sign_in",
        "takes_guests": takes_guests,
        "who": sent.get(door.WHO, ""),
        "wrong": wrong,
        "name": sent.get("name", ""),
        "email": sent.get("email", ""),
        "new_name": sent.get(names.NEW, ""),
        "back": _back(target),
        "names": names.signer(visitor.user, _ids(target.story) if target else ()).names if visitor.user else [],
    }
    return answers.page(request, "reviews/not_posted.html", context, status=status)


def _why(status: int) -> str:
    if status == 403:
        return _("You were signed out while you wrote. Nothing is lost: what you wrote stands below the line.")
    return _("What you wrote about is not here any more, or not for you. What you wrote stands below the line.")


def _back(target: Target | None) -> str:
    if target is None:
        return ""
    if target.chapter is not None:
        return address("chapter", target.chapter.public_id)
    return address("story", target.story.public_id)


def _ids(story: Story) -> list[str]:
    return [author.public_id for author in cards.authors_of([story.pk])[story.pk]]
