"""The page that asks before mature and explicit text, and the answer to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from feuilleton.accounts import preferring
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.pages import keys
from feuilleton.stories.models import Story
from feuilleton.web import cards, metadata
from feuilleton.web.addresses import address, safe_return

A_YEAR = 365 * 24 * 60 * 60


def must_ask(story: Story, visitor: Visitor) -> bool:
    """Whether this visitor has to be asked before they see this story's text. Its authors and moderators are not."""
    if not story.asks_first or visitor.adult_ok or visitor.may_moderate:
        return False
    return visitor.user is None or not Story.objects.written_by(visitor.user).filter(pk=story.pk).exists()


def asked_first(
    request: HttpRequest, story: Story, authors: Sequence[cards.Person], *, made_from: Iterable[str] | None = None
) -> HttpResponse:
    """The page that asks, at the text's own address."""
    context = {
        "story": story,
        "authors": authors,
        "rating": cards.RATING_NAMES[story.rating],
        "warnings": cards.warnings_said(story.warnings, story.warning_words),
        "next": request.path,
        "about": metadata.story(request, story, authors),
    }
    return answers.page(request, "reading/adult.html", context, made_from=made_from)


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Remember the yes, on the account of who is signed in, else on this device; then to the text they came for."""
    visitor = visitor_of(request)
    answer = answers.see_other(safe_return(request, address("home")))
    if visitor.user is not None:
        preferring.allow_adult(visitor.user)
    else:
        answer.set_cookie(
            keys.ADULT, "1", max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return answer
