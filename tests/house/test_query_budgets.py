"""How many questions the busiest pages may ask the database when they are made anew, whatever their length."""

from __future__ import annotations

from typing import Any

import pytest

from feuilleton.archive import keeping
from feuilleton.inbox import subscribing
from feuilleton.notes import carrying, clarifying, crediting, deciding
from feuilleton.shelves import marking
from feuilleton.stories import welcoming
from feuilleton.stories.models import ALL, Chapter
from feuilleton.stories.welcoming import Welcome
from tests import people

WORD = people.WORDS.split()[1]
STRANGER, MEMBER = 0, 2  # A member's session and account cost two.


# Within a test's transaction the archive's row would be asked for each time.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(maud: Any) -> dict[str, str]:
    keeping.describe(name="Salt", tagline="", language="en", about="", rules="", by=maud, at=people.NOW)
    stories = [
        people.published_story(maud, f"Story {number}", rating="general", tags={"free": ["sea", f"t{number}"]})
        for number in range(4)
    ]
    long = people.published_story(maud, "Long", chapters=5, planned=5, tags={"fandom": ["Original"]})
    tag = stories[0].story_tags.first()
    reviews = [people.review(chapter, maud, f"Of {chapter.pk}.") for chapter in long.chapters.all()]
    noted = said_of(people.published_story(maud, "Noted", chapters=3).chapters.first(), maud)
    return {
        "home": "/",
        "stories": "/stories",
        "tag": f"/tags/free/{tag.tag.public_id}",
        "person": f"/people/{people.pen_name(maud).public_id}",
        "find": "/find?q=story",
        "story": f"/stories/{long.public_id}",
        "chapter": f"/chapters/{long.chapters.all()[2].public_id}",
        "chapter with notes": f"/chapters/{noted.public_id}",
        "entire": f"/stories/{long.public_id}/all",
        "entire with notes": f"/stories/{noted.story.public_id}/all",
        "reviews": f"/stories/{long.public_id}/reviews",
        "review": f"/reviews/{reviews[0].public_id}",
        "about": "/about",
        "look": "/look",
        "sitemap": "/sitemap.xml",
    }


def said_of(chapter: Chapter, maud: Any) -> Chapter:
    """It with all that can stand beside a text: clarifications, what readers said and is shown to all, one of it about
    a later chapter, and the thanks."""
    welcoming.welcome(chapter.story, Welcome(notes_welcome=ALL), by=maud, at=people.NOW)
    later = people.marked(chapter.story.chapters.last(), WORD)
    for name in ("ann", "ben", "cyn"):
        reader = people.person(name)
        question = people.noted(chapter, reader, WORD, "Which?", kind="question")
        other = people.noted(chapter, reader, WORD, "Not there.", kind="continuity", against=later)
        slip = people.noted(chapter, reader, WORD, becomes=f"{WORD}s")
        for note in (question, other, slip):
            deciding.publish(note, by=maud, at=people.NOW)
        deciding.mend_otherwise(slip, by=maud, at=people.NOW)
        clarifying.clarify(
            people.marked(chapter, WORD), f"For {name}.", by=maud, pen_name=people.pen_name(maud), at=people.NOW
        )
    people.revised(chapter, maud, people.WORDS.replace(WORD, f"{WORD}s"))
    carrying.catch_up(chapter)
    crediting.credit(chapter, at=people.NOW)
    return chapter


BUDGETS = {
    "home": 13,
    "stories": 3,
    "tag": 5,
    "person": 5,
    "find": 5,
    "story": 7,
    "chapter": 3,
    "chapter with notes": 5,
    "entire": 3,
    "entire with notes": 4,
    "reviews": 7,
    "review": 5,
    "about": 0,
    "look": 0,
    "sitemap": 4,
}


# What of a page is a member’s own: the names they may sign a review with, what they keep, follow, where they go on,
# whether their inbox has anything new; beside notes, what they and their reading have to do with them.
OF_A_MEMBER = {"home": 3, "person": 2, "story": 7, "chapter": 2, "chapter with notes": 4, "reviews": 1, "review": 1}


def test_all_that_can_stand_beside_a_text_is_counted(archive: Any, client: Any) -> None:
    page = client.get(archive["chapter with notes"]).content.decode()

    assert all(said in page for said in ("For ann.", "Which?", "With thanks to", "6 notes"))


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


# With saving what was typed last, the ends of two transactions, saying whom it tells, and the lock of PostgreSQL.
PUBLISHING = 33


def test_publishing_keeps_to_its_budget_however_many_follow(
    maud: Any, client: Any, django_assert_max_num_queries: Any
) -> None:
    first, second = (people.chapter(people.published_story(maud, title), maud) for title in ("Salt", "Sand"))
    for number in range(30):
        subscribing.follow(second.story, by=people.person(f"r{number}"), at=people.NOW)
    client.force_login(maud)
    client.post(f"/write/chapters/{first.public_id}/publish", {"text": people.WORDS, "version": 1})

    with django_assert_max_num_queries(PUBLISHING):
        client.post(f"/write/chapters/{second.public_id}/publish", {"text": people.WORDS, "version": 1})

    second.refresh_from_db()
    assert second.is_published
