"""`feuilleton import`: a manuscript file becomes a story, or one sentence says why not."""

from __future__ import annotations

import argparse
import json

import pytest

from feuilleton.accounts.models import PenName
from feuilleton.importing.models import Manuscript
from feuilleton.kit.errors import Refusal
from feuilleton.ops import importing
from feuilleton.stories.models import Story
from tests import people
from tests.importing import reading

pytestmark = pytest.mark.django_db
JOURNAL = str(reading.FOLDER / "journal.txt")


@pytest.fixture
def kettle(tmp_path):
    """A file that says no title and no author."""
    path = tmp_path / "kettle.txt"
    path.write_text("Part 2 of 2\n\nThe kettle sang. Nobody drank it.\n")
    return str(path)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    return importing.run(parser.parse_args(words))


def told(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_it_makes_a_draft_under_a_pen_name_that_waits_for_its_owner(kettle, capsys):
    assert run(kettle, "--pen-name", "Rosie", "--title", "The Kettle", "--json") == 0

    story = Story.objects.get()
    assert told(capsys) == {
        "public_id": story.public_id, "url": f"/stories/{story.public_id}", "chapters": 1, "words": 6,
    }  # fmt: skip
    assert story.authors.get() == PenName.objects.unclaimed().get()
    assert (story.chapter_count, story.planned) == (0, 2)


def test_it_publishes_when_told_to(kettle, capsys):
    run(kettle, "--pen-name", "Rosie", "--title", "The Kettle", "--publish")

    story = Story.objects.get()
    assert story.chapter_count == 1
    assert not story.is_complete
    assert "The Kettle" in capsys.readouterr().out


def test_title_and_pen_name_need_not_be_given_when_the_file_says_them():
    assert run(JOURNAL) == 0

    story = Story.objects.get()
    assert (story.title, story.authors.get().name) == ("Tinder", "millwheel")


def test_it_adds_a_chapter_to_a_story(kettle, maud, capsys):
    story = people.published_story(maud)

    run(kettle, "--story", story.public_id, "--pen-name", "MAUD at sea", "--publish", "--json")

    story.refresh_from_db()
    assert story.chapter_count == 2
    assert told(capsys)["chapters"] == 2
    assert Manuscript.objects.of(maud).get().story == story


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--pen-name", "Rosie"], "--title"),
        (["--title", "The Kettle"], "--pen-name"),
        (["--title", "T" * 300, "--pen-name", "Rosie"], "title"),
        (["--title", "The Kettle", "--pen-name", "Rosie", "--story", "nowhere222"], "no story nowhere222"),
        (["--title", "The Kettle", "--pen-name", "Rosie", "--charset", "nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_made(kettle, words, why):
    with pytest.raises(Refusal, match=why):
        run(kettle, *words)

    assert not Story.objects.exists()
    assert not PenName.objects.exists()


def test_somebody_elses_story_is_not_added_to(kettle, maud, iris):
    story = people.published_story(maud)
    people.pen_name(iris, "Iris")

    with pytest.raises(Refusal, match="not signed"):
        run(kettle, "--story", story.public_id, "--pen-name", "Iris")

    assert not Manuscript.objects.exists()


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    with pytest.raises(Refusal, match="No such file"):
        run(str(tmp_path / "nothing.txt"), "--pen-name", "Rosie", "--title", "T")
    with pytest.raises(Refusal, match="not a text file"):
        run(str(tmp_path / "picture.txt"), "--pen-name", "Rosie", "--title", "T")
