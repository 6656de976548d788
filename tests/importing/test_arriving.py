"""A manuscript arrives: kept as it was sent, read again as often as asked, corrected."""

import pytest

from feuilleton.importing import arriving
from feuilleton.importing.models import Manuscript
from feuilleton.kit.errors import Refusal
from tests import people
from tests.importing import reading

JOURNAL = (reading.FOLDER / "journal.txt").read_bytes()
NOW = people.NOW


def sent(by, data=JOURNAL, name="journal.txt", **more):
    return arriving.arrive(data, name, by=by, at=NOW, **more)


def start_of(manuscript, field, which=0):
    return [piece.start for piece in arriving.propose(manuscript).pieces if piece.field == field][which]


def test_the_file_is_kept_byte_for_byte(maud):
    data = "Un été.\r\n\r\nIl pleut.".encode("cp1252")

    manuscript = Manuscript.objects.get(pk=sent(maud, data).pk)

    assert bytes(manuscript.data) == data
    assert arriving.propose(manuscript).manuscript.source == "Un été.\n\nIl pleut."


def test_the_same_file_sent_twice_while_it_waits_is_one_manuscript(maud):
    assert sent(maud) == sent(maud, name="again.txt")


def test_somebody_else_may_send_the_same_file(maud, iris):
    assert sent(maud) != sent(iris)
    assert Manuscript.objects.of(maud).count() == 1
    assert not Manuscript.objects.of(None).exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t \r\n",
        b"\x00" * 400,
        b"\x89PNG\r\n\x1a\n\x00\x00",
        bytes(range(256)) * 40,
        b"a" * (5 * 1024 * 1024 + 1),
    ],
    ids=["empty", "blank", "zeros", "picture", "binary", "too long"],
)
def test_what_is_no_manuscript_is_refused_in_words_and_not_kept(maud, data):
    with pytest.raises(Refusal, match=r"\w+ \w+.*\."):
        sent(maud, data)

    assert not Manuscript.objects.exists()


def test_a_charset_that_does_not_fit_is_refused_and_changes_nothing(maud):
    manuscript = sent(maud, "Où est-il ?\n\nIl est là.".encode("cp1252"))

    with pytest.raises(Refusal):
        arriving.read_as(manuscript, "utf-8")

    assert Manuscript.objects.get().charset == ""


def test_the_author_may_say_how_it_is_written(maud):
    manuscript = sent(maud, "Утро. Никто не пришёл.".encode("koi8-r"))

    arriving.read_as(manuscript, "koi8-r")

    assert arriving.propose(manuscript).manuscript.source == "Утро. Никто не пришёл."


def test_a_correction_is_kept_and_made_again_whenever_the_file_is_read(maud):
    manuscript = sent(maud)

    arriving.correct(manuscript, {start_of(manuscript, "disclaimer"): "note_before"})

    proposal = arriving.propose(Manuscript.objects.get())
    assert proposal.disclaimer == ""
    assert "I am only borrowing it." in next(note.text for note in proposal.chapters[0].notes_before)
    reading.covering(proposal)


def test_corrections_follow_on_each_other(maud):
    manuscript = sent(maud)
    at = start_of(manuscript, "summary")

    arriving.correct(manuscript, {at: "block"})
    back_in_text = next(piece.start for piece in arriving.propose(manuscript).pieces if piece.start <= at < piece.end)
    arriving.correct(manuscript, {back_in_text: "summary"})

    assert arriving.propose(manuscript).summary.endswith("somebody who did not come down from it.")


def test_everything_can_be_put_back_into_the_text_and_found_again(maud):
    manuscript = sent(maud)

    arriving.leave_all_in_text(manuscript)
    nothing_moved = arriving.propose(manuscript)
    arriving.start_over(manuscript)

    assert {piece.field for piece in nothing_moved.pieces} <= {"block", "scene_break", "space"}
    assert arriving.propose(manuscript).title == "Tinder"


@pytest.mark.parametrize("corrections", [{10_000: "title"}, {0: "nonsense"}, {0: "space"}])
def test_a_correction_of_no_piece_or_to_no_field_is_refused(maud, corrections):
    manuscript = sent(maud)

    with pytest.raises(Refusal):
        arriving.correct(manuscript, corrections)

    assert Manuscript.objects.get().corrections == []


def test_what_is_too_long_for_its_field_stays_in_the_text(maud):
    manuscript = sent(maud, ("Title: " + "long " * 2_000 + "\n\nIt rained.\n").encode())

    proposal = reading.covering(arriving.propose(manuscript))

    assert proposal.title == ""
    assert proposal.chapters[0].blocks[0].text.startswith("Title: long long")
    assert proposal.chapters[0].blocks[-1].text == "It rained."


def test_a_manuscript_that_waits_is_forgotten_when_its_author_asks(maud):
    manuscript = sent(maud)

    arriving.forget(manuscript, by=maud, at=NOW)
    arriving.forget(manuscript, by=maud, at=NOW)

    assert not Manuscript.objects.exists()
