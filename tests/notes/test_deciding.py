"""What an author makes of notes."""

import pytest

from feuilleton.accounts import blocking
from feuilleton.accounts.blocking import Blocked
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.notes import clarifying, deciding, mending, models, noting
from feuilleton.notes.models import Note
from feuilleton.notes.rereading import Gone
from feuilleton.stories import drafting, publishing
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Draft
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW


@pytest.fixture
def slip(chapter, iris):
    return people.noted(chapter, iris, "teh", becomes="the")


def test_what_is_accepted_goes_into_the_draft_and_not_into_what_readers_have(slip, chapter, maud):
    deciding.accept(slip, by=maud, at=NOW)

    assert Draft.objects.get(chapter=chapter).source == TEXT.replace("teh", "the")
    chapter.refresh_from_db()
    assert "teh" in chapter.live.html
    assert slip.state == models.ACCEPTED


def test_accepting_twice_is_accepting_once(slip, maud):
    deciding.accept(slip, by=maud, at=NOW)
    deciding.accept(slip, by=maud, at=NOW)

    assert Event.objects.filter(kind="note_accepted").count() == 1


def test_it_is_accepted_into_a_draft_that_has_gone_on(slip, chapter, maud):
    typed = Typed(source="A new beginning.\n\n" + TEXT, title="The Quay", number="I")
    drafting.save(chapter, typed, version=0, by=maud, at=NOW)

    deciding.accept(slip, by=maud, at=NOW)

    assert Draft.objects.get(chapter=chapter).source == "A new beginning.\n\n" + TEXT.replace("teh", "the")


def test_of_words_that_stand_twice_the_right_ones_are_replaced(chapter, maud, iris):
    people.revised(chapter, maud, "The rain fell. The *rain* fell.\n\nThe rain fell.")
    block = chapter.live.blocks[0]
    at = block.text.rindex("rain")
    marked = people.marked(chapter, "rain")
    marked = type(marked)(chapter, chapter.live_id, block.id, at, block.id, at + 4)
    from feuilleton.notes import noting
    from feuilleton.notes.wording import Said

    note = noting.write(marked, Said("typo", "", "snow"), by=iris, pen_name=None, at=NOW)

    deciding.accept(note, by=maud, at=NOW)

    assert Draft.objects.get(chapter=chapter).source == "The rain fell. The *snow* fell.\n\nThe rain fell."


def test_emphasis_around_a_slip_stays(chapter, maud, iris):
    people.revised(chapter, maud, "He said *nothng at all* and **went**.")
    note = people.noted(chapter, iris, "nothng", becomes="nothing")

    deciding.accept(note, by=maud, at=NOW)

    assert Draft.objects.get(chapter=chapter).source == "He said *nothing at all* and **went**."


def test_when_the_draft_says_something_else_there_all_three_wordings_are_shown(chapter, maud, iris):
    note = people.noted(chapter, iris, "counted the crates", becomes="counted every crate")
    typed = Typed(source=TEXT.replace("counted the crates", "counted the boxes"), title="The Quay", number="I")
    drafting.save(chapter, typed, version=0, by=maud, at=NOW)

    with pytest.raises(mending.Changed) as refused:
        deciding.accept(note, by=maud, at=NOW)

    three = refused.value.three
    assert (three.read, three.proposed) == ("counted the crates", "counted every crate")
    assert three.drafted == "counted the boxes"
    assert note.state == models.OPEN

    deciding.accept(note, by=maud, at=NOW, words="counted every box", seen=three.drafted)

    assert "counted every box on teh quay" in Draft.objects.get(chapter=chapter).source


def test_several_are_accepted_at_once_and_what_does_not_fit_is_named(chapter, maud, iris, nell):
    slip = people.noted(chapter, iris, "teh", becomes="the")
    other = people.noted(chapter, nell, "Nobody on the quay", becomes="No one on the quay")
    question = people.noted(chapter, nell, "the ring", "Whose?", kind="question")

    accepted, left = deciding.accept_all([slip, other, question], by=maud, at=NOW)

    assert (set(accepted), left) == ({slip, other}, [question])
    draft = Draft.objects.get(chapter=chapter)
    assert draft.source == TEXT.replace("teh", "the").replace("Nobody on", "No one on")


