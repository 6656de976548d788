"""Changing one's own review, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import reviewing
from feuilleton.reviews.models import HELD, Review
from feuilleton.web.addresses import address
from feuilleton.web.reviews import brake, places, thread
from feuilleton.web.writing.door import signed_in, writer


@signed_in
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    review = _theirs(request, public_id)
    text = request.POST.get("text", review.source)
    context = {"review": review, "text": text}
    if request.method != "POST":
        return answers.page(request, "reviews/edit.html", context)
    by, at = writer(request), timezone.now()
    try:
        brake.check_change(by, at=at)
        changed = reviewing.edit(review, text, by=by, at=at)
    except Refusal as refusal:
        return answers.refused(request, refusal, "reviews/edit.html", context)
    said = _("Kept. The author reads it before readers see it.") if changed.state == HELD else _("Kept.")
    messages.success(request, said)
    return answers.see_other(places.of(changed, visitor_of(request)))


@signed_in
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks first; then it is gone, and where answers to it stand, a sentence says that there was one."""
    review = _theirs(request, public_id)
    if request.method == "POST":
        where = places.page_of(review)
        reviewing.delete(review, by=writer(request), at=timezone.now())
        messages.success(request, _("It is taken back, and its words are deleted."))
        return answers.see_other(f"{where}#reviews")
    return answers.page(request, "confirm.html", {
        "title": _("Take this back?"),
        "quote": review.source,
        "say": _("Its words are deleted for good. While answers to it stand, readers see that there was something."),
        "button": _("Take it back"),
        "back": address("review_one", public_id),
    })  # fmt: skip


def _theirs(request: HttpRequest, public_id: str) -> Review:
    visitor = visitor_of(request)
    review: Review = get_object_or_404(thread.seen_by(visitor).written_by(visitor.user), public_id=public_id)
    return review
