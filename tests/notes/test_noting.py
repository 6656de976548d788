"""Saying something about a passage."""

import pytest

from feuilleton.accounts import blocking
from feuilleton.accounts.blocking import Blocked
from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.notes import models, noting
from feuilleton.notes.anchoring import Marked
from feuilleton.notes.models import Note
from feuilleton.notes.wording import Said
from feuilleton.reviews import leaving
from feuilleton.stories import models as stories
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.leaving import KEPT
from feuilleton.stories.models import Revision
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.notes.conftest import TEXT

NOW = people.NOW


def place(note, part=models.HERE):
    return note.placements.get(is_newest=True, part=part)


def test_a_reader_marks_a_slip_and_says_how_it_should_read(chapter, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")

    assert (place(note).quote, note.replacement, note.state) == ("teh", "the", models.OPEN)
    assert place(note).before.endswith("crates on ")
    assert not note.is_public


def test_the_same_note_sent_twice_is_one(chapter, iris):
    first = people.noted(chapter, iris, "teh", becomes="the")
    again = people.noted(chapter, iris, "teh", becomes="the")

    assert first == again
    assert Event.objects.filter(kind="note_written").count() == 1


def test_two_readers_of_one_slip_are_one_item(chapter, iris, nell):
    first = people.noted(chapter, iris, "teh", becomes="the")
    second = people.noted(chapter, nell, "on teh quay", becomes="on the quay", kind="wording")

    assert second.same_as == first
    assert list(Note.objects.heads().waiting()) == [first]


def test_notes_on_other_words_or_of_another_kind_stay_apart(chapter, iris, nell):
    people.noted(chapter, iris, "teh", becomes="the")
    people.noted(chapter, nell, "twice", becomes="thrice")
    people.noted(chapter, nell, "teh", "Why this spelling?", kind="question")

    assert Note.objects.heads().count() == 3


def test_the_author_and_the_reader_see_it_and_nobody_else_does(chapter, maud, iris, nell, otto):
    note = people.noted(chapter, iris, "teh", becomes="the")

    def seen(visitor):
        return note in Note.objects.visible_to(visitor)

    assert [seen(Visitor(who)) for who in (maud, iris, nell, otto)] == [True, True, False, False]
    assert not seen(STRANGER)


def test_what_a_reader_keeps_for_themselves_is_theirs_alone_and_told_to_nobody(chapter, maud, iris):
    note = people.noted(chapter, iris, "the ring", "Whose?", kind="private")

    assert note in Note.objects.visible_to(Visitor(iris))
    assert note not in Note.objects.visible_to(Visitor(maud))
    assert note not in Note.objects.decided_by(maud)
    assert not Event.objects.filter(kind="note_written").exists()


@pytest.mark.parametrize(
    ("welcome", "kind", "is_welcome"),
    [
        (stories.OFF, "reaction", False),
        (stories.OFF, "private", True),
        (stories.REACTIONS, "reaction", True),
        (stories.REACTIONS, "typo", False),
        (stories.TYPOS, "typo", True),
        (stories.TYPOS, "formatting", True),
        (stories.TYPOS, "wording", False),
        (stories.TYPOS, "continuity", False),
        (stories.ALL, "continuity", True),
        (stories.ALL, "question", True),
        (stories.MARGIN, "question", True),
    ],
)
def test_only_what_the_author_welcomes_can_be_said(welcome, kind, is_welcome, chapter, maud, iris):
    welcoming.welcome(chapter.story, Welcome(notes_welcome=welcome), by=maud, at=NOW)

    if is_welcome:
        assert people.noted(chapter, iris, "the ring", "Look here.", kind=kind).kind == kind
    else:
        with pytest.raises(Refusal):
            people.noted(chapter, iris, "the ring", "Look here.", kind=kind)


def test_in_a_public_margin_questions_are_seen_at_once_and_slips_are_not(chapter, maud, iris, nell):
    welcoming.welcome(chapter.story, Welcome(notes_welcome=stories.MARGIN), by=maud, at=NOW)
    question = people.noted(chapter, iris, "the ring", "Whose is it?", kind="question")
    slip = people.noted(chapter, iris, "teh", becomes="the")

    seen = set(Note.objects.visible_to(Visitor(nell)))
    assert question in seen
    assert slip not in seen


def test_a_story_without_anybody_takes_notes_for_oneself_only(chapter, maud, iris):
    waiting = people.noted(chapter, iris, "teh", becomes="the")
    leaving.leave(maud, {chapter.story.pk: KEPT}, reviews=KEPT, at=NOW)
    chapter.story.refresh_from_db()

    with pytest.raises(Refusal):
        people.noted(chapter, iris, "twice", becomes="thrice")
    assert people.noted(chapter, iris, "the ring", "Mine.", kind="private")
    assert waiting in Note.objects.visible_to(Visitor(iris))


def test_across_a_block_nothing_can_be_noted(chapter, maud, iris):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)

    with pytest.raises(Blocked):
        people.noted(chapter, iris, "teh", becomes="the")
    assert people.noted(chapter, iris, "teh", "For me.", kind="private")


def test_a_contradiction_keeps_both_passages(chapter, maud, iris):
    other = people.published_chapter(chapter.story, maud, "Joan had never been married to anyone.", title="After")
    note = people.noted(
        chapter,
        iris,
        "She had married him",
        "Then whom?",
        kind="continuity",
        against=people.marked(other, "never been married"),
    )

    assert place(note).quote == "She had married him"
    assert place(note, models.AGAINST).quote == "never been married"
    assert place(note, models.AGAINST).revision.chapter == other


