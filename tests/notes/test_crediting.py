"""Who found what: thanks are made when what readers pointed out is mended for readers."""

from datetime import timedelta

import pytest

from feuilleton.events import reading
from feuilleton.events.models import Event
from feuilleton.notes import crediting, deciding, models, noting
from feuilleton.notes import leaving as notes_leaving
from feuilleton.notes.models import Credit
from feuilleton.reviews import leaving
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.leaving import KEPT, REMOVED
from feuilleton.stories.models import MINOR, Draft
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW
LATER = NOW + timedelta(hours=1)


def publish(chapter, by, at=LATER):
    publishing.publish(chapter, by=by, at=at, change=MINOR)
    reading.read("notes", at=at)
    chapter.refresh_from_db()


def test_three_readers_of_one_slip_are_thanked_once_each_and_the_first_is_named_first(chapter, maud, iris, nell, otto):
    notes = [people.noted(chapter, who, "teh", becomes="the") for who in (iris, nell, otto)]
    deciding.accept(notes[0], by=maud, at=NOW)
    assert not Credit.objects.exists()

    publish(chapter, maud)

    credits = list(Credit.objects.in_order())
    assert [credit.note.user for credit in credits] == [iris, nell, otto]
    assert [credit.is_first for credit in credits] == [True, False, False]
    assert {credit.revision for credit in credits} == {chapter.live}
    [event] = Event.objects.filter(kind="notes_mended")
    assert event.data["readers"] == {str(who.pk): 1 for who in (iris, nell, otto)}


def test_thanking_twice_thanks_once(chapter, maud, iris):
    deciding.accept(people.noted(chapter, iris, "teh", becomes="the"), by=maud, at=NOW)
    publish(chapter, maud)

    assert crediting.credit(chapter, at=LATER) == 0
    assert Event.objects.filter(kind="notes_mended").count() == 1


def test_several_finds_of_one_reader_in_one_revision_are_told_as_one(chapter, maud, iris):
    for passage, becomes in (("teh", "the"), ("the pans", "the salt pans")):
        deciding.accept(people.noted(chapter, iris, passage, becomes=becomes), by=maud, at=NOW)

    publish(chapter, maud)

    [event] = Event.objects.filter(kind="notes_mended")
    assert event.data["readers"] == {str(iris.pk): 2}


def test_what_was_accepted_and_then_left_out_of_the_draft_is_not_mended(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    deciding.accept(note, by=maud, at=NOW)
    people.revised(chapter, maud, TEXT.replace("twice", "three times"), at=LATER)
    reading.read("notes", at=LATER)

    note.refresh_from_db()
    assert (note.state, note.is_mended) == (models.ACCEPTED, False)


def test_what_is_mended_in_other_words_counts_with_the_next_revision(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", "A slip?")
    deciding.mend_otherwise(note, by=maud, at=NOW)
    people.revised(chapter, maud, TEXT.replace("teh quay", "Quay Nine"), at=LATER)
    reading.read("notes", at=LATER)

    assert Credit.objects.get().note == note


def test_an_author_who_mended_it_before_reading_the_note_thanks_at_once(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", "A slip?")
    people.revised(chapter, maud, TEXT.replace("teh", "the"), at=LATER)
    reading.read("notes", at=LATER)
    assert not Credit.objects.exists()

    deciding.mend_otherwise(note, by=maud, at=LATER)

    assert Credit.objects.get().note == note


def test_minor_mending_moves_no_date(chapter, maud, iris):
    before = chapter.updated_at
    deciding.accept(people.noted(chapter, iris, "teh", becomes="the"), by=maud, at=NOW)

    publish(chapter, maud)

    assert chapter.updated_at == before


def test_thanks_are_hidden_as_their_author_wishes_and_stay_the_reader_s_own(chapter, maud, iris, nell):
    from feuilleton.accounts.visiting import Visitor

    deciding.accept(people.noted(chapter, iris, "teh", becomes="the"), by=maud, at=NOW)
    publish(chapter, maud)
    welcoming.welcome(chapter.story, Welcome(credits_shown=False), by=maud, at=LATER)

    assert not Credit.objects.visible_to(Visitor(nell)).exists()
    assert Credit.objects.visible_to(Visitor(iris)).exists()
    assert Credit.objects.earned_by(iris).count() == 1


def test_a_reader_may_stay_unnamed_before_and_after(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    noting.rename(note, names_me=False, pen_name=None, by=iris, at=NOW)
    deciding.accept(note, by=maud, at=NOW)
    publish(chapter, maud)
    assert not Credit.objects.get().note.names_me

    noting.rename(note, names_me=True, pen_name=people.pen_name(iris, "Iris by day"), by=iris, at=LATER)

    assert Credit.objects.get().note.pen_name.name == "Iris by day"


def test_thanks_for_what_is_open_again_go_from_pages_with_the_note(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    deciding.accept(note, by=maud, at=NOW)
    publish(chapter, maud)
    note.refresh_from_db()
    deciding.reopen(note, by=iris, at=LATER)
    assert Credit.objects.exists()

    noting.take_back(note, by=iris, at=LATER)

    told = Event.objects.get(kind="note_taken_back")
    assert set(told.touches.values_list("name", flat=True)) == set(chapter.story.touches)


@pytest.mark.parametrize("fate", [KEPT, REMOVED])
def test_who_leaves_with_thanks_for_what_is_open_again_goes_from_pages(fate, chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    deciding.accept(note, by=maud, at=NOW)
    publish(chapter, maud)
    note.refresh_from_db()
    deciding.reopen(note, by=iris, at=LATER)

    assert f"story:{chapter.story_id}" in notes_leaving.settle(iris, keeps=fate == KEPT)


@pytest.mark.parametrize("fate", [KEPT, REMOVED])
def test_who_leaves_takes_the_name_along_and_what_was_mended_stays_mended(fate, chapter, maud, iris):
    mended = people.noted(chapter, iris, "teh", becomes="the")
    waiting = people.noted(chapter, iris, "twice", becomes="thrice")
    own = people.noted(chapter, iris, "the ring", "Mine.", kind="private")
    deciding.accept(mended, by=maud, at=NOW)
    publish(chapter, maud)

    leaving.leave(iris, {}, reviews=fate, at=LATER)

    left = set(models.Note.objects.all())
    assert mended in left
    assert own not in left
    assert (waiting in left) is (fate == KEPT)
    assert Credit.objects.get().note.user is None


def test_a_story_that_is_deleted_takes_its_notes_along(chapter, iris):
    people.noted(chapter, iris, "teh", becomes="the")

    chapter.story.delete()

    assert not models.Note.objects.exists()


def test_the_draft_is_gone_once_it_is_published_and_the_note_is_resolved(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    deciding.accept(note, by=maud, at=NOW)
    publish(chapter, maud)

    note.refresh_from_db()
    assert note.resolved_in == chapter.live
    assert not Draft.objects.exists()
