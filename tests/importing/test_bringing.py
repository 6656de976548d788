"""From a manuscript to a story, and back."""

from dataclasses import replace

import pytest

from feuilleton.accounts.models import PenName
from feuilleton.events.models import Event
from feuilleton.importing import arriving, bringing, parting
from feuilleton.kit.errors import Refusal
from feuilleton.stories import publishing
from feuilleton.stories.models import Chapter, Draft, Story
from tests import people
from tests.importing import reading

NOW = people.NOW
TWO_OF_TWO = b"""Summary: Tea, and what came of it.

Two of Two

The kettle sang.

* * *

Nobody *drank* it. 1986. was long ago.

A/N: Thanks for reading!
"""


def sent(by, data=TWO_OF_TWO, name="kettle.txt"):
    return arriving.arrive(data, name, by=by, at=NOW)


def brought(manuscript, by, title="", pen_name="maud at sea", story=None, change=None):
    proposal = arriving.propose(manuscript)
    parts = parting.parts(proposal)
    parts = [change(part) for part in parts] if change else parts
    header = bringing.header_of(proposal, parts, language="en")
    header = replace(header, title=title or header.title or "The Kettle")
    return bringing.bring(manuscript, header=header, pen_name=pen_name, parts=parts, by=by, at=NOW, story=story)


def folder(by, name):
    return sent(by, (reading.FOLDER / name).read_bytes(), name)


def drafts(story):
    return [chapter.draft for chapter in story.chapters.present().in_reading_order()]


def test_a_manuscript_becomes_a_draft_that_nobody_else_sees(maud):
    story = brought(sent(maud), maud)

    (draft,) = drafts(story)
    assert (draft.number, draft.title, story.planned) == ("2", "Two of Two", 2)
    assert story.summary == "Tea, and what came of it."
    assert [(note["place"], note["label"], note["source"]) for note in draft.notes] == [
        ("after", "A/N", "Thanks for reading!")
    ]
    assert story.chapter_count == 0
    assert [one.pen_name.name for one in story.authorships.all()] == ["maud at sea"]


@pytest.mark.parametrize("name", sorted(path.name for path in reading.FOLDER.iterdir()))
def test_the_drafts_have_the_proposed_blocks_letter_for_letter(maud, name):
    manuscript = folder(maud, name)
    proposed = [replace(block, id="") for one in arriving.propose(manuscript).chapters for block in one.blocks]

    made = drafts(brought(manuscript, maud))

    assert [replace(block, id="") for draft in made for block in draft.blocks] == proposed
    ids = [block.id for draft in made for block in draft.blocks]
    assert all(ids)


def test_the_header_fills_every_field_and_keeps_the_lines_for_which_there_is_none(maud):
    story = brought(folder(maud, "journal.txt"), maud)

    tags = {kind: [tag.typed for tag in story.story_tags.filter(kind=kind)] for kind in ("fandom", "relationship")}
    assert tags == {"fandom": ["Les Misérables"], "relationship": ["Enjolras/Grantaire", "Marius x Cosette"]}
    assert (story.title, story.rating, story.warnings) == ("Tinder", "teen", ["death"])
    assert story.warning_words
    assert {"label": "Beta", "text": "the long-suffering Jo"} in story.other_headers


def test_several_chapters_stand_in_the_order_of_the_file(maud):
    story = brought(folder(maud, "novel.txt"), maud)

    assert [(draft.number, draft.title) for draft in drafts(story)] == [
        ("1", ""), ("2", "The Cat"), ("3", ""), ("", "Epilogue"),
    ]  # fmt: skip


def test_bringing_twice_makes_one_story(maud):
    manuscript = sent(maud)

    assert brought(manuscript, maud) == brought(manuscript, maud)
    assert Story.objects.count() == 1
    assert Event.objects.filter(kind="manuscript_brought").count() == 1


def test_what_does_not_fit_makes_nothing_at_all(maud):
    manuscript = sent(maud)

    with pytest.raises(Refusal):
        brought(manuscript, maud, change=lambda part: replace(part, title="x" * 300), pen_name="A new name")

    assert not Story.objects.exists()
    assert not PenName.objects.exists()
    assert not manuscript.is_brought


def test_more_chapters_than_can_be_made_at_once_are_refused(maud):
    manuscript = sent(maud, "\n\n".join(f"Chapter {n}\n\nIt rained." for n in range(1, 502)).encode())

    with pytest.raises(Refusal, match="501 chapters"):
        brought(manuscript, maud)

    assert not Story.objects.exists()


