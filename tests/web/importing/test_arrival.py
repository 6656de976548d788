"""Sending a manuscript, looking it over, making it a draft, taking it back; and every kind of bad input."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from feuilleton.importing import arriving
from feuilleton.importing.models import Manuscript
from feuilleton.stories.models import Draft, Story
from tests import people
from tests.importing import reading
from tests.web.writing.forms import fields

SEND = "/write/bring"
MANY = 150_000  # bytes that the page may have, however long the file


@pytest.fixture
def at_desk(client, maud):
    client.force_login(maud)
    people.pen_name(maud)
    return client


def send(client, data, name="kettle.txt", **more):
    return client.post(SEND, {"file": SimpleUploadedFile(name, data), **more})


def paste(client, text, **more):
    return client.post(SEND, {"text": text, **more})


def arrived(response):
    """The manuscript that this answer leads to."""
    assert response.status_code == 303, said(response)
    return Manuscript.objects.get(public_id=response["Location"].split("/")[3].split("?")[0])


def address(manuscript):
    return reverse("bring_look_over", args=[manuscript.public_id])


def said(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def look(client, manuscript, **more):
    """Post the page's form as it stands, with these fields changed."""
    form = fields(client.get(address(manuscript)), manuscript.public_id)
    form.pop("charset", None)
    return client.post(address(manuscript), form | more)


def journal():
    return (reading.FOLDER / "journal.txt").read_bytes()


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


def test_the_form_sent_twice_makes_one_story(at_desk):
    manuscript = arrived(send(at_desk, journal()))
    form = fields(at_desk.get(address(manuscript)), manuscript.public_id) | {"do": "make"}

    for _ in range(2):
        assert at_desk.post(address(manuscript), form).status_code == 303

    assert Story.objects.count() == 1


def test_the_file_sent_twice_is_looked_over_once(at_desk):
    assert arrived(send(at_desk, journal())) == arrived(send(at_desk, journal()))


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


def test_a_charset_that_does_not_fit_is_refused_and_the_page_stays(at_desk):
    manuscript = arrived(send(at_desk, "Où est-il ?".encode("cp1252")))

    response = at_desk.post(address(manuscript), {"do": "charset", "charset": "utf-8"})

    assert response.status_code == 422
    assert "not written in utf-8" in said(response)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Choose a file|is empty"),
        (b" \n\n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a text file"),
        (bytes(range(256)) * 50, "not a text file"),
        (b"a" * (5 * 1024 * 1024 + 1), "longer than 5 MB"),
    ],
    ids=["empty", "blank", "picture", "binary", "too long"],
)
def test_what_is_no_manuscript_is_refused_in_a_sentence(at_desk, data, why):
    response = send(at_desk, data)

    assert response.status_code == 422
    assert re.search(why, said(response))


def test_nothing_sent_is_told_so(at_desk):
    response = at_desk.post(SEND, {})

    assert response.status_code == 422
    assert "Choose a file, or paste a text." in said(response)


def test_a_pasted_text_that_is_refused_is_still_there(at_desk):
    text = "Long. " * 900_000

    response = paste(at_desk, text)

    assert response.status_code == 422
    assert text in response.content.decode()


def test_a_body_beyond_all_bounds_is_not_read(at_desk):
    response = at_desk.post(SEND, b"x", content_type="text/plain", headers={"Content-Length": "0"})
    huge = at_desk.generic("POST", SEND, b"x", content_type="text/plain", CONTENT_LENGTH=str(21 * 1024 * 1024))

    assert response.status_code == 422
    assert huge.status_code == 413


