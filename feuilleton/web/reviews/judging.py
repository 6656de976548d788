"""What the author of a story, or a moderator, does with a review of it: let it through, hide, show, call it spam."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import judging
from feuilleton.reviews.models import Review
from feuilleton.web.addresses import safe_return
from feuilleton.web.reviews import places
from feuilleton.web.writing.door import signed_in, writer

ACTS = {
    "let_through": judging.let_through,
    "show": judging.show,
    "mark_spam": judging.mark_spam,
    "unmark": judging.unmark,
}


@signed_in
def judge(request: HttpRequest, public_id: str) -> HttpResponse:
    """A plain form: `do` says what, `reason` why it is hidden. Then back to where the review stands."""
    visitor = visitor_of(request)
    reviews = Review.objects.judged_by(visitor).select_related("story", "chapter", "root")
    review: Review = get_object_or_404(reviews, public_id=public_id)
    where = places.of(review, visitor)
    if request.method == "POST":
        _do(request, review)
        review.refresh_from_db()
        where = safe_return(request, places.of(review, visitor))
    return answers.see_other(where)


def _do(request: HttpRequest, review: Review) -> None:
    do, by, at = request.POST.get("do", ""), writer(request), timezone.now()
    if do == "hide":
        judging.hide(review, reason=request.POST.get("reason", ""), by=by, at=at)
    elif do in ACTS:
        ACTS[do](review, by=by, at=at)
    else:
        raise Refusal(_("The form did not arrive whole. Nothing was changed."))
