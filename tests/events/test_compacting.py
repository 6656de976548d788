"""Compacting: the log gets shorter, and every question that may be asked of it keeps its answer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from feuilleton.events import compacting, recording
from feuilleton.events.models import Cursor, Event, Parked, Touch

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kept(settings):
    settings.FEUILLETON_LOG_KEPT = timedelta(days=30)
    settings.FEUILLETON_LOG_READERS = {}


def tell(kind: str, *touches: str, at: datetime = LONG_AGO, topics: tuple[str, ...] = ()) -> Event:
    about = ContentType.objects.get_for_model(Event)
    return recording.record(kind, by=None, about=about, at=at, touches=touches, topics=topics)


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_an_old_event_whose_touches_are_outdone_goes():
    tell("first", "story")
    tell("second", "story")
    tell("newest", at=NOW)

    gone = compacting.compact(at=NOW)

    assert gone == 1
    assert kinds() == ["second", "newest"]


def test_the_newest_touch_of_a_name_is_kept_however_old():
    first = tell("first", "story", "front")
    tell("second", "front")
    tell("newest", at=NOW)

    compacting.compact(at=NOW)

    assert list(first.touches.values_list("name", flat=True)) == ["story"]
    assert set(Touch.objects.values_list("name", flat=True)) == {"story", "front"}


def test_the_newest_event_is_kept_though_it_is_old_and_touches_nothing():
    tell("older")
    tell("newest")

    compacting.compact(at=NOW)

    assert kinds() == ["newest"]


def test_a_young_event_is_kept():
    tell("young", at=NOW)
    tell("newest", at=NOW)

    compacting.compact(at=NOW)

    assert kinds() == ["young", "newest"]


def test_what_a_reader_has_not_read_is_kept(settings):
    settings.FEUILLETON_LOG_READERS = {"fast": "x", "slow": "x"}
    first, second = tell("first"), tell("second")
    newest = tell("newest")
    Cursor.objects.create(reader="fast", event=newest.id)
    Cursor.objects.create(reader="slow", event=first.id)

    compacting.compact(at=NOW)

    assert kinds() == [second.kind, newest.kind]


def test_a_reader_that_has_never_read_keeps_everything(settings):
    settings.FEUILLETON_LOG_READERS = {"new": "x"}
    tell("first")
    tell("newest")

    assert compacting.compact(at=NOW) == 0


def test_a_parked_event_is_kept():
    parked = tell("parked")
    tell("newest")
    Parked.objects.create(reader="ear", event=parked, error="?", tries=4, at=LONG_AGO)

    compacting.compact(at=NOW)

    assert kinds() == ["parked", "newest"]


def test_what_was_told_to_those_who_follow_it_is_kept_for_their_inbox():
    news = tell("news", "story", topics=("story:5", "person:3"))
    tell("second", "story")
    tell("newest", at=NOW)

    compacting.compact(at=NOW)

    assert kinds() == ["news", "second", "newest"]
    assert news.topics.count() == 2
    assert not news.touches.exists()
