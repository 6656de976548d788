"""A note whose passage is gone is put back on the text by its author."""

from datetime import timedelta

import pytest

from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.notes import carrying, deciding, issuing, models, reattaching
from feuilleton.notes.models import Placement
from feuilleton.stories.models import Draft
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW
LATER = NOW + timedelta(hours=1)
CHURCH = "She had married him in spring, in the small church by the pans."


@pytest.fixture
def adrift(chapter, maud, iris):
    """A note whose passage was cut."""
    note = people.noted(chapter, iris, "in spring", becomes="in autumn")
    people.revised(chapter, maud, TEXT.replace(CHURCH + "\n\n", ""), at=LATER)
    carrying.catch_up(chapter)
    assert place(note).is_detached
    return note


def place(note, part=models.HERE):
    return note.placements.get(is_newest=True, part=part)


def test_it_stands_where_its_author_says_and_what_it_was_stays_on_record(adrift, chapter, maud):
    reattaching.reattach(adrift, people.marked(chapter, "the rain"), by=maud, at=LATER)

    assert (place(adrift).quote, place(adrift).revision, place(adrift).outcome) == ("the rain", chapter.live, "moved")
    assert [one.quote for one in adrift.placements.order_by("pk")] == ["in spring", "the rain"]


def test_twice_is_once(adrift, chapter, maud):
    for _time in range(2):
        reattaching.reattach(adrift, people.marked(chapter, "the rain"), by=maud, at=LATER)

    assert Event.objects.filter(kind="note_reattached").count() == 1
    assert Placement.objects.filter(note=adrift).count() == 2


def test_it_can_go_to_another_chapter_and_all_that_said_the_same_go_along(chapter, maud, iris, nell):
    first = people.noted(chapter, iris, "in spring", becomes="in autumn")
    second = people.noted(chapter, nell, "in spring", becomes="in autumn")
    people.revised(chapter, maud, TEXT.replace(CHURCH + "\n\n", ""), at=LATER)
    other = people.published_chapter(chapter.story, maud, "It was in May that they married.", title="After")

    reattaching.reattach(first, people.marked(other, "in May"), by=maud, at=LATER)

    second.refresh_from_db()
    assert (first.chapter, second.chapter) == (other, other)
    assert (place(first).quote, place(second).quote) == ("in May", "in May")


def test_it_is_carried_on_from_there(adrift, chapter, maud):
    reattaching.reattach(adrift, people.marked(chapter, "the rain"), by=maud, at=LATER)

    people.revised(chapter, maud, TEXT.replace("Edda counted", "Slowly, Edda counted"), at=LATER)
    carrying.catch_up(chapter)

    assert (place(adrift).quote, place(adrift).revision) == ("the rain", chapter.live)


def test_what_is_accepted_there_is_mended_when_readers_have_it_and_not_before(adrift, chapter, maud, iris):
    reattaching.reattach(adrift, people.marked(chapter, "the rain"), by=maud, at=LATER)
    other = people.noted(chapter, iris, "teh", "A slip.")

    deciding.accept(adrift, words="the snow", by=maud, at=LATER)
    deciding.mend_otherwise(other, by=maud, at=LATER)  # looks at what is mended by now
    adrift.refresh_from_db()
    assert not adrift.is_mended

    issuing.issue(chapter, version=Draft.objects.get().version, by=maud, at=LATER + timedelta(minutes=1))
    adrift.refresh_from_db()
    assert adrift.is_mended


def test_the_other_side_of_a_contradiction_is_put_back_alone(chapter, maud, iris):
    other = people.published_chapter(chapter.story, maud, "Joan had never been married.\n\nIt was late.", title="After")
    note = people.noted(
        chapter, iris, "She had married him", kind="continuity", against=people.marked(other, "never been married")
    )
    people.revised(other, maud, "It was late.", at=LATER)
    carrying.catch_up(other)

    reattaching.reattach(note, people.marked(other, "late"), by=maud, at=LATER, part=models.AGAINST)

    assert (note.chapter, place(note).quote) == (chapter, "She had married him")
    assert place(note, models.AGAINST).quote == "late"


def test_another_story_s_text_is_refused(adrift, maud):
    elsewhere = people.published_chapter(people.story(maud, "Other"), maud, "In the rain.")

    with pytest.raises(Refusal):
        reattaching.reattach(adrift, people.marked(elsewhere, "rain"), by=maud, at=LATER)
