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
from feuilleton.web.reviews import places

TAKE_BACK = "take_back"


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The guest's review, to be confirmed or taken back by a form."""
    at = timezone.now()
    try:
        review = guests.find(token, at=at)
        if request.method == "POST" and request.POST.get("do") == TAKE_BACK:
            guests.delete(token, at=at)
            messages.success(request, _("It is taken back, and its words are deleted."))
            return answers.see_other(places.page_of(review))
        if request.method == "POST":
            review = guests.confirm(token, at=at)
            if review.state == HELD:
                messages.success(request, _("Confirmed. The author reads it before it is shown."))
                return answers.see_other(places.page_of(review))
            return answers.see_other(places.of(review, visitor_of(request)))
    except Refusal as refusal:
        return answers.refused(request, refusal, "reviews/broken_link.html")
    context = {"review": review, "html": spoiling.shown(review.html), "is_confirmed": review.state != UNCONFIRMED}
    return answers.page(request, "reviews/confirm.html", context)
