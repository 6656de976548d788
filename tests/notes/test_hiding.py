"""What moderators may do to notes: hide what readers see, and nothing of what is between a reader and an author."""

from datetime import timedelta

import pytest

from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.notes import deciding, hiding
from feuilleton.notes.models import Note
from tests import people

NOW = people.NOW
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def note(chapter, maud, iris):
    made = people.noted(chapter, iris, "the ring", "What a fool.", kind="question")
    deciding.publish(made, by=maud, at=NOW)
    return made


def test_a_hidden_note_is_its_writer_s_and_the_authors_alone(note, maud, iris, nell, otto):
    hiding.hide(note, reason=" Rule 3. ", by=otto, at=LATER)

    seeing = [who for who in (maud, iris, nell, otto) if Note.objects.visible_to(Visitor(who)).exists()]
    assert seeing == [maud, iris]
    assert not Note.objects.visible_to(STRANGER).exists()
    assert note.hidden_reason == "Rule 3."
    event = Event.objects.get(kind="note_hidden")
    assert set(event.touches.values_list("name", flat=True)) == set(note.chapter.touches)


def test_hiding_twice_is_recorded_once(note, otto):
    for reason in ("Rule 3.", "Rule 4."):
        hiding.hide(note, reason=reason, by=otto, at=LATER)

    assert note.hidden_reason == "Rule 3."
    assert Event.objects.filter(kind="note_hidden").count() == 1


def test_its_author_cannot_publish_what_a_moderator_hid(note, maud, otto):
    hiding.hide(note, reason="Rule 3.", by=otto, at=LATER)

    with pytest.raises(Refusal):
        deciding.publish(note, by=maud, at=LATER)
    stale = Note.objects.get(pk=note.pk)  # as it was read before
    stale.hidden_at = None
    deciding.publish(stale, by=maud, at=LATER)

    assert not Note.objects.published().exists()


def test_a_moderator_shows_it_again(note, otto):
    hiding.hide(note, reason="Rule 3.", by=otto, at=LATER)
    for _again in range(2):
        hiding.show(note, by=otto, at=LATER)

    assert (note.is_public, note.hidden_reason) == (True, "")
    assert Event.objects.filter(kind="note_published").count() == 2


def test_what_was_never_public_cannot_be_hidden(chapter, iris, otto):
    note = people.noted(chapter, iris, "teh", becomes="the")

    hiding.hide(note, reason="Rule 3.", by=otto, at=LATER)

    assert note.hidden_at is None


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2_001])
def test_a_reason_is_said_and_has_an_end(reason, note, otto):
    with pytest.raises(Refusal):
        hiding.hide(note, reason=reason, by=otto, at=LATER)


def test_only_moderators_hide_and_show(note, maud):
    for rule in (
        lambda: hiding.hide(note, reason="Mine.", by=maud, at=NOW),
        lambda: hiding.show(note, by=maud, at=NOW),
    ):
        with pytest.raises(Refusal):
            rule()

    note.refresh_from_db()
    assert note.is_public
