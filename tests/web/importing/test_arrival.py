"""Sending a manuscript, looking it over, making it a draft, taking it back."""

from __future__ import annotations

import re

from django.urls import reverse

from feuilleton.importing import arriving
from feuilleton.importing.models import Manuscript
from feuilleton.stories.models import Draft, Story
from tests import people
from tests.importing import reading
from tests.web.importing.sent import SEND, address, arrived, journal, look, paste, said, send
from tests.web.writing.forms import fields


def test_the_page_shows_both_sides_with_reasons_and_an_account_that_adds_up(at_desk):
    manuscript = arrived(send(at_desk, journal(), "journal.txt"))

    page = said(at_desk.get(address(manuscript)))

    assert "Here is what we found in journal.txt" in " ".join(page.split())
    assert "I am only borrowing it." in page
    for piece in arriving.propose(manuscript).pieces:
        assert piece.field in ("label", "block") or piece.why in page
    numbers = [
        int(number.replace(",", "")) for number in re.findall(r"(?<=\s)[\d,]+(?=\s)", page.split("accounted for")[1])
    ]
    assert sum(numbers[:7]) == numbers[7]


def test_it_becomes_a_draft_and_nothing_before_that(at_desk, maud):
    manuscript = arrived(send(at_desk, journal()))
    before = Story.objects.count()

    response = look(at_desk, manuscript, do="make", pen_name="", new_pen_name="millwheel")

    assert (before, response.status_code) == (0, 303)
    story = Story.objects.written_by(maud).get()
    assert (story.title, story.rating, story.authors.get().name) == ("Tinder", "teen", "millwheel")
    brought = at_desk.get(response["Location"])
    assert "It is a draft now" in said(brought)
    assert reverse("write_preview", args=[story.chapters.get().public_id]) in brought.content.decode()


def test_every_field_can_be_changed_before_anything_is_saved(at_desk):
    manuscript = arrived(send(at_desk, journal()))
    note = next(piece.start for piece in arriving.propose(manuscript).pieces if piece.field == "note_before")

    look(
        at_desk, manuscript, do="make", title="Embers", summary="Short.", language="en-GB", rating="mature",
        fandoms="Les Mis", planned="3", number_0="2", name_0="Second", new_pen_name="",
        **{f"note_{note}": "Kinder words.", f"label_{note}": "Mind"},
    )  # fmt: skip

    story, draft = Story.objects.get(), Draft.objects.get()
    assert (story.title, story.summary, story.language, story.rating) == ("Embers", "Short.", "en-GB", "mature")
    assert (story.planned, [tag.typed for tag in story.story_tags.filter(kind="fandom")]) == (3, ["Les Mis"])
    assert (draft.number, draft.title) == ("2", "Second")
    assert [(one["label"], one["source"]) for one in draft.notes] == [("Mind", "Kinder words.")]


def test_what_was_typed_is_there_on_the_next_visit(at_desk):
    manuscript = arrived(send(at_desk, journal()))

    look(at_desk, manuscript, do="look", title="Embers")

    assert fields(at_desk.get(address(manuscript)), manuscript.public_id)["title"] == "Embers"


def test_a_piece_can_be_left_in_the_text(at_desk):
    manuscript = arrived(send(at_desk, journal()))
    disclaimer = next(piece.start for piece in arriving.propose(manuscript).pieces if piece.field == "disclaimer")

    look(at_desk, manuscript, do="look", **{f"field_{disclaimer}": "block"})

    manuscript.refresh_from_db()
    proposal = arriving.propose(manuscript)
    assert proposal.disclaimer == ""
    assert any("I am only borrowing it." in block.text for block in proposal.chapters[0].blocks)


def test_everything_can_be_put_back_into_the_text_and_found_again(at_desk):
    manuscript = arrived(send(at_desk, journal()))

    look(at_desk, manuscript, do="all_text")
    empty = fields(at_desk.get(address(manuscript)), manuscript.public_id)
    look(at_desk, manuscript, do="start_over")

    assert (empty["title"], empty["summary"]) == ("", "")
    assert fields(at_desk.get(address(manuscript)), manuscript.public_id)["title"] == "Tinder"


def test_a_missing_title_is_asked_for_and_nothing_is_lost(at_desk):
    manuscript = arrived(paste(at_desk, "It rained all day.\n\nNobody came."))

    response = look(at_desk, manuscript, do="make", summary="Rain.")

    assert response.status_code == 422
    assert "A story needs a title" in said(response)
    assert fields(response, manuscript.public_id)["summary"] == "Rain."
    assert not Story.objects.exists()


