"""Recording: an event and what it tells are kept or lost together, and announced before the commit."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from feuilleton.events import announcing, recording
from feuilleton.events.models import Event

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def thing() -> ContentType:
    """Any row: the log does not care what it is told about."""
    return ContentType.objects.get_for_model(Event)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_recorded():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        recording.record("told", by=None, about=thing(), at=NOW, touches=[])

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_knows_what_it_is_about_and_what_it_touched():
    event = recording.record("told", by=None, about=thing(), at=NOW, touches=["b", "a", "a"], words=3)

    kept = Event.objects.get()
    assert (kept.kind, kept.at, kept.data, kept.subject) == ("told", NOW, {"words": 3}, thing())
    assert sorted(event.touches.values_list("name", flat=True)) == ["a", "b"]


@pytest.mark.django_db
def test_the_subject_of_an_event_may_be_gone():
    event = recording.record("told", by=None, about=Event(pk=987654), at=NOW, touches=[])

    assert event.subject is None


@pytest.mark.django_db(transaction=True)
def test_the_announcement_comes_before_the_commit():
    with transaction.atomic():
        event = recording.record("told", by=None, about=thing(), at=NOW, touches=[])
        announced_inside = announcing.news().announced()

    assert announced_inside == event.id


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_event_is_gone_but_stays_announced():
    def tell_and_fail():
        with transaction.atomic():
            recording.record("told", by=None, about=thing(), at=NOW, touches=[])
            raise ZeroDivisionError

    announcing.announce(0)
    with pytest.raises(ZeroDivisionError):
        tell_and_fail()

    assert not Event.objects.exists()
    assert announcing.news().announced() > 0


@pytest.mark.django_db
def test_an_event_is_told_under_each_of_its_topics_once():
    event = recording.record(
        "told", by=None, about=thing(), at=NOW, touches=["a"], topics=["story:5", "person:3", "story:5"]
    )

    assert sorted(event.topics.values_list("name", flat=True)) == ["person:3", "story:5"]
    assert [touch.name for touch in event.touches.all()] == ["a"]


@pytest.mark.django_db
def test_most_events_are_told_to_nobody():
    assert not recording.record("told", by=None, about=thing(), at=NOW, touches=["a"]).topics.exists()
