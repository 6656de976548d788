"""Asking to be told: from a story's page, or from somebody's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName, User
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.inbox import subscribing
from feuilleton.inbox.models import Subscription
from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import cards
from feuilleton.web.addresses import address
from feuilleton.web.inbox import choices
from feuilleton.web.writing.door import signed_in, writer


class Panel(NamedTuple):
    """What stands under "Tell me": the words, the subscription as it is, if there is one, and where the form goes.

    `is_paused`: letters would come of it, but for a pause.
    """

    says: str
    action: str
    subscription: Subscription | None
    chosen: str
    cadences: list[tuple[str, str]]
    said: str
    is_paused: bool


@signed_in
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    """The panel of a story, and the forms of it."""
    visitor = visitor_of(request)
    seen = Story.objects.visible_to(visitor).filter(public_id=public_id).first()
    story = seen or (_story(writer(request), public_id) if request.method == "POST" else None)
    if story is None:
        raise Http404
    if request.method == "POST":
        _act(request, story)
    # How far a story is that they may not see any more is not theirs to know.
    newest = Chapter.objects.filter(story=seen).published().in_reading_order().last() if seen else None
    is_own = Story.objects.written_by(visitor.user).filter(pk=story.pk).exists()
    panel = of_story(visitor, story, newest.live.number if newest else "", is_own=is_own)
    return _answer(request, panel, address("story", public_id), lambda: {
        "title": story.title, "language": story.language, "words": story.summary,
        "authors": cards.authors_of([story.pk])[story.pk],
    })  # fmt: skip


@signed_in
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """The panel of a pen name, and the forms of it."""
    person = get_object_or_404(PenName, public_id=public_id)
    if request.method == "POST":
        _act(request, person)
    panel = of_person(visitor_of(request), person)
    return _answer(request, panel, address("person", public_id), lambda: {
        "title": person.name, "language": "", "words": person.about, "authors": [],
    })  # fmt: skip


def of_story(visitor: Visitor, story: Story, newest: str, *, is_own: bool, is_apart: bool = False) -> Panel | None:
    """The panel that a story's page shows this visitor; None for its authors. `newest`: the last chapter's number.

    Across a block (`is_apart`) there is one only where they follow it already, and may let it go.
    """
    if is_own:
        return None
    panel = _panel(visitor, story, choices.tell_me(story, newest), address("follow", story.public_id))
    return panel if panel.subscription or not is_apart else None


def of_person(visitor: Visitor, person: PenName, *, is_apart: bool = False) -> Panel | None:
    """The panel that somebody's page shows this visitor; None on one's own, and across a block as `of_story`."""
    if visitor.user is not None and person.user_id == visitor.user.pk:
        return None
    panel = _panel(visitor, person, _("Tell me what they write"), address("follow_person", person.public_id))
    return panel if panel.subscription or not is_apart else None


def _panel(visitor: Visitor, thing: Story | PenName, says: str, action: str) -> Panel:
    there = _active.first(topic=subscribing.topic_of(thing), **visitor.key) if visitor.key else None
    return Panel(
        says=says,
        action=action,
        subscription=there,
        chosen=choices.chosen(there),
        cadences=choices.cadences(of_story=isinstance(thing, Story)),
        said=choices.said(there, there.paused_at) if there else "",
        is_paused=bool(there and there.mail and there.paused_at),
    )


_active = Prepared(lambda user, topic: Subscription.objects.active().with_pause().filter(user=user, topic=topic))


def _story(user: User, public_id: str) -> Story | None:
    """A story that this person follows, though they may not see it any more: they can still let it go."""
    return Story.objects.filter(public_id=public_id, subscriptions__user=user).first()


def _act(request: HttpRequest, thing: Story | PenName) -> None:
    user, at, do = writer(request), timezone.now(), request.POST.get("do", "follow")
    kept = Subscription.objects.of(user).filter(topic=subscribing.topic_of(thing)).first()
    if do == "end":
        if kept:
            subscribing.end(kept, at=at)
    elif do == "resume":
        if kept:
            subscribing.resume(kept, at=at)
    else:
        subscribing.follow(thing, by=user, at=at, **choices.asked(request.POST))


def _answer(request: HttpRequest, panel: Panel | None, back: str, about: Callable[[], dict[str, Any]]) -> HttpResponse:
    if panel is None:
        return answers.see_other(back)
    if request.method == "POST":
        if not answers.is_live(request):
            messages.success(request, panel.said or _("You are told of it no more."))
        return answers.changed(request, piece="inbox/_follow.html", context={"follow": panel}, then=back)
    return answers.page(request, "inbox/follow.html", {"follow": panel, "about": about(), "back": back})
