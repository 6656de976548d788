"""Notes go with their passages from revision to revision; what was found is stored."""

from datetime import timedelta

import pytest
from django.db import transaction

from feuilleton.events import reading
from feuilleton.notes import anchoring, carrying, models, noting
from feuilleton.notes.models import Carried, Placement
from feuilleton.stories import expunging
from feuilleton.stories.models import Revision
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW
LATER = NOW + timedelta(hours=1)


def place(note, part=models.HERE):
    return note.placements.get(is_newest=True, part=part)


def revise(chapter, by, text, at=LATER):
    people.revised(chapter, by, text, at=at)
    reading.read("notes", at=at)


def test_a_passage_that_did_not_change_needs_no_other_placement(chapter, maud, iris):
    note = people.noted(chapter, iris, "She had married him", "When?", kind="question")

    revise(chapter, maud, TEXT.replace("teh", "the"))

    assert Placement.objects.count() == 1
    assert place(note).outcome == models.EXACT
    assert Carried.objects.get().revision == chapter.live


def test_a_passage_that_shifted_in_its_paragraph_is_placed_anew_and_exact(chapter, maud, iris):
    note = people.noted(chapter, iris, "before the rain came", "Which?", kind="question")

    revise(chapter, maud, TEXT.replace("Edda counted", "Slowly, Edda counted"))

    assert (place(note).outcome, place(note).quote) == (models.EXACT, "before the rain came")
    assert place(note).start == place(note).note.placements.get(is_newest=False).start + len("Slowly, ")


def test_a_passage_that_is_gone_keeps_its_words_and_its_revision(chapter, maud, iris):
    note = people.noted(chapter, iris, "in the small church by the pans", "Where?", kind="question")
    before = chapter.live

    revise(chapter, maud, TEXT.replace("She had married him in spring, in the small church by the pans.\n\n", ""))

    assert place(note).outcome == models.DETACHED
    assert place(note).quote == "in the small church by the pans"
    assert note.placements.get(is_newest=False).revision == before


def test_carrying_twice_is_carrying_once(chapter, maud, iris):
    people.noted(chapter, iris, "teh", becomes="the")
    revise(chapter, maud, TEXT.replace("teh", "the"))
    rows = Placement.objects.count()

    carrying.catch_up(chapter)
    reading.read("notes", at=LATER)

    assert Placement.objects.count() == rows


def test_whoever_looks_before_the_log_is_read_sees_the_right_place(chapter, maud, iris):
    note = people.noted(chapter, iris, "before the rain came", "Which?", kind="question")
    people.revised(chapter, maud, "It was late.\n\n" + TEXT.replace("Edda counted", "Edda had counted"), at=LATER)

    carrying.catch_up(chapter)

    assert place(note).revision == chapter.live
    assert place(note).quote == "before the rain came"


def test_both_sides_of_a_contradiction_are_carried_each_with_its_chapter(chapter, maud, iris):
    other = people.published_chapter(chapter.story, maud, "Joan had never been married.", title="After")
    note = people.noted(
        chapter, iris, "She had married him", kind="continuity", against=people.marked(other, "never been married")
    )

    revise(other, maud, "In truth Joan had never been married.")

    assert place(note).revision == chapter.live
    assert place(note, models.AGAINST).revision == other.live
    assert place(note, models.AGAINST).quote == "never been married"


def test_a_passage_that_went_to_another_chapter_is_found_there(chapter, maud, iris):
    moved = "She had married him in spring, in the small church by the pans."
    note = people.noted(chapter, iris, moved, "When?", kind="question")
    other = people.published_chapter(chapter.story, maud, "Later.", title="After")
    people.revised(other, maud, f"Later.\n\n{moved}", at=LATER)

    revise(chapter, maud, TEXT.replace(moved + "\n\n", ""), at=LATER + timedelta(minutes=1))

    note.refresh_from_db()
    assert (place(note).outcome, place(note).quote) == (models.MOVED, moved)
    assert place(note).revision == other.live
    assert note.chapter == other


def test_words_that_stood_in_another_chapter_all_along_are_nobody_s_passage(chapter, maud, iris):
    moved = "She had married him in spring, in the small church by the pans."
    people.published_chapter(chapter.story, maud, f"Later.\n\n{moved}", title="After")
    note = people.noted(chapter, iris, moved, "When?", kind="question")

    revise(chapter, maud, TEXT.replace(moved + "\n\n", ""))

    assert place(note).outcome == models.DETACHED


