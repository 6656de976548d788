"""The words that are known: ratings, fandoms, relationships, labels, headings; and those that are none."""

import pytest

from feuilleton.importing import fandoms, grading, headings, labels, ships


@pytest.mark.parametrize(
    ("words", "rating"),
    [
        ("PG-13", "teen"), ("R", "mature"), ("NC-17", "explicit"), ("K+", "general"), ("T", "teen"), ("M", "mature"),
        ("FR15", "teen"), ("Adult", "explicit"), ("PG-13 for language", "teen"), ("Fiction T", "teen"), ("G",
        "general"),
        ("Teen And Up Audiences", "teen"), ("Not Rated", "not rated"), ("PG-13, R later", "mature"), ("Purple", None),
        ("A lot", None), ("Rated M for Mature", "mature"), ("", None),
    ],
)  # fmt: skip
def test_a_rating_is_known_by_the_words_of_many_sites(words, rating):
    assert grading.rating(words) == rating


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("character death, violence", ["violence", "death"]), ("none", []), ("No major character death", []),
        ("No Archive Warnings Apply", []), ("Language; rape", ["nonconsensual"]), ("slash", []),
        ("Creator Chose Not To Use Archive Warnings", ["unsaid"]),
    ],
)  # fmt: skip
def test_warnings_amount_to_the_archives_own(words, keys):
    assert grading.causes(grading.warnings(words)) == keys


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I do not own Naruto.", ["Naruto"]), ("I don't own anything.", []), ("I do not own these characters.", []),
        ("Harry Potter belongs to J.K. Rowling.", ["Harry Potter"]), ("I OWN NOTHING", []), ("Not mine.", []),
        ("Buffy the Vampire Slayer is the property of Joss Whedon", ["Buffy the Vampire Slayer"]),
        ("I don't own Harry Potter or any of the characters.", ["Harry Potter"]), ("They belong to Paramount", []),
        ("All characters belong to Masashi Kishimoto.", []), ("I own one (1) second-hand copy.", []),
        ("I do not own Naruto, Bleach or One Piece.", ["Naruto", "Bleach", "One Piece"]),
        ("Naruto and all its characters belong to Kishimoto", ["Naruto"]),
        ('I do not own "The X-Files".', ["The X-Files"]),
        ("J. K. Rowling owns Harry Potter.", ["Harry Potter"]), ("Naruto gehört mir nicht.", ["Naruto"]),
    ],
)  # fmt: skip
def test_a_disclaimer_names_its_fandom_or_none(text, names):
    assert fandoms.found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("and her heart. SasuSaku.", ["SasuSaku"]), ("NaruHina, KakaIru", ["NaruHina", "KakaIru"]),
        ("Edmond/Haydee, a little Mercedes.", ["Edmond/Haydee"]), ("Sasuke x Sakura", ["Sasuke x Sakura"]),
        ("McDonald iPhone LiveJournal FanFiction DeviantArt YouTube", []), ("A/N and R/R and/or he/she w/o", []),
        ("Kirk/Spock/McCoy!", ["Kirk/Spock/McCoy"]), ("Hurt/Comfort, Angst/Humor", []), ("JoAnn and LeBlanc", []),
        ("see http://Foo/Bar", []), ("SasuxSaku", ["SasuxSaku"]),
    ],
)  # fmt: skip
def test_relationships_are_seen_in_running_text(text, names):
    assert ships.found(text) == names


@pytest.mark.parametrize(
    ("text", "part", "of"),
    [
        ("Deux of Deux", 2, 2), ("Chapter Four of Six: The Customs House", 4, 6), ("Part 1/?", 1, None), ("2/2", 2, 2),
        ("Title [1/?]", 1, None), ("CHAPTER III - The Road", 3, None), ("zwei von zwei", 2, 2), ("dos de tres", 2, 3),
        ("Première partie", 1, None), ("Erstes Kapitel", 1, None), ("Глава 3. Дом", 3, None),
        ("Ch 12 – Home", 12, None),
        ("Chapter Twenty-One", 21, None), ("Chapter 3 The Long Road", 3, None), ("Глава первая", 1, None),
        ("*Chapter 2*", 2, None), ("Epilogue: After", None, None), ("Prologue", None, None), ("II of III", 2, 3),
    ],
)  # fmt: skip
def test_a_heading_says_its_part(text, part, of):
    heading = headings.read(text)

    assert heading is not None
    assert (heading.part, heading.of) == (part, of)


@pytest.mark.parametrize(
    "text",
    ["Part two was the worst.", "Chapter One was long", "One of us left", "I/O", "1/2 cup of sugar", "II", "OK", "",
     "First day of school", "Act like nothing", "Three of two", "Part of it", "x" * 10_000, "Letter I wrote"],
)  # fmt: skip
def test_a_sentence_is_no_heading(text):
    assert headings.read(text) is None


@pytest.mark.parametrize(
    ("text", "meaning", "words", "value"),
    [
        ("Rosie's Notes II: Thanks", "note", "Rosie's Notes II", "Thanks"), ("A/N: hi", "note", "A/N", "hi"),
        ("**Summary:** He", "summary", "Summary", "He"), ("Author : Simba", "pen_name", "Author", "Simba"),
        ("Summary：x", "summary", "Summary", "x"), ("TITLE::x", "title", "TITLE", "x"), ("A/N - hi", "note", "A/N",
        "hi"),
        ("A/N 2: hi", "note", "A/N 2", "hi"), ("Author’s Note - hi", "note", "Author’s Note", "hi"),
        ("__A/N__: hi", "note", "A/N", "hi"), ("Название: Дом", "title", "Название", "Дом"), ("Notes", "note",
        "Notes", ""),
    ],
)  # fmt: skip
def test_a_label_is_known_however_it_is_dressed(text, meaning, words, value):
    label = labels.find(text)

    assert label is not None
    assert (label.meaning, label.words, text[label.end :].strip()) == (meaning, words, value)


@pytest.mark.parametrize(
    "text", ["He said: no", "Note to self: x", "12:30: x", "http://foo.org", "An old man - he", ""]
)
def test_a_sentence_is_no_label(text):
    assert labels.find(text) is None


def test_the_name_in_a_label_is_whose_note_it_is():
    named, nobodys = labels.find("Rosie's Notes: hi"), labels.find("Author's Notes: hi")

    assert named is not None
    assert nobodys is not None
    assert (named.name, nobodys.name) == ("Rosie", "")
