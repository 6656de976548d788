"""The page that the letter to a guest leads to. Opening it changes nothing: programs that look into mail open links."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import guests, spoiling
from feuilleton.reviews.models import HELD, UNCONFIRMED
from feuilleton.web.addresses import address
from feuilleton.web.reviews import places

TAKE_BACK = "take_back"


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The guest's review, to be confirmed or taken back by a form."""
    at = timezone.now()
    try:
        review = guests.find(token, at=at)
        is_in_sight = guests.is_in_sight(review)
        there = places.page_of(review) if is_in_sight else address("home")
        if request.method == "POST" and request.POST.get("do") == TAKE_BACK:
            guests.delete(token, at=at)
            messages.success(request, _("It is taken back, and its words are deleted."))
            return answers.see_other(there)
        if request.method == "POST":
            review = guests.confirm(token, at=at)
            if review.state == HELD:
                messages.success(request, _("Confirmed. The author reads it before it is shown."))
                return answers.see_other(there)
            return answers.see_other(places.of(review, visitor_of(request)) if is_in_sight else there)
    except Refusal as refusal:
        return answers.refused(request, refusal, "reviews/broken_link.html")
    context = {"review": review, "html": spoiling.shown(review.html), "is_confirmed": review.state != UNCONFIRMED}
    return answers.page(request, "reviews/confirm.html", context | {"is_in_sight": is_in_sight})