def test_a_pen_name_of_somebody_else_is_refused_and_nothing_is_made(maud, iris):
    people.pen_name(iris, "Iris")

    with pytest.raises(Refusal) as refused:
        brought(sent(maud), maud, pen_name="iris")

    assert refused.value.field == "new_pen_name"
    assert not Story.objects.exists()


def test_without_anybody_a_new_pen_name_is_unclaimed(db):
    story = brought(sent(None), None, pen_name="Rosie")

    assert PenName.objects.unclaimed().get().stories.get() == story


def test_a_second_part_waits_for_the_first_to_be_complete(maud):
    story = brought(sent(maud), maud)
    publishing.publish(story.chapters.get(), by=maud, at=NOW)
    story.refresh_from_db()
    incomplete = not story.is_complete

    people.published_chapter(story, maud, number="1")

    story.refresh_from_db()
    assert incomplete
    assert story.is_complete
    assert [chapter.live.number for chapter in story.chapters.in_reading_order()] == ["1", "2"]


def test_a_chapter_is_added_to_a_story_where_its_number_says(maud):
    story = people.story(maud, planned=3)
    for number in ("1", "3"):
        people.published_chapter(story, maud, number=number)

    brought(sent(maud), maud, story=story)

    order = story.chapters.in_reading_order()
    assert [chapter.live.number if chapter.live else chapter.draft.number for chapter in order] == ["1", "2", "3"]
    story.refresh_from_db()
    assert (story.title, story.planned) == ("Salt Wages", 3)
    assert {"label": "Summary", "text": "Tea, and what came of it."} in story.other_headers


def test_replacing_a_chapters_text_keeps_its_ids_and_lies_beside_what_readers_see(maud):
    story = people.story(maud)
    chapter = people.published_chapter(story, maud, "The kettle sang.\n\nSomebody left.", number="2")

    brought(sent(maud), maud, story=story, change=lambda part: replace(part, into=chapter.public_id))

    draft = Draft.objects.get(chapter=chapter)
    chapter.refresh_from_db()
    assert chapter.live.source == "The kettle sang.\n\nSomebody left."
    assert draft.based_on == chapter.live
    assert draft.blocks[0].id == chapter.live.blocks[0].id
    assert story.chapters.count() == 1


def test_a_draft_that_was_there_is_set_aside_when_its_text_is_replaced(maud):
    chapter = people.chapter(people.story(maud), maud, "An earlier try.")

    brought(sent(maud), maud, story=chapter.story, change=lambda part: replace(part, into=chapter.public_id))

    assert [one.source for one in chapter.revisions.all()] == ["An earlier try."]
    assert Draft.objects.get(chapter=chapter).blocks[0].text == "The kettle sang."


def test_undone_the_story_is_in_the_bin_and_the_manuscript_waits_again(maud):
    manuscript = sent(maud)
    story = brought(manuscript, maud)

    bringing.undo(manuscript, by=maud, at=NOW)
    bringing.undo(manuscript, by=maud, at=NOW)

    assert Story.objects.in_bin_of(maud).get() == story
    assert not manuscript.is_brought
    assert sent(maud) == manuscript
    again = brought(manuscript, maud)
    assert again != story


def test_a_story_that_grew_since_keeps_what_was_written_by_hand(maud):
    manuscript = sent(maud)
    story = brought(manuscript, maud)
    by_hand = people.published_chapter(story, maud, number="1")

    bringing.undo(manuscript, by=maud, at=NOW)

    assert list(Story.objects.get().chapters.present()) == [by_hand]
    assert Chapter.objects.in_bin_of(maud).count() == 1


def test_undoing_a_replacement_sets_its_draft_aside(maud):
    chapter = people.published_chapter(people.story(maud), maud, "As it was.")
    manuscript = sent(maud)
    brought(manuscript, maud, story=chapter.story, change=lambda part: replace(part, into=chapter.public_id))

    bringing.undo(manuscript, by=maud, at=NOW)

    chapter.refresh_from_db()
    assert not Draft.objects.exists()
    assert chapter.live.source == "As it was."
    assert next(one.change for one in chapter.revisions.newest_first()) == "aside"


def test_the_kept_file_goes_with_its_senders_account_and_the_story_stays(maud):
    story = brought(sent(maud), maud)

    maud.delete()

    story.refresh_from_db()
    assert not story.manuscripts.exists()
