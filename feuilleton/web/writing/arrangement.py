"""The chapters of a story: one more, and their order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from feuilleton.http import answers
from feuilleton.stories import arranging, starting
from feuilleton.stories.models import Chapter, Story
from feuilleton.web.writing.door import signed_in, takes_a_form, writer


@signed_in
@takes_a_form(page="write_story")
def add_chapter(request: HttpRequest, public_id: str) -> HttpResponse:
    """On to a new chapter; where one is still empty, to that."""
    story: Story = get_object_or_404(Story.objects.editable_by(writer(request)), public_id=public_id)
    chapter: Chapter | None = story.chapters.present().filter(live=None, draft=None, revisions=None).first()
    if chapter is None:
        chapter = starting.add_chapter(
            story, by=writer(request), at=timezone.now(), number=arranging.next_number(story)
        )
    return answers.see_other(reverse("write_chapter", args=[chapter.public_id]))


@signed_in
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a chapter one place up or down (`do=up`, `do=down`)."""
    chapters = Chapter.objects.editable_by(writer(request)).select_related("story")
    chapter: Chapter = get_object_or_404(chapters, public_id=public_id)
    if request.method == "POST":
        arranging.move(chapter, to=_place(chapter, request.POST.get("do", "")), by=writer(request), at=timezone.now())
    story = reverse("write_story", args=[chapter.story.public_id])
    return answers.see_other(f"{story}#chapter-{chapter.public_id}")


def _place(chapter: Chapter, way: str) -> int:
    order = list(chapter.story.chapters.present().in_reading_order().values_list("pk", flat=True))
    here = order.index(chapter.pk) + 1
    return here - 1 if way == "up" else here + 1 if way == "down" else here
