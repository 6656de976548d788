"""Authors get a letter when a story of theirs is hidden or shown again: each of them, once."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from feuilleton.accounts.models import User
from feuilleton.events import reading
from feuilleton.events.models import Event
from feuilleton.moderation import hiding, telling
from feuilleton.moderation.models import Told
from feuilleton.stories import leaving
from feuilleton.stories.models import Authorship
from feuilleton.tasks import working
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db


def letters() -> list[mail.EmailMessage]:
    working.work_off(clock=timezone.now)
    return mail.outbox


def test_hiding_a_story_sends_its_author_the_reason(maud: User, otto: User, settings) -> None:
    settings.FEUILLETON_ADDRESS = "https://tales.example.org"
    story = people.published_story(maud)

    hiding.hide(story, reason="Rule 2:\nno photographs.", by=otto, at=NOW)

    [letter] = letters()
    assert letter.to == ["maud@example.org"]
    assert "Rule 2:\nno photographs." in letter.body
    assert f"https://tales.example.org/stories/{story.public_id}" in letter.body
    assert "otto" not in letter.body


def test_showing_it_again_is_told_too(maud: User, otto: User) -> None:
    story = people.published_story(maud)
    hiding.hide(story, reason="Rule 2.", by=otto, at=NOW)
    hiding.show(story, by=otto, at=NOW)

    hidden, shown = letters()
    assert "was hidden" in hidden.subject
    assert "shown again" in shown.subject


def test_an_event_that_is_read_twice_is_told_once(maud: User, otto: User) -> None:
    story = people.published_story(maud)
    hiding.hide(story, reason="Rule 2.", by=otto, at=NOW)
    event = Event.objects.get(kind="story_hidden")

    for _ in range(3):
        telling.tell(event)

    assert len(letters()) == 1


def test_every_author_is_told_by_a_letter_of_their_own(maud: User, iris: User, otto: User) -> None:
    story = people.published_story(maud)
    Authorship.objects.create(story=story, pen_name=people.pen_name(iris), position=2)
    Authorship.objects.create(story=story, pen_name=people.pen_name(iris, "Heron"), position=3)

    hiding.hide(story, reason="Rule 2.", by=otto, at=NOW)

    assert sorted(letter.to[0] for letter in letters()) == ["iris@example.org", "maud@example.org"]
    assert len({letter.message()["Message-ID"] for letter in mail.outbox}) == 2


def test_a_story_that_is_nobodys_is_told_to_nobody(maud: User, otto: User) -> None:
    story = people.published_story(maud)
    leaving.leave(maud, {story.pk: leaving.KEPT}, at=NOW)

    hiding.hide(story, reason="Rule 2.", by=otto, at=NOW)

    assert letters() == []
    assert reading.read("moderation_letters", at=NOW) is None


def test_a_story_that_is_gone_when_the_log_is_read_is_no_trouble(maud: User, otto: User) -> None:
    story = people.published_story(maud)
    hiding.hide(story, reason="Rule 2.", by=otto, at=NOW)
    story.delete()

    assert letters() == []
    assert not Told.objects.exists()
