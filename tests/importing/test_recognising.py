"""Manuscripts in the shapes that authors use, and what is found in each."""

import pytest

from tests.importing import reading


def test_the_line_of_figures_gives_rating_characters_and_pairing():
    found = reading.manuscript("figures.txt")

    assert found.title == "The Salt Road"
    assert found.pen_name == "lanternjaw"
    assert found.rating == "teen"
    assert found.relationships == ("Edmond D./Haydée T.",)
    assert found.characters == ("Edmond D.", "Haydée T.", "Mercédès H.")
    assert ("", "Adventure/Hurt/Comfort") in [(note.label, note.text) for note in found.others]
    assert found.chapters[0].heading == "Chapter 2: The Quay"
    assert (found.chapters[0].part, found.chapters[0].of) == (2, None)
    assert [block.kind for block in found.chapters[0].blocks] == [
        "paragraph", "paragraph", "scene_break", "paragraph", "paragraph",
    ]  # fmt: skip
    assert found.chapters[0].blocks[-1].text == "TBC"


def test_a_journal_header_fills_every_field_and_keeps_the_rest():
    found = reading.manuscript("journal.txt")

    assert (found.title, found.pen_name, found.fandoms) == ("Tinder", "millwheel", ("Les Misérables",))
    assert found.relationships == ("Enjolras/Grantaire", "Marius x Cosette")
    assert found.characters == ("Enjolras", "Grantaire", "Combeferre")
    assert (found.rating, found.warnings, found.warning_keys) == ("teen", ("Language", "character death"), ("death",))
    assert found.disclaimer == "Les Misérables is the property of Victor Hugo. I am only borrowing it."
    assert found.summary.startswith("The barricade, the morning after")
    assert [(note.label, note.text) for note in found.chapters[0].notes_before] == [
        ("A/N", "Written for the winter exchange. Be kind.")
    ]
    assert [(note.label, note.text) for note in found.others] == [
        ("Rating", "PG-13 for language"), ("Spoilers", "All of it"), ("Beta", "the long-suffering Jo"),
    ]  # fmt: skip
    assert len(found.chapters[0].blocks) == 3


def test_a_posting_loses_neither_its_mail_header_nor_its_wrapped_lines():
    found = reading.manuscript("posting.txt")

    assert (found.title, found.pen_name, found.rating) == ("The Unbanked Fire", "Pellinor", "general")
    assert (found.chapters[0].part, found.chapters[0].of) == (1, 2)
    assert found.summary == "She keeps the fire in all winter, and nobody comes to be warmed by it."
    assert found.fandoms == ("The X-Files",)
    assert [block.kind for block in found.chapters[0].blocks] == ["paragraph", "paragraph"]
    assert "who had lit it, and the two women who kept it in did not speak of it to each" in (
        found.chapters[0].blocks[0].text
    )
    assert "From" in {note.label for note in found.others}


@pytest.mark.parametrize(
    ("name", "title", "part", "of", "words"),
    [
        ("russian.txt", "Соль и пепел", 1, None, "Глава 1. Лёд"),
        ("spanish.txt", "La sal", 2, None, "Capítulo dos: El faro"),
        ("french.txt", "", 2, 3, "Deux sur trois"),
        ("german.txt", "Das Salz", 3, None, "Drittes Kapitel"),
    ],
)
def test_headers_and_headings_of_other_languages_are_read(name, title, part, of, words):
    found = reading.manuscript(name)

    assert found.title == title
    assert len(found.chapters) == 1
    assert (found.chapters[0].heading, found.chapters[0].part, found.chapters[0].of) == (words, part, of)
    assert found.summary
    assert {block.kind for block in found.chapters[0].blocks} == {"paragraph"}


def test_a_russian_header_names_fandom_pairing_and_warning():
    found = reading.manuscript("russian.txt")

    assert (found.pen_name, found.rating) == ("Полынь", "teen")
    assert (found.fandoms, found.relationships) == (("Мастер и Маргарита",), ("Мастер/Маргарита",))
    assert found.warning_keys == ("death",)


