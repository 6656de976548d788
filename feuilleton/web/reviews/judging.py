"""What the author of a story, or a moderator, does with a review of it: let it through, hide, show, call it spam."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import judging
from feuilleton.reviews.models import Review
from feuilleton.web import measures
from feuilleton.web.addresses import safe_return
from feuilleton.web.reviews import places
from feuilleton.web.writing.door import signed_in, writer


@signed_in
def judge(request: HttpRequest, public_id: str) -> HttpResponse:
    """A plain form: `do` says what, `reason` why it is hidden. Then back to where the review stands."""
    visitor = visitor_of(request)
    reviews = Review.objects.judged_by(visitor).select_related("story", "chapter", "root")
    review: Review = get_object_or_404(reviews, public_id=public_id)
    where = places.of(review, visitor)
    if request.method == "POST":
        said = _do(request, review)
        review.refresh_from_db()
        place = places.of(review, visitor)
        where = safe_return(request, place)
        if where != place:
            # Elsewhere, in the inbox, it may be gone from the list: there it can be undone.
            said = format_html('{} <a href="{}">{}</a>', said, place, _("See it in its place"))
        messages.success(request, said)
    return answers.see_other(where)


def _do(request: HttpRequest, review: Review) -> str:
    """Do what the button says, and say what was done."""
    do, by, at = request.POST.get("do", ""), writer(request), timezone.now()
    if do == "let_through":
        judging.let_through(review, by=by, at=at)
        return _("Let through. Readers see it.")
    if do == "hide":
        judging.hide(review, reason=request.POST.get("reason", ""), by=by, at=at)
        return _("Hidden from readers. Whoever wrote it still sees it.")
    if do == "show":
        judging.show(review, by=by, at=at)
        return _("Shown again.") if review.is_public else _("No longer hidden. It waits to be let through.")
    if do == "mark_spam":
        return _marked(judging.mark_spam(review, by=by, at=at))
    if do == "unmark":
        return _unmarked(judging.unmark(review, by=by, at=at))
    raise Refusal(_("The form did not arrive whole. Nothing was changed."))


def _marked(count: int) -> str:
    if count < 2:
        return _("Marked as spam. Readers do not see it.")
    words = ngettext(
        "Marked as spam, with %(count)s more by the same hand. Readers do not see them.",
        "Marked as spam, with %(count)s more by the same hand. Readers do not see them.",
        count - 1,
    )
    return words % {"count": measures.number(count - 1)}


def _unmarked(count: int) -> str:
    if count < 2:
        return _("No longer spam. It is again what it was before.")
    words = ngettext(
        "No longer spam, nor is %(count)s more that was marked with it.",
        "No longer spam, nor are %(count)s more that were marked with it.",
        count - 1,
    )
    return words % {"count": measures.number(count - 1)}
