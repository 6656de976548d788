"""Deleting the account: one page says what becomes of everything, asks for each story, the reviews, the password."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts import mailing
from feuilleton.accounts.models import PenName, User
from feuilleton.archive import keeping
from feuilleton.http import answers
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import leaving as reviews_leaving
from feuilleton.reviews.models import Review
from feuilleton.stories import leaving
from feuilleton.stories.models import Story
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, writer

HANDED = "handed"


@dataclass(frozen=True, slots=True)
class Row:
    """A story on the page, and what was chosen for it so far."""

    story: Story
    chosen: str
    to: str
    wrong: str

    @property
    def may_stay(self) -> bool:
        return leaving.may_stay(self.story)


@signed_in
def leave(request: HttpRequest) -> HttpResponse:
    user = writer(request)
    if request.method != "POST":
        return answers.page(request, "people/leave.html", _context(request, user))
    try:
        stories = list(Story.objects.written_by(user))
        fates = {story.pk: _fate(request, story) for story in stories}
        _check_password(user, request.POST.get("password", ""))
        # Who never reviewed anything is not asked; there is nothing to keep or to remove.
        reviews = request.POST.get("reviews", "") if _reviews_of(user) else leaving.KEPT
        reviews_leaving.leave(user, fates, reviews=reviews, at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "people/leave.html", _context(request, user, refusal))
    _say_goodbye(user)
    logout(request, show_message=False)
    messages.success(request, _("Your account is deleted."))
    return answers.see_other(address("home"))


def _context(request: HttpRequest, user: User, refusal: Refusal | None = None) -> dict[str, object]:
    stories = Story.objects.written_by(user).order_by("title", "pk")
    reviews = _reviews_of(user)
    return {
        "here": "you",
        "rows": [_row(request, story, refusal) for story in stories],
        "binned": Story.objects.in_bin_of(user).order_by("title", "pk"),
        "pen_names": PenName.objects.of(user).in_order(),
        "reviews_said": _reviews_said(reviews) if reviews else "",
        "reviews_chosen": request.POST.get("reviews", ""),
        "wrong": refusal.words if refusal else "",
        "wrong_reviews": refusal.words if refusal and refusal.field == "reviews" else "",
        "wrong_password": refusal.words if refusal and refusal.field == "password" else "",
    }


def _row(request: HttpRequest, story: Story, refusal: Refusal | None) -> Row:
    wrong = refusal.words if refusal and refusal.field == story.public_id else ""
    chosen = request.POST.get(f"story-{story.public_id}", "")
    return Row(story, chosen, request.POST.get(f"to-{story.public_id}", ""), wrong)


def _reviews_of(user: User) -> int:
    """How many reviews and answers stand that they wrote."""
    return Review.objects.written_by(user).standing().count()


def _reviews_said(count: int) -> str:
    words = ngettext("You wrote %(count)s review or answer.", "You wrote %(count)s reviews and answers.", count)
    return words % {"count": count}


def _fate(request: HttpRequest, story: Story) -> leaving.Fate:
    chosen = request.POST.get(f"story-{story.public_id}", "")
    if chosen != HANDED:
        return chosen
    name = text.one_line(request.POST.get(f"to-{story.public_id}", ""))
    pen_name = PenName.objects.filter(Q(public_id=name) | Q(pk__in=PenName.objects.named(name))).first()
    if pen_name is None:
        raise Refusal(
            _("Nobody here writes as “%(name)s”.") % {"name": name} if name else _("Say to whom."),
            field=story.public_id,
        )
    return pen_name


def _check_password(user: User, password: str) -> None:
    try:
        right = get_adapter().reauthenticate(user, password)
    except ValidationError as error:  # too many tries
        raise Refusal(" ".join(error.messages), field="password") from error
    if not right:
        raise Refusal(_("This is not your password."), field="password")


def _say_goodbye(user: User) -> None:
    house = keeping.the_archive().name
    if user.email:
        mailing.post(
            mailing.Letter(
                to=user.email,
                subject=_("Your account is deleted (%(house)s)") % {"house": house},
                paragraphs=[
                    _("The account “%(name)s” at %(house)s was deleted just now, as was asked with its password.")
                    % {"name": user.username, "house": house}
                ],
                house=house,
                kind="account_deleted",
            )
        )
