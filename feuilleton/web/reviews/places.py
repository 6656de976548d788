"""Where a review stands: the page and the place on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.reviews import models
from feuilleton.reviews.models import Review
from feuilleton.web.addresses import address
from feuilleton.web.reviews.threads import A_PAGE

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
    return f"{page}#reviews" if review.state == models.UNCONFIRMED else f"{page}#r-{review.public_id}"


def page_of(review: Review) -> str:
    """The page of the chapter, or of the story, that it is about."""
    if review.chapter is not None:
        return address("chapter", review.chapter.public_id)
    return address("story", review.story.public_id)


def _page(review: Review, visitor: Visitor) -> str:
    # A new review is the newest: only an answer, or an older one, can stand on another page than the first.
    head = review.root_id or review.pk
    newer = Review.objects.said_to(visitor).filter(chapter=review.chapter_id, root=None, pk__gt=head).count()
    number = newer // A_PAGE + 1
    return f"?page={number}" if number > 1 else ""
