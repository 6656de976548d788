"""Where a reader is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.shelves import marking, placing, remembering
from feuilleton.shelves.carrying import TOP, Spot
from feuilleton.shelves.models import Mark, Place
from feuilleton.shelves.placing import Seen
from feuilleton.stories import drafting, publishing, removing
from feuilleton.stories.composing import Typed
from tests import people
from tests.shelves.reading import block_ids, read_to

PARAGRAPHS = [
    "There are forty-one envelopes and thirty-nine men, and I should like it understood that I can count.",
    "The causeway runs out for three-quarters of a mile before there is anything to look at.",
    "Nobody moved. The wind got under the leaves of the book.",
    "Mr. Garrod had the kettle on, and had put out two cups, which he had never done in eleven years.",
    "Behind the partition somebody set down a saucer.",
]
LATER = people.NOW + timedelta(hours=1)


@pytest.fixture
def story(maud: Any) -> Any:
    story = people.story(maud, "Salt Wages")
    for number in (1, 2, 3):
        people.published_chapter(story, maud, "\n\n".join(PARAGRAPHS), title=f"Day {number}")
    story.refresh_from_db()
    return story


def chapter(story: Any, number: int) -> Any:
    return story.chapters.in_reading_order()[number - 1]


def revise(chapter: Any, maud: Any, *paragraphs: str, change: str = "changed") -> None:
    draft = drafting.find(chapter)
    drafting.save(
        chapter, Typed(source="\n\n".join(paragraphs), title=draft.title, number=draft.number),
        version=draft.version, by=maud, at=LATER,
    )  # fmt: skip
    publishing.publish(chapter, by=maud, at=LATER, change=change)
    chapter.refresh_from_db()


def test_nobody_is_anywhere_before_they_read(story: Any, iris: Any) -> None:
    assert placing.where(iris, story) is None
    assert placing.reached(iris, story) is None
    assert placing.mine(iris, chapter(story, 1)) == placing.NOTHING


def test_a_reader_is_where_their_browser_said(story: Any, iris: Any) -> None:
    second = chapter(story, 2)

    assert read_to(second, iris, 3, 12, device="Firefox, Android")

    where = placing.where(iris, story)
    assert where is not None
    assert where.chapter == placing.Heading(second.public_id, "2", "Day 2")
    assert where.spot == Spot(block_ids(second)[3], 12)
    assert (where.at_end, where.next, where.device) == (False, None, "Firefox, Android")
    assert placing.reached(iris, story) == second.position


def test_at_the_end_of_a_chapter_the_next_one_is_next(story: Any, iris: Any) -> None:
    read_to(chapter(story, 1), iris, 4, at_end=True)
    where = placing.where(iris, story)
    assert where is not None
    assert where.next is not None
    assert where.next.title == "Day 2"

    read_to(chapter(story, 3), iris, 4, at_end=True, at=LATER)
    where = placing.where(iris, story)
    assert where is not None
    assert not where.goes_on


def test_the_last_device_by_its_own_clock_wins(story: Any, iris: Any) -> None:
    first = chapter(story, 1)
    read_to(first, iris, 2, seen_at=people.NOW, device="Phone")

    read_to(first, iris, 4, seen_at=people.NOW - timedelta(hours=1), at=LATER, device="Desk")

    where = placing.where(iris, story)
    assert where is not None
    assert (where.spot.block, where.device) == (block_ids(first)[2], "Phone")


def test_a_clock_that_is_ahead_does_not_win_for_ever(story: Any, iris: Any) -> None:
    first = chapter(story, 1)
    read_to(first, iris, 2, seen_at=people.NOW + timedelta(days=9_000))

    read_to(first, iris, 3, at=LATER)

    where = placing.where(iris, story)
    assert where is not None
    assert where.spot.block == block_ids(first)[3]


def test_the_furthest_spot_is_remembered_when_somebody_turns_back(story: Any, iris: Any) -> None:
    first = chapter(story, 1)
    ids = block_ids(first)
    read_to(first, iris, 3, 20)
    read_to(first, iris, 1, 5, at=LATER)
    read_to(first, iris, 3, 19, at=LATER)
    read_to(first, iris, 0, 0, at=LATER)

    mine = placing.mine(iris, first)

    assert (mine.last, mine.furthest, mine.is_read) == (Spot(ids[0], 0), Spot(ids[3], 20), False)


def test_reading_again_what_was_read_leaves_it_read_and_moves_the_place(story: Any, iris: Any) -> None:
    first = chapter(story, 1)
    read_to(first, iris, 4, at_end=True)

    read_to(first, iris, 1, 3, at=LATER)

    where = placing.where(iris, story)
    assert where is not None
    assert where.spot == Spot(block_ids(first)[1], 3)
    assert not where.at_end
    assert placing.mine(iris, first).is_read


def test_a_place_survives_what_its_author_does_to_the_text(story: Any, maud: Any, iris: Any) -> None:
    first = chapter(story, 1)
    kept = block_ids(first)[3]
    read_to(first, iris, 3, len("Mr. Garrod had the kettle on, "))

    revise(first, maud, "A new beginning.", *PARAGRAPHS[1:3], "The clock struck four. " + PARAGRAPHS[3])

    where = placing.where(iris, story)
    assert where is not None
    text = next(block.text for block in first.live.blocks if block.id == where.spot.block)
    assert where.spot.block == kept
    assert text[where.spot.offset :].startswith("and had put out two cups")
    assert placing.mine(iris, first).furthest == where.spot


def test_a_paragraph_that_is_gone_leaves_the_reader_before_it(story: Any, maud: Any, iris: Any) -> None:
    first = chapter(story, 1)
    before = block_ids(first)[1]
    read_to(first, iris, 2, 30)

    revise(first, maud, *PARAGRAPHS[:2], *PARAGRAPHS[3:])

    where = placing.where(iris, story)
    assert where is not None
    assert where.spot == Spot(before, len(PARAGRAPHS[1]))


def test_a_page_that_was_open_since_before_an_edit_still_tells_where_its_reader_is(
    story: Any, maud: Any, iris: Any
) -> None:
    first = chapter(story, 1)
    old, ids = first.live_id, block_ids(first)
    revise(first, maud, "New.", *PARAGRAPHS[:2], PARAGRAPHS[2] + " And more.")

    read_to(first, iris, ids[4], 3, revision=old)

    where = placing.where(iris, story)
    assert where is not None
    assert where.spot == Spot(ids[2], len(PARAGRAPHS[2] + " And more."))


def test_a_revision_of_another_chapter_is_not_believed(story: Any, iris: Any) -> None:
    first, second = chapter(story, 1), chapter(story, 2)

    read_to(first, iris, 2, revision=second.live_id)

    assert Place.objects.get().revision is None


def test_a_chapter_that_cannot_be_read_any_more_is_no_place(story: Any, maud: Any, iris: Any) -> None:
    first = chapter(story, 1)
    read_to(first, iris, 2)

    publishing.withdraw(first, by=maud, at=LATER)
    assert placing.where(iris, story) is None

    publishing.publish(first, by=maud, at=LATER)
    assert placing.where(iris, story) is not None


def test_a_hidden_or_removed_story_is_no_place_and_drafts_and_strangers_have_none(
    story: Any, maud: Any, iris: Any
) -> None:
    draft = people.chapter(story, maud)
    seen = Seen(TOP, 1, people.NOW)
    assert placing.opened(Visitor(iris), draft.public_id, seen) is None
    assert placing.opened(Visitor(maud), draft.public_id, seen) is None
    assert placing.opened(STRANGER, chapter(story, 1).public_id, seen) is None

    read_to(chapter(story, 1), iris, 2)
    removing.remove_story(story, by=maud, at=LATER)
    assert placing.everywhere(iris) == []


def test_everywhere_is_lately_read_first(story: Any, maud: Any, iris: Any) -> None:
    other = people.published_story(maud, "Items Not Yet Lost")
    read_to(other.chapters.get(), iris, 0)
    read_to(chapter(story, 1), iris, 1, at=LATER)

    assert [where.story_title for where in placing.everywhere(iris)] == ["Salt Wages", "Items Not Yet Lost"]
    assert [where.story for where in placing.everywhere(iris, stories=[other.pk])] == [other.pk]
    assert len(placing.everywhere(iris, at_most=1)) == 1


def test_while_the_history_is_paused_nothing_is_kept(story: Any, iris: Any) -> None:
    first = chapter(story, 1)
    remembering.pause(iris, at=people.NOW)

    assert not read_to(first, iris, 2)
    assert not Place.objects.exists()
    assert not Mark.objects.exists()
    marking.read(first, by=iris, at=people.NOW)
    assert placing.mine(iris, first).is_read

    remembering.resume(iris)
    assert read_to(first, iris, 2, at=LATER)


def test_writing_a_place_takes_three_questions(story: Any, iris: Any) -> None:
    first = chapter(story, 1)
    read_to(first, iris, 1)
    visitor, seen = Visitor(iris), Seen(Spot(block_ids(first)[2], 4), first.live_id, LATER)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        opened = placing.opened(visitor, first.public_id, seen)
        assert opened is not None
        placing.remember(opened, seen, at=LATER)

    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 3


def test_a_chapters_own_question_is_one(story: Any, iris: Any, django_assert_num_queries: Any) -> None:
    first = chapter(story, 1)
    read_to(first, iris, 1)

    with django_assert_num_queries(1):
        placing.mine(iris, first)


def test_an_announcement_moves_nobody(story: Any, maud: Any, iris: Any) -> None:
    from feuilleton.stories import announcing

    read_to(chapter(story, 2), iris, 1)
    before = placing.where(iris, story)

    announcing.announce(story, "A pause.", by=maud, at=LATER)

    assert placing.where(iris, story) == before