def test_a_french_disclaimer_names_the_fandom_and_its_note_stands_after():
    found = reading.manuscript("french.txt")

    assert found.fandoms == ("Naruto",)
    assert [note.label for note in found.chapters[0].notes_after] == ["Note de l'auteur"]


def test_a_wrapped_manuscript_is_unwrapped_and_its_notes_end_where_they_end():
    chapter = reading.manuscript("wrapped.txt").chapters[0]

    assert (chapter.part, chapter.of, chapter.title) == (4, 6, "The Customs House")
    assert chapter.notes_before[0].text.endswith("There was a baby. Onwards, dear readers, to the fourth chapter.")
    assert chapter.notes_after[0].label == "A/N 2"
    assert chapter.notes_after[0].text.endswith("\n\nReviews are figs. I like figs.")
    assert [block.kind for block in chapter.blocks] == ["paragraph", "paragraph", "scene_break", "paragraph"]


def test_several_chapters_in_one_file_come_apart_with_their_own_notes():
    found = reading.manuscript("novel.txt")

    assert found.title == "THE HOUSE AT SYRA"
    assert found.pen_name == "januarythaw"
    assert [chapter.heading for chapter in found.chapters] == [
        "Chapter One", "Chapter Two: The Cat", "Chapter Three", "Epilogue",
    ]  # fmt: skip
    assert [chapter.part for chapter in found.chapters] == [1, 2, 3, None]
    assert found.chapters[0].notes_after[0].text == "thank you for the reviews! More soon."
    assert found.disclaimer == "The Count of Monte Cristo belongs to Dumas."
    assert found.chapters[3].blocks[-1].text == "The End"


def test_markdown_keeps_its_blocks_and_gives_its_header():
    found = reading.manuscript("marked.md")

    assert (found.title, found.pen_name, found.rating) == ("What Haydée Kept", "januarythaw", "teen")
    assert found.summary == "He gave away his island, his bank and his name. She was listening. Edmond/Haydee."
    assert found.relationships == ("Edmond/Haydee",)
    chapter = found.chapters[0]
    assert (chapter.heading, chapter.part) == ("Chapter 3: The Almonds", 3)
    assert [block.kind for block in chapter.blocks] == ["paragraph", "quotation", "scene_break", "list", "paragraph"]
    assert [note.text for note in chapter.notes_after] == ["Reviews are figs."]
    assert reading.stretches(found, "block")[0] == "She kept the **almonds** in a tin, and the tin in a drawer."


def test_a_page_saved_by_word_is_read_through_its_markup():
    found = reading.manuscript("word.html")

    assert found.title == "Tinder & Flint"
    assert found.fandoms == ("Les Misérables",)
    chapter = found.chapters[0]
    assert (chapter.heading, chapter.part, chapter.of) == ("Part 2 of 3", 2, 3)
    assert [note.text for note in chapter.notes_before] == ["Thank you all for the reviews\xa0— here is more."]
    assert [block.kind for block in chapter.blocks] == ["paragraph", "scene_break", "paragraph"]
    assert (
        chapter.blocks[0].html
        == "The barricade is <em>quiet</em>.".replace("is", "was") + " It had been quiet for an hour."
    )
    assert reading.stretches(found, "scene_break") == ['<p class="MsoNormal" align="center">***</p>']


def test_a_download_from_an_archive_gives_its_tags_and_chapters():
    found = reading.manuscript("archive.html")

    assert (found.title, found.pen_name, found.rating) == ("Tinder", "millwheel", "teen")
    assert found.fandoms == ("Les Misérables - Victor Hugo",)
    assert found.relationships == ("Enjolras/Grantaire (Les Misérables)",)
    assert found.characters == ("Enjolras", "Grantaire")
    assert found.warning_keys == ("death",)
    assert found.summary == "The barricade, the morning after."
    assert [chapter.heading for chapter in found.chapters] == ["Chapter 1: Morning", "Chapter 2: Evening"]
    assert [note.text for note in found.chapters[0].notes_before] == ["For Jo, who read it first."]
    assert [note.text for note in found.chapters[1].notes_after] == ["Thank you for your reviews."]
    assert [block.kind for block in found.chapters[1].blocks] == ["paragraph", "scene_break", "paragraph"]
    assert len(found.chapters[0].blocks) == 2


