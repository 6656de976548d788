"""Whose story it is: another pen name on it, letting it go, taking over one that is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName
from feuilleton.http import answers
from feuilleton.stories import authoring
from feuilleton.stories.models import Story
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

if TYPE_CHECKING:
    from feuilleton.accounts.models import User


@signed_in
@takes_a_form(page="write_story")
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the story under another of the author's pen names."""
    story = _theirs(writer(request), public_id)
    pen_name: PenName = get_object_or_404(
        PenName.objects.of(writer(request)), public_id=request.POST.get("pen_name", "")
    )
    authoring.sign(story, pen_name, by=writer(request), at=timezone.now())
    messages.success(request, _("The story is signed %(name)s.") % {"name": pen_name.name})
    return answers.see_other(reverse("write_story", args=[public_id]))


@signed_in
def orphan(request: HttpRequest, public_id: str) -> HttpResponse:
    """A page that says what letting go means; then the story stands without its author's name."""
    person = writer(request)
    story = _theirs(person, public_id)
    if request.method == "POST":
        authoring.orphan(story, by=person, at=timezone.now())
        messages.success(request, _("“%(title)s” stands without your name now.") % {"title": story.title})
        return answers.see_other(reverse("write"))
    return answers.page(request, "confirm.html", {
        "title": _("Take your name off this story"),
        "say": _("Readers keep the story; nobody is named as its author. You can no longer change it, and only the "
                 "archivist can give it back."),
        "subject": story.title,
        "goes": [],
        "button": _("Take my name off"),
        "back": reverse("write_story", args=[public_id]),
    })  # fmt: skip


@signed_in
@takes_a_form(page="write_story")
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take over a story that its author left to this person."""
    story = _offered(writer(request), public_id)
    if story is not None:
        authoring.accept(story, by=writer(request), at=timezone.now())
        messages.success(request, _("“%(title)s” is yours to go on with.") % {"title": story.title})
    return answers.see_other(reverse("write_story", args=[public_id]))


@signed_in
@takes_a_form(page="write_story")
def decline(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave an offered story without a name."""
    story = _offered(writer(request), public_id)
    if story is not None:
        authoring.decline(story, by=writer(request), at=timezone.now())
        messages.success(request, _("“%(title)s” stays as it is.") % {"title": story.title})
    return answers.see_other(reverse("write"))


def _theirs(person: User, public_id: str) -> Story:
    story: Story = get_object_or_404(Story.objects.editable_by(person), public_id=public_id)
    return story


def _offered(person: User, public_id: str) -> Story | None:
    """The story, if it is still offered to them; None where they have answered before."""
    story: Story | None = Story.objects.offered_to(person).filter(public_id=public_id).first()
    return story
