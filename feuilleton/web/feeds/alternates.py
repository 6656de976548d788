"""Which feed a page is told of in its head."""

from __future__ import annotations

from django.http import HttpRequest

from feuilleton.accounts.models import PenName
from feuilleton.stories.models import MEMBERS, Story
from feuilleton.web.addresses import address, whole


def site(request: HttpRequest) -> str:
    return whole(request, address("feed"))


def story(request: HttpRequest, story: Story) -> str:
    """The feed of a story, where a stranger with its address may read it; else none."""
    is_public = story.chapter_count > 0 and story.audience != MEMBERS and not story.is_hidden
    return whole(request, address("story_feed", story.public_id)) if is_public else ""


def person(request: HttpRequest, person: PenName) -> str:
    return whole(request, address("person_feed", person.public_id))