def test_several_chapters_are_listed_and_can_be_renamed(at_desk):
    manuscript = arrived(send(at_desk, (reading.FOLDER / "novel.txt").read_bytes()))
    form = fields(at_desk.get(address(manuscript)), manuscript.public_id)
    names = sorted((name for name in form if name.startswith("name_")), key=lambda name: int(name[5:]))

    look(at_desk, manuscript, do="make", **{names[0]: "The Trunks"})

    assert [form[name] for name in names] == ["", "The Cat", "", "Epilogue"]
    chapters = Story.objects.get().chapters.in_reading_order()
    assert [chapter.draft.title for chapter in chapters] == ["The Trunks", "The Cat", "", "Epilogue"]


def test_a_chapter_goes_into_a_story_of_theirs_or_in_place_of_a_chapter(at_desk, maud):
    story = people.story(maud)
    there = people.published_chapter(story, maud, "The kettle sang.", number="2")
    manuscript = arrived(paste(at_desk, "Part 2 of 2\n\nThe kettle sang. Nobody drank.", story=story.public_id))
    page = at_desk.get(address(manuscript))
    into = next(name for name in fields(page, manuscript.public_id) if name.startswith("into_"))

    look(at_desk, manuscript, do="make", **{into: there.public_id})

    assert "Your story has a chapter 2 already." in said(page)
    draft = Draft.objects.get(chapter=there)
    assert draft.blocks[0].text == "The kettle sang. Nobody drank."
    assert draft.blocks[0].id == there.live.blocks[0].id


def test_it_is_taken_back_after_a_page_that_says_what_goes(at_desk, maud):
    manuscript = arrived(send(at_desk, journal()))
    look(at_desk, manuscript, do="make")
    way = reverse("bring_undo", args=[manuscript.public_id])

    asked = at_desk.get(way)
    told = at_desk.get(reverse("write_story", args=[Story.objects.get().public_id])).content.decode()
    at_desk.post(way)
    again = at_desk.post(way)

    assert address(manuscript) in told
    assert "goes in the bin" in said(asked)
    assert again.status_code == 303
    assert Story.objects.in_bin_of(maud).count() == 1
    assert fields(at_desk.get(address(manuscript)), manuscript.public_id)["title"] == "Tinder"


def test_the_file_comes_back_byte_for_byte(at_desk):
    data = "Un été.\r\n\r\nIl pleut.".encode("cp1252")
    manuscript = arrived(send(at_desk, data, "été.txt"))

    response = at_desk.get(reverse("bring_file", args=[manuscript.public_id]))

    assert response.content == data
    assert "attachment" in response["Content-Disposition"]


def test_a_guessed_charset_is_shown_and_can_be_changed(at_desk):
    manuscript = arrived(send(at_desk, "Утро. Никто не пришёл, и дождь не кончился.".encode("koi8-r")))
    page = at_desk.get(address(manuscript))

    at_desk.post(address(manuscript), {"do": "charset", "charset": "koi8-r"})

    assert "Утро. Никто не пришёл" in said(page)
    manuscript.refresh_from_db()
    assert arriving.propose(manuscript).manuscript.source.startswith("Утро.")


def test_pieces_far_inside_can_be_changed_on_their_own_page(at_desk):
    manuscript = arrived(paste(at_desk, "\n\n".join(f"It rained on day {day}." for day in range(200))))
    page = reverse("bring_pieces", args=[manuscript.public_id]) + "?page=3"
    start = next(name for name in fields(at_desk.get(page), "page=3") if name.startswith("field_"))

    response = at_desk.post(page, {start: "heading"})

    assert response["Location"] == page
    manuscript.refresh_from_db()
    assert len(arriving.propose(manuscript).chapters) == 2


def test_a_manuscript_is_deleted_when_its_author_asks(at_desk):
    manuscript = arrived(send(at_desk, journal()))
    way = reverse("bring_forget", args=[manuscript.public_id])

    asked = at_desk.get(way)
    at_desk.post(way)

    assert asked.status_code == 200
    assert not Manuscript.objects.exists()
    assert at_desk.post(way).status_code == 303


def test_the_desk_leads_here_and_lists_what_waits(at_desk):
    manuscript = arrived(send(at_desk, journal(), "journal.txt"))

    page = at_desk.get(reverse("write")).content.decode()

    assert f'href="{SEND}"' in page
    assert address(manuscript) in page
