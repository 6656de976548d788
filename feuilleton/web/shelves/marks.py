"""Saying what one has read, at the end of a chapter and from a story's contents."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.errors import Refusal
from feuilleton.shelves import marking
from feuilleton.stories.models import Chapter, Story
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, takes_a_form, writer


class Word(NamedTuple):
    """What the contents say of a chapter. `is_loud`: it is something to open."""

    says: str
    is_loud: bool = False


@takes_a_form("chapter")
@signed_in
def mark(request: HttpRequest, public_id: str) -> HttpResponse:
    """A chapter is read, or unread from there on."""
    visitor = visitor_of(request)
    chapter = get_object_or_404(Chapter.objects.visible_to(visitor).published(), public_id=public_id)
    act = {"read": marking.read, "unread": marking.unread_from}.get(request.POST.get("do", ""))
    if act is None:
        raise Refusal(_("There is no such mark."))
    act(chapter, by=writer(request), at=timezone.now())
    context = {"chapter": chapter, "is_read": act is marking.read}
    then = address("chapter", public_id) + "#read"
    return answers.changed(request, piece="shelves/_read.html", context=context, then=then)


@takes_a_form("story")
@signed_in
def mark_story(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read up to a chapter of the list, unread from it on, or all of it read."""
    user, visitor = writer(request), visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=public_id)
    chapters = story.chapters.visible_to(visitor).published().in_reading_order()
    wish = request.POST.get("do", "")
    chapter = chapters.last() if wish == "all" else chapters.filter(public_id=request.POST.get("chapter", "")).first()
    if chapter is None:
        raise Refusal(_("This chapter is not there any more."), field="chapter")
    if wish == "unread":
        marking.unread_from(chapter, by=user, at=timezone.now())
    elif wish in ("read", "all"):
        marking.read_up_to(chapter, by=user, at=timezone.now())
    else:
        raise Refusal(_("There is no such mark."))
    messages.success(request, _("Marked."))
    return answers.see_other(address("story", public_id) + "#contents")


def words(user: User, story: Story, contents: list[Any], here: str, since: Any) -> dict[str, Word]:
    """What the contents say to this reader of each line (`web.reading.story.Line`), by the line's place.

    `here`: the place of the chapter they are in, or "". `since`: when they last read; what came later is new to them.
    """
    read = marking.marks(user, story)
    return {line.place: word for line in contents if (word := _word(line, read, here, since))}


def _word(line: Any, read: dict[str, marking.Read], here: str, since: Any) -> Word | None:
    mark = read.get(line.place.removeprefix("c-"))
    if line.place == here:
        return Word(_("you are here"), is_loud=True)
    if mark is None:
        return Word(_("new to you"), is_loud=True) if since and line.published_at > since else None
    if not mark.is_read:
        return Word(_("partly read"))
    is_revised = line.revised_at is not None and line.revised_at > mark.text_of
    return Word(_("read, revised since")) if is_revised else Word(_("read"))