def test_a_contradiction_needs_its_other_side_or_words(chapter, iris):
    with pytest.raises(Refusal):
        people.noted(chapter, iris, "She had married him", kind="continuity")


def test_a_passage_of_another_story_contradicts_nothing_here(chapter, maud, iris):
    elsewhere = people.published_story(maud, "Other").chapters.get()

    with pytest.raises(Refusal):
        people.noted(
            chapter, iris, "She had married him", "No.", kind="continuity", against=people.marked(elsewhere, "Nobody")
        )


def test_a_note_on_a_text_that_has_been_revised_since_stands_in_both(chapter, maud, iris):
    read = chapter.live
    people.revised(chapter, maud, TEXT.replace("Edda counted", "Old Edda counted"))

    note = people.noted(chapter, iris, "teh", becomes="the", revision=read)

    assert place(note).revision == chapter.live
    assert place(note).quote == "teh"
    assert place(note).start == note.placements.get(revision=read).start + len("Old ")


def test_a_passage_that_was_mended_before_the_note_came_is_known_to_be_edited(chapter, maud, iris):
    read = chapter.live
    people.revised(chapter, maud, TEXT.replace("teh quay", "the quay"))

    note = people.noted(chapter, iris, "on teh quay", becomes="on the quay", revision=read)

    assert place(note).outcome in (models.EDITED, models.TOUCHED)
    assert "the" in place(note).quote


def test_a_place_that_is_not_there_is_refused(chapter, iris):
    words = Said("typo", "Something.")
    live = chapter.live
    block = live.blocks[0].id
    for wrong in (
        Marked(chapter, live.pk, "nowhere"),
        Marked(chapter, live.pk + 999, block),
        Marked(chapter, live.pk, block, 5, block, 5),
        Marked(chapter, live.pk, block, 5, block, 10_000),
        Marked(chapter, live.pk, block, -3, block, 4),
    ):
        with pytest.raises(Refusal):
            noting.write(wrong, words, by=iris, pen_name=None, at=NOW)
    assert not Note.objects.exists()


def test_nothing_can_be_noted_of_a_draft_or_a_text_that_was_set_aside(chapter, maud, iris):
    draft = people.chapter(chapter.story, maud, "Not yet.")
    aside = Revision.objects.create(chapter=chapter, ordinal=99, change=stories.ASIDE, made_at=NOW)
    with pytest.raises(Refusal):
        noting.write(Marked(draft, 1, "x"), Said("typo", "x"), by=iris, pen_name=None, at=NOW)
    with pytest.raises(Refusal):
        noting.write(Marked(chapter, aside.pk, "x"), Said("typo", "x"), by=iris, pen_name=None, at=NOW)
    publishing.withdraw(chapter, by=maud, at=NOW)
    with pytest.raises(Refusal):
        people.noted(chapter, iris, "teh", becomes="the")


@pytest.mark.parametrize(
    ("kind", "words", "becomes"),
    [
        ("typo", "", None),
        ("typo", "", "teh"),
        ("typo", "x" * 2_001, None),
        ("typo", "", "y" * 2_001),
        ("wording", "", None),
        ("question", "", None),
        ("reaction", "", None),
        ("clarification", "I meant it.", None),
        ("martian", "Hello.", None),
    ],
)
def test_what_says_nothing_too_much_or_is_no_reader_s_to_say_is_refused(kind, words, becomes, chapter, iris):
    with pytest.raises(Refusal):
        people.noted(chapter, iris, "teh", words, kind=kind, becomes=becomes)


def test_a_word_too_many_is_a_proposal_of_nothing_in_its_place(chapter, iris):
    note = people.noted(chapter, iris, " twice", becomes="")

    assert note.proposes
    assert note.replacement == ""


def test_a_hundred_that_wait_are_enough(chapter, iris):
    Note.objects.bulk_create(
        Note(story=chapter.story, chapter=chapter, user=iris, kind=models.TYPO, made_at=NOW) for _ in range(100)
    )

    with pytest.raises(Refusal):
        people.noted(chapter, iris, "teh", becomes="the")


def test_a_note_taken_back_is_gone_and_what_joined_it_takes_its_place(chapter, iris, nell, otto):
    first = people.noted(chapter, iris, "teh", becomes="the")
    second = people.noted(chapter, nell, "teh", becomes="the")
    third = people.noted(chapter, otto, "teh", becomes="the")

    noting.take_back(first, by=iris, at=NOW)
    noting.take_back(first, by=iris, at=NOW)

    assert list(Note.objects.heads()) == [second]
    third.refresh_from_db()
    assert third.same_as == second


def test_nobody_takes_back_or_signs_another_s_note(chapter, iris, nell):
    note = people.noted(chapter, iris, "teh", becomes="the")

    with pytest.raises(Refusal):
        noting.take_back(note, by=nell, at=NOW)
    with pytest.raises(Refusal):
        noting.rename(note, names_me=False, pen_name=None, by=nell, at=NOW)
    with pytest.raises(Refusal):
        noting.rename(note, names_me=True, pen_name=people.pen_name(nell), by=iris, at=NOW)
