"""The page at the foot of every letter: gentler ways than none, and none. It needs no account and no cookie.

Opening it changes nothing, since programs that look into mail open links. A mail program's own button posts to it
without an origin or a token of ours (RFC 8058): the address itself is the secret, so the view asks for nothing else.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers
from feuilleton.inbox import unsubscribing, wishing
from feuilleton.inbox.models import COMPLETE, DAILY, WEEKLY
from feuilleton.inbox.unsubscribing import AGAIN, END, INBOX, Letters
from feuilleton.kit.errors import Refusal
from feuilleton.stories.models import Story
from feuilleton.web.inbox import choices


@csrf_exempt
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the page; POST ends these letters, or does what `choice` says of them."""
    letters = unsubscribing.find(token)
    if letters is None:
        return answers.page(request, "inbox/unsubscribe_unknown.html", status=404)
    word, refusal = _act(request, letters) if request.method == "POST" else ("", None)
    letters = unsubscribing.find(token) or letters
    context = {
        "title": _title(letters),
        "language": _language(letters),
        "says": _says(letters),
        "ended": letters.are_ended,
        "word": word,
        "done": request.method == "POST" and refusal is None,
        "options": [(choice, _words(choice)) for choice in letters.choices if not _is_so(letters, choice)],
        "refusal": refusal,
    }
    response = answers.page(request, "inbox/unsubscribe.html", context, status=422 if refusal else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


def _act(request: HttpRequest, letters: Letters) -> tuple[str, Refusal | None]:
    """Do it. Returns the word that takes back just this, and why it was refused, if it was."""
    choice, at = request.POST.get("choice", END), timezone.now()
    try:
        if choice != AGAIN:
            return unsubscribing.choose(letters, choice, at=at), None
        unsubscribing.resume(letters, at=at, word=request.POST.get("word", ""))
    except Refusal as refusal:
        return "", refusal
    return "", None


def _title(letters: Letters) -> str:
    """What the letters are about, so far as the person may still see it."""
    following = letters.subscription
    if following is None:
        return _KINDS[letters.kind]()
    if following.pen_name is not None:
        return following.pen_name.name
    seen = Story.objects.visible_to(Visitor(letters.user)).filter(pk=following.story_id)
    return following.story.title if following.story and seen.exists() else _("A story you follow")


_KINDS = {
    DAILY: lambda: _("The letter of each day"),
    WEEKLY: lambda: _("The letter of each week"),
    wishing.REVIEWS: lambda: _("Letters about reviews of your stories"),
    wishing.ANSWERS: lambda: _("Letters about answers to you, and what came of your notes"),
    wishing.FAVORITE: lambda: _("The letter about favorites, and notes that wait for you"),
}


def _language(letters: Letters) -> str:
    following = letters.subscription
    return following.story.language if following and following.story else ""


def _says(letters: Letters) -> str:
    if letters.subscription is not None:
        if letters.are_ended:
            return _("You are told of it no more.")
        return choices.said(letters.subscription, wishing.of(letters.user).paused_at)
    if not letters.are_ended:
        return _("These letters come to you.")
    if letters.kind in unsubscribing.GATHERED:
        return _("These letters come no more. What you follow still shows in your inbox.")
    return _("These letters come no more. The inbox still tells you.")


def _words(choice: str) -> str:
    return {
        DAILY: _("Once a day, all in one letter"),
        WEEKLY: _("Once a week, all in one letter"),
        COMPLETE: _("Only when it is complete"),
        INBOX: _("No letters: only in the inbox of the archive"),
        END: _("No more"),
    }[choice]


def _is_so(letters: Letters, choice: str) -> bool:
    """Whether this is how it is already."""
    if choice == END:
        return letters.are_ended
    following = letters.subscription
    if following is None:
        return getattr(letters.wishes, letters.kind, "") == choice
    if following.ended_at is not None:
        return False
    return not following.mail if choice == INBOX else following.mail and following.cadence == choice
