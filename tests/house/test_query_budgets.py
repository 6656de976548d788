"""How many questions the busiest pages may ask the database when they are made anew, whatever their length."""

from __future__ import annotations

from typing import Any

import pytest

from feuilleton.shelves import marking
from feuilleton.stories.models import Chapter
from tests import people

STRANGER, MEMBER = 0, 2  # A member's session and account cost two.


@pytest.fixture
def archive(maud: Any) -> dict[str, str]:
    stories = [
        people.published_story(maud, f"Story {number}", rating="general", tags={"free": ["sea", f"t{number}"]})
        for number in range(4)
    ]
    long = people.published_story(maud, "Long", chapters=5, planned=5, tags={"fandom": ["Original"]})
    tag = stories[0].story_tags.first()
    reviews = [people.review(chapter, maud, f"Of {chapter.pk}.") for chapter in long.chapters.all()]
    return {
        "home": "/",
        "stories": "/stories",
        "tag": f"/tags/free/{tag.tag.public_id}",
        "person": f"/people/{people.pen_name(maud).public_id}",
        "find": "/find?q=story",
        "story": f"/stories/{long.public_id}",
        "chapter": f"/chapters/{long.chapters.all()[2].public_id}",
        "entire": f"/stories/{long.public_id}/all",
        "reviews": f"/stories/{long.public_id}/reviews",
        "review": f"/reviews/{reviews[0].public_id}",
        "about": "/about",
        "look": "/look",
        "sitemap": "/sitemap.xml",
    }


BUDGETS = {
    "home": 14,
    "stories": 5,
    "tag": 6,
    "person": 6,
    "find": 6,
    "story": 8,
    "chapter": 5,
    "entire": 4,
    "reviews": 8,
    "review": 6,
    "about": 1,
    "look": 1,
    "sitemap": 4,
}


# What of a page is a member’s own: the names they may sign a review with, what they keep, follow, where they go on,
# whether their inbox has anything new.
OF_A_MEMBER = {"home": 2 + 1, "person": 1 + 1, "story": 1 + 5 + 1, "chapter": 1 + 1, "reviews": 1, "review": 1}


@pytest.mark.parametrize("name", BUDGETS)
@pytest.mark.parametrize("who", [STRANGER, MEMBER], ids=["stranger", "member"])
def test_a_page_keeps_to_its_budget(
    name: str, who: int, archive: Any, client: Any, iris: Any, django_assert_max_num_queries: Any
) -> None:
    if who == MEMBER:
        client.force_login(iris)
        marking.read(Chapter.objects.get(public_id=archive["chapter"].split("/")[-1]), by=iris, at=people.NOW)
    client.get(archive[name])

    with django_assert_max_num_queries(BUDGETS[name] + who + OF_A_MEMBER.get(name, 0) * (who == MEMBER)):
        assert client.get(archive[name]).status_code == 200