@pytest.mark.parametrize(
    "data",
    [
        b"word " * 1_000_000,
        b"* * *\n\n" * 10_000,
        b"A/N: hello readers!\n\nA/N: thank you for reviewing!\n",
        b"Title: " + b"T" * 10_000 + b"\n\nIt rained.\n",
        b"Summary: " + b"so " * 50_000 + b"\n\nIt rained.\n",
        b"It\x00 rained\x07 all\x1b day.\n\n" + b"Nobody came, and nobody was asked to. " * 5,
        "\u202eIt rained.\u202c\n\n\u2066Nobody\u2069 came.\ufeff\n".encode(),
        b"<html><body><p>It <b>rained<p onclick=x>all <script>alert(1)</script><svg/onload=x><math><mi><style>x",
        b"<p>" * 3_000 + b"deep" + b"<div>" * 3_000,
        b"".join(b"Chapter %d\n\nIt rained on day %d.\n\n" % (n, n) for n in range(1, 301)),
        b"Title: a\nTitle: b\n" * 2_000,
    ],
    ids=[
        "one line", "scene breaks", "all notes", "long title", "long summary", "controls", "bidi", "hostile", "deep",
        "chapters", "labels",
    ],
)  # fmt: skip
def test_strange_input_is_read_on_a_page_of_bounded_size_and_becomes_a_draft_or_is_refused(at_desk, data):
    manuscript = arrived(send(at_desk, data, "strange.html" if b"<p>" in data else "strange.txt"))

    page = at_desk.get(address(manuscript))
    pieces = at_desk.get(reverse("bring_pieces", args=[manuscript.public_id]))
    made = look(at_desk, manuscript, do="make", title="Strange")

    assert (page.status_code, pieces.status_code) == (200, 200)
    assert len(page.content) < MANY
    assert "<script>alert" not in page.content.decode()
    assert made.status_code in (303, 422)
    assert Story.objects.exists() == (made.status_code == 303)
    if made.status_code == 422:
        assert re.search(r'class="warned[^"]*"[^>]*>[^<]+\.', made.content.decode())


@pytest.mark.parametrize(
    "form",
    [
        {"do": "look", "field_0": "nonsense"},
        {"do": "look", "field_99999999": "title"},
        {"do": "nonsense"},
        {"do": "charset", "charset": "nonsense"},
        {"do": "charset", "charset": "unicode_escape"},
        {"do": "make", "rating": "x", "title": "T", "planned": "many", "story": "nowhere"},
        {"do": "make", "title": "T" * 10_000, "new_pen_name": "x" * 100},
        {"do": "make", "title": "T", "number_0": "9" * 500, "language": "\x00"},
    ],
)
def test_a_form_that_no_page_of_ours_holds_is_refused_or_does_nothing(at_desk, form):
    manuscript = arrived(send(at_desk, journal()))

    response = at_desk.post(address(manuscript), form)

    assert response.status_code in (303, 422)
    assert not Story.objects.exists()


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


@pytest.mark.parametrize("page", ["look_over", "pieces", "file", "undo", "forget"])
def test_nobody_else_sees_or_touches_it(at_desk, iris, page):
    manuscript = arrived(send(at_desk, journal()))
    other = Client()
    other.force_login(iris)
    way = reverse(f"bring_{page}", args=[manuscript.public_id])

    assert other.get(way).status_code == 404
    assert Client().get(way).status_code == 303
    if page != "forget":
        assert other.post(way, {"do": "make"}).status_code == 404
    assert Manuscript.objects.exists()


def test_a_form_from_another_site_does_nothing(maud):
    client = Client(enforce_csrf_checks=True)
    client.force_login(maud)

    response = client.post(SEND, {"text": "It rained."}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Manuscript.objects.exists()


def test_signed_out_the_pasted_text_waits_beside_a_sign_in(db):
    response = paste(Client(), "It rained all day.")

    assert response.status_code == 403
    assert "It rained all day." in response.content.decode()


def test_the_desk_leads_here_and_lists_what_waits(at_desk):
    manuscript = arrived(send(at_desk, journal(), "journal.txt"))

    page = at_desk.get(reverse("write")).content.decode()

    assert f'href="{SEND}"' in page
    assert address(manuscript) in page
