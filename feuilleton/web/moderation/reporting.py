"""The form by which anybody reports a story, a chapter, a review or a published note that they can see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers, limiting
from feuilleton.http.visitor import network_of, visitor_of
from feuilleton.kit import ids, text
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import models, reporting
from feuilleton.notes.models import Note
from feuilleton.reviews.models import Review
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import adult
from feuilleton.web.addresses import address

if TYPE_CHECKING:
    from feuilleton.accounts.visiting import Visitor

MOST_IN_AN_HOUR = 20


def report(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """The form, and sending it. What was typed comes back with a refusal."""
    visitor = visitor_of(request)
    thing = _find(visitor, kind, public_id)
    if request.method != "POST":
        return answers.page(request, "moderation/reporting.html", _context(request, thing))
    try:
        _send(request, visitor, thing)
    except Refusal as refusal:
        return answers.refused(request, refusal, "moderation/reporting.html", _context(request, thing))
    messages.success(request, _("Reported. A moderator will read it."))
    return answers.see_other(address_of_thing(thing))


def address_of_thing(thing: reporting.Thing) -> str:
    """The page that it has of its own; of a note, the chapter beside which it stands."""
    if isinstance(thing, Note):
        return address("chapter", thing.chapter.public_id)
    name = {"story": "story", "chapter": "chapter", "review": "review_one"}[str(thing._meta.model_name)]
    return address(name, thing.public_id)


def called(kind: str, title: str) -> str:
    """What is reported, in words; `title` is that of the story."""
    words = {
        models.STORY: _("“%(title)s”"),
        models.CHAPTER: _("A chapter of “%(title)s”"),
        models.REVIEW: _("A review of “%(title)s”"),
        models.NOTE: _("A note on “%(title)s”"),
    }
    return words[kind] % {"title": title}


def _find(visitor: Visitor, kind: str, public_id: str) -> reporting.Thing:
    """What this visitor sees under that address; else a 404. A draft is nothing to report."""
    finders: dict[str, Any] = {
        models.STORY: Story.objects.visible_to(visitor).filter(chapter_count__gt=0),
        models.CHAPTER: Chapter.objects.visible_to(visitor).published().select_related("story", "live"),
        models.REVIEW: Review.objects.visible_to(visitor).standing().select_related("story", "chapter"),
        models.NOTE: Note.objects.visible_to(visitor).published().select_related("story", "chapter"),
    }
    thing: reporting.Thing | None = finders[kind].filter(public_id=public_id).first() if kind in finders else None
    if thing is None:
        raise Http404
    return thing


def _send(request: HttpRequest, visitor: Visitor, thing: reporting.Thing) -> None:
    now, sent = timezone.now(), request.POST
    who = visitor.user.pk if visitor.user is not None else network_of(request)
    limiting.limit("report", who, at_most=MOST_IN_AN_HOUR, within=timedelta(hours=1), at=now)
    reporting.report(
        thing,
        wrong=sent.get("wrong", ""),
        words=sent.get("words", ""),
        by=visitor.user,
        at=now,
        email=sent.get("email", ""),
        form=sent.get("form_id") or ids.public_id(),
    )


def _context(request: HttpRequest, thing: reporting.Thing) -> dict[str, object]:
    story = thing if isinstance(thing, Story) else thing.story
    kind = str(thing._meta.model_name)
    # A chapter is not shown here, nor what stands behind a question that was not answered.
    shows = kind != models.CHAPTER and not adult.must_ask(story, visitor_of(request))
    return {
        "called": called(kind, story.title),
        "back": address_of_thing(thing),
        "language": story.language if kind in (models.STORY, models.CHAPTER) else "",
        "quote": reporting.quote_of(thing) if shows else "",
        "wrongs": [one for one in models.WRONGS if one[0] != models.LABELS or kind in models.LABELLED],
        "wrong": request.POST.get("wrong", ""),
        "words": text.tidy(request.POST.get("words", "")),
        "email": text.tidy(request.POST.get("email", "")),
        "form_id": text.one_line(request.POST.get("form_id", "")) or ids.public_id(),
    }
