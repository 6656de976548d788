"""A review by itself, with its thread: to be answered, reported, judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.pages.storing import stored
from feuilleton.reviews.models import Review
from feuilleton.web import adult, cards, metadata
from feuilleton.web.addresses import address, has_address
from feuilleton.web.reviews import places, posting, section, threads
from feuilleton.web.reviews.posting import Target

if TYPE_CHECKING:
    from feuilleton.accounts.visiting import Visitor


@stored()
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page; and, for a form sent to it, an answer."""
    if request.method == "POST":
        return posting.post(request, lambda visitor: _answered(public_id, visitor))
    visitor = visitor_of(request)
    review = get_object_or_404(seen_by(visitor), public_id=public_id)
    story = review.story
    authors = cards.authors_of([story.pk])[story.pk]
    touches = {"archive", f"story:{story.pk}", f"reviews:s{story.pk}", *cards.touches(authors)}
    if adult.must_ask(story, visitor):
        return adult.asked_first(request, story, authors, made_from=touches)
    signer, reader = section.who_reads(visitor, authors)
    here = address("review_one", public_id)
    form = section.form_for(visitor, story, signer, here, here, chapter=review.chapter, answering=True)
    reader = reader._replace(is_closed=not form.kind)
    thread = threads.of_head(review.root_id or review.pk, reader)
    is_own = visitor.user is not None and review.user_id == visitor.user.pk
    context = {
        "review": review,
        "story": story,
        "chapter": review.chapter,
        "authors": authors,
        "drawn": threads.draw(thread.rows, reader, authors),
        "form": form if review.is_public else form._replace(kind=""),
        "may_judge": reader.may_judge and not is_own,
        "is_own": is_own,
        "place": places.of(review, visitor),
        "report": address("report", "review", public_id) if has_address("report", "review", "x") else "",
        "block": _block(visitor, review, is_own=is_own),
        "about": metadata.plain_page(request),
    }
    return answers.page(request, "reviews/review.html", context, made_from=touches | thread.touches)


def seen_by(visitor: Visitor) -> Any:
    """The reviews with words that this visitor may see, each with its story, its chapter and its thread's head."""
    places = ("story", "chapter__live", "root", "pen_name")
    return Review.objects.visible_to(visitor).standing().select_related(*places).defer(
        "chapter__live__html", "chapter__live__packed", "chapter__live__source", "story__other_headers"
    )  # fmt: skip


def _answered(public_id: str, visitor: Visitor) -> Target | None:
    review = seen_by(visitor).filter(public_id=public_id).first()
    return Target(review.story, review.chapter, review) if review is not None else None


def _block(visitor: Visitor, review: Review, *, is_own: bool) -> str:
    """Where a member can block who wrote this, "" where nobody can be blocked."""
    name = review.pen_name
    if visitor.user is None or is_own or name is None or not has_address("block", "x"):
        return ""
    return address("block", name.public_id)
