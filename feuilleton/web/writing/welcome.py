"""What an author lets readers do: who may review a story, which notes are welcome, whether mail carries text."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.stories import models, welcoming
from feuilleton.stories.models import Story
from feuilleton.stories.welcoming import Welcome
from feuilleton.web.addresses import address
from feuilleton.web.writing import editor
from feuilleton.web.writing.door import signed_in, takes_a_form, writer
from feuilleton.web.writing.typed import keep


@signed_in
def welcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, and keeping what it says."""
    story: Story = get_object_or_404(Story.objects.editable_by(writer(request)), public_id=public_id)
    if request.method != "POST":
        return answers.page(request, "writing/welcome.html", _context(story, welcoming.welcome_of(story)))
    wished = Welcome(
        reviews_from=request.POST.get("reviews_from", ""),
        reviews_held=request.POST.get("reviews_held", ""),
        mails_text=request.POST.get("mails_text") == "on",
        notes_welcome=request.POST.get("notes_welcome", ""),
        credits_shown=request.POST.get("credits_shown") == "on",
        shows_changes=request.POST.get("shows_changes") == "on",
    )
    try:
        welcoming.welcome(story, wished, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "writing/welcome.html", _context(story, wished))
    messages.success(request, _("Kept."))
    return answers.see_other(address("write_story", public_id))


@signed_in
@takes_a_form(page="write_chapter")
def lock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save what was typed, and take no more reviews of the chapter; or take them again."""
    found = editor.theirs(request, public_id)
    person, now = writer(request), timezone.now()
    try:
        keep(found, request.POST, by=person, at=now)
    except Refusal as refusal:
        return editor.refuse(request, found, refusal)
    if request.POST.get("reviews") == "unlock":
        welcoming.unlock_reviews(found, by=person, at=now)
        messages.success(request, _("Reviews of this chapter are open again."))
    else:
        welcoming.lock_reviews(found, by=person, at=now)
        messages.success(request, _("This chapter takes no more reviews. Those that are there stay."))
    return answers.see_other(editor.back_to(found))


def _context(story: Story, said: Welcome) -> dict[str, object]:
    return {
        "story": story,
        "said": said,
        "reviewers": models.REVIEWERS,
        "held": models.HELD,
        "notes_welcome": models.NOTES_WELCOME,
        "guests_are_off": not settings.FEUILLETON_GUESTS,
    }
