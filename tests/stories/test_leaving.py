"""Leaving the archive: every story's fate, the pen names, and the account."""

from __future__ import annotations

import pytest

from feuilleton.accounts import sessions
from feuilleton.accounts.models import PenName, User
from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.stories import authoring, leaving, removing
from feuilleton.stories.leaving import KEPT, REMOVED
from feuilleton.stories.models import Authorship, Draft, Revision, Story
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_a_kept_story_stays_with_its_readers_and_names_nobody(maud: User) -> None:
    story = people.published_story(maud)

    leaving.leave(maud, {story.pk: KEPT}, at=NOW)

    story.refresh_from_db()
    assert Story.objects.visible_to(STRANGER).get() == story
    assert story.orphaned_at == NOW
    assert not story.authors.exists()
    assert not User.objects.exists()


def test_drafts_of_a_kept_story_go_and_what_was_published_stays(maud: User) -> None:
    story = people.published_story(maud)
    people.chapter(story, maud, "Never shown.")

    leaving.leave(maud, {story.pk: KEPT}, at=NOW)

    assert not Draft.objects.exists()
    assert Revision.objects.count() == 1


def test_a_removed_story_is_gone_for_good(maud: User) -> None:
    story = people.published_story(maud)
    touched = set(story.touches)

    leaving.leave(maud, {story.pk: REMOVED}, at=NOW)

    assert not Story.objects.exists()
    assert not Revision.objects.exists()
    event = Event.objects.get(kind="story_deleted")
    assert set(event.touches.values_list("name", flat=True)) == touched


def test_a_handed_story_waits_for_the_others_yes_and_brings_its_drafts(maud: User, iris: User) -> None:
    story = people.published_story(maud)
    people.chapter(story, maud, "The next one.")
    theirs = people.pen_name(iris)

    leaving.leave(maud, {story.pk: theirs}, at=NOW)

    assert not Story.objects.written_by(iris).exists()
    authoring.accept(story, by=iris, at=NOW)
    assert Story.objects.written_by(iris).get() == story
    assert Draft.objects.count() == 1


def test_a_story_nobody_spoke_of_stops_everything(maud: User) -> None:
    first, second = people.published_story(maud, "One"), people.published_story(maud, "Two")

    with pytest.raises(leaving.Undecided, match="Two"):
        leaving.leave(maud, {first.pk: REMOVED}, at=NOW)

    assert Story.objects.written_by(maud).count() == 2
    assert second.authors.exists()


def test_a_story_begun_meanwhile_is_not_lost_by_leaving(maud: User) -> None:
    people.story(maud, "Begun in another tab")

    with pytest.raises(leaving.Undecided):
        leaving.leave(maud, {}, at=NOW)

    assert User.objects.filter(pk=maud.pk).exists()


def test_what_nobody_has_read_cannot_be_left_without_a_name(maud: User) -> None:
    story = people.story(maud)

    with pytest.raises(leaving.Undecided):
        leaving.leave(maud, {story.pk: KEPT}, at=NOW)


def test_a_story_is_not_handed_to_nobody_or_to_oneself(maud: User, iris: User) -> None:
    from feuilleton.accounts import naming

    story = people.published_story(maud)
    for to in (people.pen_name(maud, "Salt"), naming.make_unclaimed("Whoever", by=None, at=NOW)):
        with pytest.raises(Refusal, match="nobody else"):
            leaving.leave(maud, {story.pk: to}, at=NOW)


def test_what_lay_in_the_bin_goes_too(maud: User) -> None:
    story = people.published_story(maud)
    removing.remove_story(story, by=maud, at=NOW)

    leaving.leave(maud, {}, at=NOW)

    assert not Story.objects.exists()


def test_a_story_with_another_author_is_theirs(maud: User, iris: User) -> None:
    story = people.published_story(maud)
    Authorship.objects.create(story=story, pen_name=people.pen_name(iris), position=2)

    leaving.leave(maud, {story.pk: REMOVED}, at=NOW)

    story.refresh_from_db()
    assert [one.user for one in story.authors.all()] == [iris]
    assert story.orphaned_at is None


def test_pen_names_are_free_again(maud: User, iris: User) -> None:
    story = people.published_story(maud)
    name = people.pen_name(maud).name
    touched = people.pen_name(maud).touches

    leaving.leave(maud, {story.pk: KEPT}, at=NOW)

    assert not PenName.objects.exists()
    assert people.pen_name(iris, name).user == iris
    event = Event.objects.get(kind="account_closed")
    assert list(event.touches.values_list("name", flat=True)) == touched


def test_stories_offered_to_a_leaver_stay_without_a_name(maud: User, iris: User) -> None:
    story = people.published_story(iris)
    authoring.orphan(story, by=iris, at=NOW, offered_to=people.pen_name(maud))

    leaving.leave(maud, {}, at=NOW)

    story.refresh_from_db()
    assert story.offered_to is None
    assert story.orphaned_at == NOW


def test_leaving_twice_is_leaving_once(maud: User) -> None:
    leaving.leave(maud, {}, at=NOW)
    leaving.leave(maud, {}, at=NOW)

    assert Event.objects.filter(kind="account_closed").count() == 1


def test_every_session_ends(maud: User, client) -> None:
    client.force_login(maud)

    leaving.leave(maud, {}, at=NOW)

    assert sessions.Session.objects.count() == 0


def test_the_only_archivist_stays(otto: User) -> None:
    story = people.published_story(otto)

    with pytest.raises(Refusal, match="only archivist"):
        leaving.leave(otto, {story.pk: REMOVED}, at=NOW)

    assert Story.objects.visible_to(Visitor(user=otto)).get() == story


def test_an_archivist_leaves_when_there_is_another(otto: User, maud: User) -> None:
    User.objects.filter(pk=maud.pk).update(is_archivist=True)

    leaving.leave(otto, {}, at=NOW)

    assert list(User.objects.all()) == [maud]
