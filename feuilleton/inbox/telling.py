"""The log reader of the inbox: what is told to many is planned for release; what concerns one person becomes an alert.

It may read an event twice: rows are made once, by their unique keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.accounts.models import PenName, User
from feuilleton.inbox import alerting, minding, releasing
from feuilleton.inbox.models import Alert
from feuilleton.notes.models import Note
from feuilleton.reviews.models import HELD, SHOWN, Review
from feuilleton.stories.models import Chapter, Story

if TYPE_CHECKING:
    from feuilleton.events.models import Event

WRITTEN, ANSWERED = "review_written", "review_answered"
_SAID = ("review_written", "review_confirmed", "review_shown")
_AGAIN = ("chapter_shown_again", "chapter_revised", "chapter_brought_back", "story_shown", "story_brought_back")
_JUDGED = ("story_hidden", "story_shown")
_TAKEN_BACK = {"story_unfavorited": "story_favorited", "person_unfavorited": "person_favorited"}


def tell(event: Event) -> None:
    """Read one event. To be named in FEUILLETON_LOG_READERS."""
    if event.topics.exists():
        releasing.plan(event)
        return
    about = event.subject
    story = about if isinstance(about, Story) else about.story if isinstance(about, Chapter | Review) else None
    if story is not None and event.kind in _AGAIN:
        releasing.plan_anew(story, at=event.at)
    if isinstance(about, Review) and event.kind in _SAID:
        _tell_of_review(event, about)
    elif isinstance(about, Note):
        minding.tell_of_note(event, about)
    elif event.kind == "note_taken_back":
        minding.forget(event)
    elif event.kind == "notes_mended" and isinstance(about, Chapter):
        minding.tell_of_mending(event, about)
    elif event.kind in _JUDGED and story is not None:
        alerting.alert(event, alerting.authors(story), by=event.by, story=story)
    else:
        _tell_of_favorite(event, about)


def _tell_of_favorite(event: Event, about: object) -> None:
    if event.kind == "story_favorited" and isinstance(about, Story):
        data = {"guest": event.data.get("guest", False)}
        alerting.alert(event, alerting.authors(about), by=event.by, story=about, data=data)
    elif event.kind == "person_favorited" and isinstance(about, PenName) and about.user_id is not None:
        data = {"pen_name": about.pk, "guest": False}
        alerting.alert(event, User.objects.filter(pk=about.user_id), by=event.by, data=data)
    elif event.kind in _TAKEN_BACK:
        _forget_favorite(event, about)


def _tell_of_review(event: Event, review: Review) -> None:
    """Its story's authors hear of it, held or shown; whom it answers, when it is shown. Each of them once."""
    if review.state not in (SHOWN, HELD) or review.hidden_at is not None:
        return
    knowing = Alert.objects.filter(review_id=review.pk).exclude(event=event.pk).values("user")
    unknowing = User.objects.exclude(pk__in=knowing)
    answered = User.objects.filter(reviews__answers=review) if review.state == SHOWN else User.objects.none()
    authors = unknowing.filter(pk__in=alerting.authors(review.story)).exclude(pk__in=answered)
    for kind, people in ((ANSWERED, unknowing.filter(pk__in=answered)), (WRITTEN, authors)):
        data = {"state": review.state}
        alerting.alert(event, people, by=review.user, kind=kind, story=review.story, review=review.pk, data=data)


def _forget_favorite(event: Event, about: object) -> None:
    """Who lets a favorite go had better not be announced."""
    told = Alert.objects.filter(kind=_TAKEN_BACK[event.kind], by=event.by, event__lt=event.pk)
    if isinstance(about, Story):
        told = told.filter(story=about)
    elif isinstance(about, PenName):
        told = told.filter(data__pen_name=about.pk)
    if event.by is not None:
        told.delete()
        return
    # Of guests only the number is known.
    newest = told.filter(data__guest=True).order_by("-event").first()
    if newest is not None:
        told.filter(event=newest.event).delete()
