"""Into the bin and out of it: a page that says what goes, and thirty days to think again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.stories import removing
from feuilleton.stories.models import Chapter, Revision, Story
from feuilleton.web import instalments, measures
from feuilleton.web.writing import state
from feuilleton.web.writing.door import signed_in, takes_a_form, writer

if TYPE_CHECKING:
    from django.db.models import QuerySet


@signed_in
def remove_chapter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what goes with the chapter, and put it in the bin."""
    person = writer(request)
    chapters = Chapter.objects.select_related("story", "live")
    chapter: Chapter = _there_or_in_bin(chapters.editable_by(person), chapters.in_bin_of(person), public_id)
    story = reverse("write_story", args=[chapter.story.public_id])
    if request.method != "POST":
        return _ask(
            request,
            title=_("Remove this chapter"),
            subject=_called(chapter),
            goes=_goes_with(Chapter.objects.filter(pk=chapter.pk), chapter.story.language),
            back=reverse("write_chapter", args=[public_id]),
        )
    removing.remove_chapter(chapter, by=person, at=timezone.now())
    messages.success(request, _in_the_bin(_called(chapter)))
    return answers.see_other(story)


@signed_in
@takes_a_form(page="write_chapter")
def bring_back_chapter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Out of the bin, to where it stood."""
    person = writer(request)
    chapters = Chapter.objects.select_related("story", "live")
    chapter: Chapter = _there_or_in_bin(chapters.in_bin_of(person), chapters.editable_by(person), public_id)
    removing.bring_back_chapter(chapter, by=person, at=timezone.now())
    messages.success(request, _("“%(title)s” is back.") % {"title": _called(chapter)})
    return answers.see_other(reverse("write_story", args=[chapter.story.public_id]))


@signed_in
def remove_story(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what goes with the story, and put it in the bin."""
    person = writer(request)
    story: Story = _there_or_in_bin(Story.objects.editable_by(person), Story.objects.in_bin_of(person), public_id)
    if request.method != "POST":
        chapters = story.chapters.present()
        return _ask(
            request,
            title=_("Remove this story"),
            subject=story.title,
            goes=[measures.chapters(chapters.count()), *_goes_with(chapters, story.language)],
            back=reverse("write_story", args=[public_id]),
        )
    removing.remove_story(story, by=person, at=timezone.now())
    messages.success(request, _in_the_bin(story.title))
    return answers.see_other(reverse("write"))


@signed_in
@takes_a_form(page="write_story")
def bring_back_story(request: HttpRequest, public_id: str) -> HttpResponse:
    """Out of the bin, with all that was in it."""
    person = writer(request)
    story: Story = _there_or_in_bin(Story.objects.in_bin_of(person), Story.objects.editable_by(person), public_id)
    removing.bring_back_story(story, by=person, at=timezone.now())
    messages.success(request, _("“%(title)s” is back.") % {"title": story.title})
    return answers.see_other(reverse("write_story", args=[public_id]))


def _there_or_in_bin(first: QuerySet[Any], second: QuerySet[Any], public_id: str) -> Any:
    """Found in the one or the other: sent twice, a form finds its work done and not a 404."""
    return first.filter(public_id=public_id).first() or get_object_or_404(second, public_id=public_id)


def _ask(request: HttpRequest, *, title: str, subject: str, goes: list[str], back: str) -> HttpResponse:
    until = measures.day(state.kept_until(timezone.now()))
    return answers.page(request, "confirm.html", {
        "title": title,
        "say": _("It goes in the bin, where only you see it. Until %(day)s you can bring it back; then it is deleted "
                 "for good.") % {"day": until},
        "subject": subject,
        "goes": goes,
        "button": _("Put it in the bin"),
        "back": back,
    })  # fmt: skip


def _goes_with(chapters: QuerySet[Chapter], language: str) -> list[str]:
    """What lies in these chapters, counted: words that readers see, versions, drafts."""
    sums = chapters.aggregate(
        words=Sum("live__words"), characters=Sum("live__characters"), drafts=Count("draft"), live=Count("live")
    )
    versions = Revision.objects.filter(chapter__in=chapters).count()
    said = [
        measures.length(sums["words"], sums["characters"], language) if sums["live"] else "",
        state.versions(versions) if versions else "",
        state.unpublished(sums["drafts"]) if sums["drafts"] else "",
    ]
    return [one for one in said if one] or [_("Nothing is written in it.")]


def _called(chapter: Chapter) -> str:
    live = chapter.live
    return (
        (live.title or instalments.called(live.number))
        if live
        else _("A draft of “%(title)s”") % {"title": chapter.story.title}
    )


def _in_the_bin(title: str) -> str:
    return _("“%(title)s” is in the bin until %(day)s.") % {
        "title": title,
        "day": measures.day(state.kept_until(timezone.now())),
    }
