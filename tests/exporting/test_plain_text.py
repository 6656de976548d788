"""Stories as plain text."""

from feuilleton.accounts.visiting import STRANGER
from feuilleton.exporting import binding, plain_text
from tests import people


def _text(story):
    return plain_text.write(binding.bind(story, story.chapters.visible_to(STRANGER))).decode()


def test_everything_that_readers_see_is_in_it_in_order(maud):
    story = people.story(maud, summary="Forty-one envelopes.", disclaimer="I own nothing.", planned=1)
    notes = [people.note("Mind the *tide*.", label="First"), people.note("Thanks.", "after")]
    people.published_chapter(story, maud, "One *star*.\n\n***\n\nTwo.", title="Pans", notes=notes)

    said = _text(story)

    wanted = ["Salt Wages", "maud at sea", "Forty-one", "I own nothing", "Pans", "First: Mind the tide.", "One star."]
    places = [said.index(words) for words in [*wanted, "* * *", "Two.", "Thanks."]]
    assert places == sorted(places)


def test_no_chapter_is_the_second_of_one(maud):
    story = people.story(maud, planned=1)
    for number in ("1", "2"):
        people.published_chapter(story, maud, number=number)

    said = _text(story)

    assert "Chapter 1 of 1" in said
    assert "Chapter 2\n" in said


def test_the_same_book_gives_the_same_bytes(maud):
    story = people.published_story(maud, chapters=2)

    assert _text(story) == _text(story)


def test_who_found_what_is_thanked_at_the_end(mended):
    said = _text(mended)

    end = said[said.index("What readers found\n=====") :].split("\n\n")
    assert end[1:] == [
        "Chapter 1: The Quay\nWith thanks to iris & co and 1 reader who is not named.",
        "Chapter 2: The Lamp\nWith thanks to iris & co.\n",
    ]