def test_what_is_removed_from_history_is_quoted_nowhere(chapter, maud, iris):
    stays = people.noted(chapter, iris, "teh", becomes="the")
    goes = people.noted(chapter, iris, "in the small church by the pans", "Where?", kind="question")
    first = chapter.live
    revise(chapter, maud, TEXT.replace(", in the small church by the pans", ""))

    expunging.expunge(first, by=maud, at=LATER)
    reading.read("notes", at=LATER)

    assert place(stays).quote == "teh"
    assert place(stays).revision == chapter.live
    texts = [text for row in Placement.objects.all() for text in (row.quote, row.before, row.after)]
    assert not [text for text in texts if "church" in text and "small" in text]
    assert place(goes).outcome != models.EXACT
    assert Revision.objects.get(pk=first.pk).source == ""


def test_words_around_a_passage_that_stayed_go_with_the_text_they_were_in(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    first = chapter.live
    revise(chapter, maud, TEXT.replace("the rain", "dawn"))
    assert "the rain" in place(note).after

    expunging.expunge(first, by=maud, at=LATER)
    reading.read("notes", at=LATER)

    assert (place(note).quote, place(note).revision) == ("teh", chapter.live)
    assert place(note).after.startswith(" quay twice before dawn came.")
    assert not Placement.objects.filter(after__contains="the rain").exists()


def test_a_note_on_a_text_removed_from_history_is_refused(chapter, maud, iris):
    first = chapter.live
    marked = people.marked(chapter, "teh")
    revise(chapter, maud, TEXT.replace("teh", "the"))
    expunging.expunge(first, by=maud, at=LATER)

    from feuilleton.kit.errors import Refusal
    from feuilleton.notes.wording import Said

    with pytest.raises(Refusal):
        noting.write(marked, Said("typo", "", "the"), by=iris, pen_name=None, at=NOW)


def test_a_text_removed_from_history_while_a_note_is_written_is_not_quoted(chapter, maud, iris):
    read, found = anchoring.anchor(people.marked(chapter, "the rain"))
    revise(chapter, maud, TEXT.replace("the rain", "dawn"))
    rows = anchoring.rows(models.HERE, read, found)
    expunging.expunge(read, by=maud, at=LATER)

    with pytest.raises(anchoring.Revised), transaction.atomic():
        anchoring.hold(rows)


def test_a_text_removed_from_history_before_its_notes_were_carried_loses_none_of_them(chapter, maud, iris):
    stays = people.noted(chapter, iris, "before the rain came", "Which?", kind="question")
    first = chapter.live
    people.revised(chapter, maud, "It was late.\n\n" + TEXT, at=LATER)

    expunging.expunge(first, by=maud, at=LATER)
    reading.read("notes", at=LATER)

    assert (place(stays).outcome, place(stays).quote) == (models.EXACT, "before the rain came")
    assert place(stays).revision == chapter.live


def test_a_whole_story_catches_up_and_asks_once_when_nothing_is_due(chapter, maud, iris, django_assert_num_queries):
    others = [people.published_chapter(chapter.story, maud, TEXT, title=f"Day {day}") for day in range(3)]
    for one in [chapter, *others]:
        people.noted(one, iris, "before the rain came", "Which?", kind="question")
        people.revised(one, maud, "It was late.\n\n" + TEXT, at=LATER)

    carrying.catch_up_all(chapter.story)

    assert all(row.revision_id == row.chapter.live_id for row in Carried.objects.select_related("chapter"))
    with django_assert_num_queries(1):
        carrying.catch_up_all(chapter.story)


def test_however_many_notes_there_are_each_text_is_read_once(chapter, maud, iris, nell, django_assert_max_num_queries):
    for reader in (iris, nell):
        for passage in ("teh", "twice", "the ring", "in spring", "the lamp"):
            people.noted(chapter, reader, passage, "Look.", kind="question")
    people.revised(chapter, maud, TEXT.replace("twice", "three times"), at=LATER)

    with django_assert_max_num_queries(30) as asked:
        carrying.catch_up(chapter)

    assert sum('."blocks"' in query["sql"] for query in asked.captured_queries) == 2