def test_where_one_of_several_cannot_be_written_as_its_author_wrote_all_are_written_anew(chapter, maud, iris, nell):
    slip = people.noted(chapter, iris, "teh", becomes="the")
    across = people.noted(chapter, nell, "it was nothing", becomes="it was *not* a thing", kind="wording")
    other = people.noted(chapter, nell, "Nobody on the quay", becomes="No one on the quay")

    accepted, left = deciding.accept_all([slip, across, other], by=maud, at=NOW)

    assert (len(accepted), left) == (3, [])
    draft = Draft.objects.get(chapter=chapter)
    said = [block.text for block in draft.blocks]
    assert said[0].startswith("Edda counted the crates on the quay")
    assert said[1].startswith("“You said it was *not* a thing,”")
    assert said[-1].startswith("No one on the quay moved")
    assert [block.id for block in draft.blocks] == [block.id for block in chapter.live.blocks]
    assert draft.format == "markdown"


def test_whoever_says_it_first_the_others_share_what_becomes_of_it(chapter, maud, iris, nell):
    first = people.noted(chapter, iris, "teh", becomes="the")
    second = people.noted(chapter, nell, "teh", becomes="the")

    deciding.decline(second, "It is how she speaks.", by=maud, at=NOW)

    first.refresh_from_db()
    assert (first.state, first.answer) == (models.DECLINED, "It is how she speaks.")


