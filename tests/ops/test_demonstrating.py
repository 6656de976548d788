"""The demonstration archive: what a first start finds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from feuilleton.accounts.models import PenName, User
from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.archive import keeping
from feuilleton.events.models import Event
from feuilleton.inbox import reading, summing
from feuilleton.kit.errors import Refusal
from feuilleton.moderation.models import Report
from feuilleton.notes import grouping, thanking
from feuilleton.notes.models import Credit, Note
from feuilleton.ops import demonstrating, demonstration
from feuilleton.reviews.models import Review
from feuilleton.shelves import placing
from feuilleton.shelves.models import Place
from feuilleton.stories.models import Announcement, Chapter, Draft, Fact, Story
from feuilleton.tasks import working
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_a_stranger_finds_a_dozen_chapters_in_three_languages(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)

    stories = Story.objects.listed_for(STRANGER)
    assert Chapter.objects.visible_to(STRANGER).count() >= 12
    assert {"ar", "ja", "en-GB"} <= {story.language for story in stories}
    assert {story.direction for story in stories} == {"ltr", "rtl"}
    assert PenName.objects.filter(stories__in=stories).distinct().count() >= 3
    assert PenName.objects.unclaimed().count() == 2


def test_stories_stand_in_every_state(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)

    stories = list(Story.objects.all())
    assert {story.status for story in stories} == {"ongoing", "hiatus"}
    assert {story.is_complete for story in stories} == {True, False}
    assert [story.title for story in stories if story.asks_first]
    kinds = {block.kind for chapter in Chapter.objects.exclude(live=None) for block in chapter.live.blocks}
    assert kinds >= {"paragraph", "scene_break", "quotation", "verse", "heading"}


def test_everything_lies_in_the_past_and_the_log_tells_it_in_order(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)

    told = [event.at for event in Event.objects.filter(kind__startswith="chapter_published").order_by("id")]
    assert told == sorted(told)
    assert max(told) < NOW
    assert max(told) - min(told) > timedelta(days=100)


def test_the_author_finds_a_draft_and_a_chapter_that_was_mended(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)

    maud = User.objects.named("maud")
    draft = Draft.objects.get()
    assert Chapter.objects.editable_by(maud).filter(pk=draft.chapter_id).exists()
    assert (draft.title, draft.number) == ("The Sluice", "6")
    revised = [chapter for chapter in Chapter.objects.exclude(live=None) if chapter.is_revised]
    first, second = revised[0].revisions.order_by("ordinal")
    assert "order of the register" in first.html
    assert "order of the roll" in second.html


def test_the_logins_work_and_are_no_two_times_the_same(tmp_path: Path) -> None:
    logins = demonstrating.load(data=tmp_path, at=NOW)

    assert {login.name for login in logins} == {"otto", "maud", "iris"}
    assert len({login.password for login in logins}) == 3
    for login in logins:
        assert authenticate(username=login.name, password=login.password) is not None
    assert User.objects.named("otto").may_keep_house
    assert not User.objects.named("iris").may_moderate


def test_only_the_owner_of_the_folder_can_read_the_logins(tmp_path: Path) -> None:
    logins = demonstrating.load(data=tmp_path, at=NOW)

    kept = tmp_path / "logins"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert all(f"{login.name} " in kept.read_text() and login.password in kept.read_text() for login in logins)


def test_it_is_not_loaded_twice(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)
    kept = (tmp_path / "logins").read_text()

    with pytest.raises(Refusal, match="not empty"):
        demonstrating.load(data=tmp_path, at=NOW)

    assert (tmp_path / "logins").read_text() == kept
    assert User.objects.count() == 6


def test_an_archive_in_which_somebody_is_already_stays_as_it_is(maud: User, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="not empty"):
        demonstrating.load(data=tmp_path, at=NOW)

    assert not Story.objects.exists()
    assert not (tmp_path / "logins").exists()


def test_a_folder_that_cannot_keep_the_logins_leaves_the_archive_empty(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        demonstrating.load(data=tmp_path / "gone", at=NOW)

    assert not User.objects.exists()
    assert not Story.objects.exists()


def test_the_house_says_what_it_is(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)

    house = keeping.the_archive()
    assert house.name == demonstration.house().name
    assert "<em>feuilleton</em>" in house.about_html
    assert "<h" in house.rules_html


def test_readers_have_answered_and_the_reader_has_a_story_half_read(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)
    working.work_off(clock=timezone.now)

    maud, iris = User.objects.named("maud"), User.objects.named("iris")
    shown = Review.objects.visible_to(STRANGER)
    assert shown.filter(parent=None).count() >= 10
    assert shown.exclude(parent=None).count() >= 4
    assert shown.filter(html__contains="spoiler").exists()
    assert Review.objects.visible_to(Visitor(maud)).filter(state="held").count() == 1
    assert Report.objects.filter(answered_at=None).count() == 1
    assert Announcement.objects.visible_to(STRANGER).count() == 1
    salt = Story.objects.get(title="Salt Wages")
    assert 0 < placing.reached(iris, salt) < salt.chapter_count
    assert reading.count_new(iris) > 3
    assert reading.count_new(maud) > 5
    assert not list((tmp_path / "mail").glob("*"))


def test_notes_wait_on_the_author_s_desk_and_came_to_something(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)

    maud, halloran, iris = (User.objects.named(name) for name in ("maud", "halloran", "iris"))
    waiting = Note.objects.decided_by(maud).waiting().heads()
    assert {note.kind for note in waiting} >= {"typo", "wording", "continuity", "question", "reaction"}
    typo = waiting.get(kind="typo")
    assert [note.user.username for note in grouping.of(typo)] == ["tess", "halloran"]
    assert waiting.get(kind="continuity").placements.filter(part="against").exists()
    assert Note.objects.published().filter(kind="clarification").count() == 1
    assert Note.objects.filter(kind="private", user=iris).exists()
    mended = Chapter.objects.get(pk=Credit.objects.first().chapter_id)
    assert [name.name for name in thanking.of_chapter(mended.pk).names] == ["Halloran", "wren_at_dusk"]
    assert mended.live.change == "minor"
    assert "somtimes" not in mended.live.html
    assert {credit.note.user for credit in Credit.objects.all()} == {halloran, iris}
    assert Fact.objects.confirmed().count() >= 5


def test_a_chapter_was_revised_after_its_reader_read_it(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)

    place = Place.objects.get(user=User.objects.named("iris"), story__title="Salt Wages")
    assert place.revision.chapter == place.chapter
    assert place.revision != place.chapter.live


def test_each_login_s_inbox_tells_its_part_of_the_notes(tmp_path: Path) -> None:
    demonstrating.load(data=tmp_path, at=NOW)
    working.work_off(clock=timezone.now)

    maud, iris = User.objects.named("maud"), User.objects.named("iris")
    [pile] = [one.notes for one in summing.sums(maud, at=NOW) if one.notes]
    assert pile["typo"] == 1
    found = {entry.kind: entry for entry in reading.page(iris).entries if entry.found}
    assert set(found) == {"notes_mended", "note_declined"}
    assert found["notes_mended"].found.by == "oystercatcher"
    assert found["notes_mended"].at < NOW - timedelta(days=1)
    assert Event.objects.filter(kind="notes_mended").count() == 1
