"""Where a review stands: the page and the place on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from feuilleton.accounts import visiting
from feuilleton.kit.prepared import Prepared
from feuilleton.reviews import models
from feuilleton.reviews.models import Review
from feuilleton.web.addresses import address
from feuilleton.web.reviews import threads

if TYPE_CHECKING:
    from feuilleton.accounts.visiting import Visitor


def of(review: Review, visitor: Visitor) -> str:
    """The address of the page that this visitor finds the review on, and its place there.

    Needs `review.chapter` and `review.story`. What its own writer cannot see, being a guest's, leads to the others.
    """
    if review.chapter is None and review.root is not None:
        page = address("review_one", review.root.public_id)
    else:
        page = page_of(review) + (_page(review, visitor) if review.chapter is not None else "")
    # A guest is told at the head of the page what becomes of their words.
    return page if review.state == models.UNCONFIRMED else f"{page}#r-{review.public_id}"


def of_new(review: Review, visitor: Visitor) -> str:
    """As `of`, for one just written: if it heads a thread, that is the newest, on the first page."""
    if review.root_id is None and review.state != models.UNCONFIRMED:
        return f"{page_of(review)}#r-{review.public_id}"
    return of(review, visitor)


def page_of(review: Review) -> str:
    """The page of the chapter, or of the story, that it is about."""
    if review.chapter is not None:
        return address("chapter", review.chapter.public_id)
    return address("story", review.story.public_id)


def _page(review: Review, visitor: Visitor) -> str:
    place = {"chapter": review.chapter_id or 0, "head": review.root_id or review.pk}
    who = {} if visitor.may_moderate else visitor.key
    (newer,) = _newer.first(visitor.kind, **place, **who) or (0,)
    number = newer // threads.A_PAGE + 1
    return f"?page={number}" if number > 1 else ""


_newer = Prepared(
    lambda kind, chapter, head, **key: (
        Review.objects.said_to(visiting.like(kind, **key))
        .heads()
        .filter(chapter=chapter, pk__gt=head)
        .values("chapter")
        .annotate(count=Count("pk"))
        .values_list("count")
    )
)