def test_a_note_that_proposes_nothing_cannot_be_accepted(chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", "A slip?")

    with pytest.raises(Refusal):
        deciding.accept(note, by=maud, at=NOW)
    deciding.accept(note, by=maud, at=NOW, words="the")
    assert "on the quay twice" in Draft.objects.get(chapter=chapter).source


def test_a_decided_note_is_opened_again_once_by_each_side(slip, maud, iris, nell):
    deciding.decline(slip, by=maud, at=NOW)
    deciding.reopen(slip, by=iris, at=NOW)
    assert slip.state == models.OPEN
    deciding.decline(slip, by=maud, at=NOW)
    with pytest.raises(Refusal):
        deciding.reopen(slip, by=iris, at=NOW)
    with pytest.raises(Refusal):
        deciding.reopen(slip, by=nell, at=NOW)

    deciding.reopen(slip, by=maud, at=NOW)

    assert slip.state == models.OPEN


def test_a_reader_who_said_it_twice_opens_it_again_once_all_the_same(slip, chapter, maud, iris):
    again = people.noted(chapter, iris, "on teh", becomes="on the")
    assert again.same_as == slip
    deciding.decline(slip, by=maud, at=NOW)
    deciding.reopen(slip, by=iris, at=NOW)
    deciding.decline(slip, by=maud, at=NOW)
    again.refresh_from_db()

    with pytest.raises(Refusal):
        deciding.reopen(again, by=iris, at=NOW)

    again.refresh_from_db()
    assert again.state == models.DECLINED


def test_across_a_block_nothing_is_opened_again(slip, maud, iris):
    deciding.decline(slip, by=maud, at=NOW)
    blocking.block(people.pen_name(iris), by=maud, at=NOW)

    with pytest.raises(Blocked):
        deciding.reopen(slip, by=iris, at=NOW)


def test_a_clarification_is_never_open(chapter, maud):
    said = clarifying.clarify(people.marked(chapter, "the ring"), "Hers.", by=maud, pen_name=None, at=NOW)

    with pytest.raises(Refusal):
        deciding.reopen(said, by=maud, at=NOW)

    said.refresh_from_db()
    assert said.state == models.ANSWERED


def test_an_answer_is_new_on_the_page_that_has_a_note_that_is_one_with_it(slip, chapter, maud, nell):
    shown = people.noted(chapter, nell, "teh", becomes="the")
    deciding.publish(shown, by=maud, at=NOW)

    deciding.decline(slip, "It is how she says it.", by=maud, at=NOW)

    told = Event.objects.get(kind="note_declined")
    assert set(told.touches.values_list("name", flat=True)) == set(chapter.touches)


def test_of_two_notes_that_are_each_said_to_be_the_other_one_stays_the_first(slip, chapter, maud, nell):
    other = people.noted(chapter, nell, "twice", becomes="two times")
    old_slip, old_other = Note.objects.get(pk=slip.pk), Note.objects.get(pk=other.pk)

    deciding.mark_same(slip, other, by=maud, at=NOW)
    with pytest.raises(Refusal):
        deciding.mark_same(old_other, old_slip, by=maud, at=NOW)

    assert list(Note.objects.heads()) == [other]


@pytest.mark.parametrize(
    "decide", [deciding.mend_otherwise, deciding.decline, deciding.put_off, deciding.publish, deciding.unpublish]
)
def test_what_was_taken_back_meanwhile_is_said_to_be_gone(decide, slip, maud, iris):
    old = Note.objects.get(pk=slip.pk)
    noting.take_back(slip, by=iris, at=NOW)

    with pytest.raises(Gone):
        decide(old, by=maud, at=NOW)


def test_what_is_put_off_still_waits(slip, maud):
    deciding.put_off(slip, by=maud, at=NOW)

    assert slip in Note.objects.decided_by(maud).waiting()


def test_a_clarification_answers_the_note_and_stands_beside_the_passage(chapter, maud, iris):
    note = people.noted(chapter, iris, "She had married him", "Were they not engaged?", kind="continuity")

    said = clarifying.clarify_where(
        note, "Only engaged, until chapter nine.", by=maud, pen_name=people.pen_name(maud), at=NOW
    )
    again = clarifying.clarify_where(
        note, "Only engaged, until chapter nine.", by=maud, pen_name=people.pen_name(maud), at=NOW
    )

    note.refresh_from_db()
    assert said == again
    assert (note.state, note.answer) == (models.ANSWERED, "Only engaged, until chapter nine.")
    assert said.is_public
    assert said.placements.get(is_newest=True).quote == "She had married him"
    assert Event.objects.filter(kind="note_answered").count() == 1


def test_only_an_author_clarifies(chapter, iris):
    with pytest.raises(Refusal):
        clarifying.clarify(people.marked(chapter, "teh"), "Indeed.", by=iris, pen_name=None, at=NOW)


def test_a_note_is_shown_to_all_readers_and_taken_away_again(slip, maud):
    deciding.publish(slip, by=maud, at=NOW)
    deciding.publish(slip, by=maud, at=NOW)
    assert slip in Note.objects.published()

    deciding.unpublish(slip, by=maud, at=NOW)

    assert slip not in Note.objects.published()
    assert Event.objects.filter(kind="note_published").count() == 1


def test_a_chapter_withdrawn_and_published_again_keeps_its_notes(slip, chapter, maud):
    publishing.withdraw(chapter, by=maud, at=NOW)
    publishing.publish(chapter, by=maud, at=NOW)

    deciding.accept(slip, by=maud, at=NOW)

    assert "the quay twice" in Draft.objects.get(chapter=chapter).source


def test_what_accepting_would_change_is_told_before_and_nothing_is_stored(chapter, maud, iris, nell):
    slip = people.noted(chapter, iris, "teh", becomes="the")
    same_place = people.noted(chapter, nell, "Edda counted the crates on teh", becomes="Edda counted them on the")
    question = people.noted(chapter, nell, "the ring", "Whose?", kind="question")
    Note.objects.filter(pk=same_place.pk).update(same_as=None)
    same_place.refresh_from_db()

    [outlook] = deciding.would_change([slip, same_place, question])

    assert (outlook.fitting, outlook.others) == ([slip], [same_place])
    assert outlook.blocks[0].text == TEXT.split("\n")[0].replace("teh", "the")
    assert not Draft.objects.exists()


def test_what_was_decided_is_not_accepted_from_an_old_page(slip, maud):
    deciding.decline(slip, by=maud, at=NOW)

    with pytest.raises(Refusal):
        deciding.accept(slip, by=maud, at=NOW)

    assert not Draft.objects.exists()