def test_a_saved_page_of_fanfiction_net_gives_its_header_and_only_its_text():
    found = reading.manuscript("fanfiction.html")

    assert (found.title, found.pen_name, found.rating) == ("Salt", "lanternjaw", "teen")
    assert found.fandoms == ("Naruto",)
    assert found.summary == "He came home. She had moved. SasuSaku"
    assert found.relationships == ("SasuSaku",)
    assert found.characters == ("Sasuke U.", "Sakura H.")
    assert [block.text for block in found.chapters[0].blocks] == ["He knocked.", "Nobody came."]
    assert found.chapters[0].part == 2


def test_labels_that_lost_their_line_break_come_apart_and_remarks_inside_stay():
    found = reading.manuscript("joined.txt")

    assert (found.rating, found.disclaimer) == ("teen", "I do not own Buffy the Vampire Slayer.")
    assert "(A/N: pages talk here, do not ask)" in found.chapters[0].blocks[1].text
    assert found.chapters[0].notes_before == ()


def test_a_letter_in_a_story_is_no_header():
    found = reading.manuscript("letter.txt")

    assert [piece.field for piece in found.pieces if piece.field != "space"] == ["block"] * 5


def test_a_file_that_is_all_notes_becomes_the_text_of_a_chapter_and_says_why():
    found = reading.manuscript("announcement.txt")

    assert len(found.chapters[0].blocks) == 2
    assert found.chapters[0].notes_before == ()
    assert "speaks to readers" in found.pieces[0].why


def test_the_same_disclaimer_in_every_chapter_is_kept_once():
    found = reading.of_text(
        "Chapter 1\n\nDisclaimer: I do not own Bleach.\n\nIt rained.\n\n"
        "Chapter 2\n\nDisclaimer: I do not own Bleach.\n\nIt snowed.\n"
    )

    assert found.disclaimer == "I do not own Bleach."
    assert [note.text for note in found.others] == ["I do not own Bleach."]
    assert [len(chapter.blocks) for chapter in found.chapters] == [1, 1]


def test_a_table_of_contents_makes_no_chapters():
    found = reading.of_text(
        "Chapter 1: Ice\nChapter 2: Salt\n\nChapter 1: Ice\n\nIt rained.\n\nChapter 2: Salt\n\nIt snowed.\n"
    )

    assert [len(chapter.blocks) for chapter in found.chapters][-1] == 1
    assert [chapter.part for chapter in found.chapters] == [1, 2]


def test_first_person_prose_after_a_note_stays_in_the_text():
    found = reading.of_text(
        "A/N: Sorry for the wait!\n\nI woke up before you did.\n\nMy hands were cold, and I let you sleep.\n"
    )

    assert [note.text for note in found.chapters[0].notes_before] == ["Sorry for the wait!"]
    assert len(found.chapters[0].blocks) == 2


def test_a_note_in_the_middle_of_a_long_chapter_stays_where_it_is():
    prose = "\n\n".join(f"The {n}th house on the quay was empty." for n in range(60))
    found = reading.of_text(f"{prose}\n\nA/N: here is where I cried.\n\n{prose}\n")

    assert len(found.chapters[0].blocks) == 121
    assert found.chapters[0].notes_after == ()


def test_paragraphs_between_a_header_and_a_heading_stay_in_the_text():
    found = reading.of_text("Summary: Snow.\n\nFor my grandmother.\n\nChapter 3\n\nIt snowed.\n")

    assert [block.text for block in found.chapters[0].blocks] == ["For my grandmother.", "It snowed."]
    assert found.chapters[0].part == 3
