"""Reading: every reader is told of every event, at its own pace, and none can be stopped by one bad event."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from feuilleton.events import reading, recording
from feuilleton.events.models import Cursor, Event, Parked
from feuilleton.tasks import working
from feuilleton.tasks.models import Job

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
heard: list[str] = []


def listen(event: Event) -> None:
    """A reader that takes everything but the kind "bad"."""
    if event.kind == "bad":
        raise ValueError("This one I cannot read.")
    heard.append(event.kind)


@pytest.fixture(autouse=True)
def readers(settings):
    heard.clear()
    settings.FEUILLETON_LOG_READERS = {}  # nobody is woken while the log is written


def tell(*kinds: str) -> None:
    for kind in kinds:
        about = ContentType.objects.get_for_model(Event)
        recording.record(kind, by=None, about=about, at=NOW, touches=[])


def read(settings):
    settings.FEUILLETON_LOG_READERS = {"ear": f"{__name__}.listen"}
    return reading.read("ear", at=NOW)


def test_a_reader_is_told_of_everything_once_and_in_order(settings):
    tell("one", "two", "three")

    read(settings)
    read(settings)

    assert heard == ["one", "two", "three"]


def test_more_events_than_are_fetched_at_once_are_all_told(settings):
    tell(*[str(number) for number in range(reading.AT_ONCE + 3)])

    read(settings)

    assert heard == [str(number) for number in range(reading.AT_ONCE + 3)]


def test_a_failing_event_holds_the_reader_up_for_a_while(settings):
    tell("one", "bad", "three")

    wait = read(settings)

    assert wait == reading.WAITS[0]
    assert heard == ["one"]
    assert Parked.objects.get().error == "ValueError('This one I cannot read.')"


def test_an_event_that_keeps_failing_is_parked_and_the_rest_is_read(settings):
    tell("one", "bad", "three")

    waits = [read(settings) for _ in range(reading.TRIES)]

    assert waits == [*reading.WAITS, None]
    assert heard == ["one", "three"]
    assert Parked.objects.get().tries == reading.TRIES


def test_a_parked_event_that_can_be_read_at_last_is_parked_no_more(settings):
    tell("bad")
    for _ in range(reading.TRIES):
        read(settings)
    still_bad = reading.read_parked(at=NOW)

    Event.objects.update(kind="mended")
    left = reading.read_parked(at=NOW)

    assert (still_bad, left) == (1, 0)
    assert heard == ["mended"]


def test_a_cursor_never_goes_back(settings):
    tell("one", "two")
    read(settings)
    slow = Cursor.objects.get()
    slow.event = 0

    reading._move(slow, Event.objects.order_by("id").first())

    assert Cursor.objects.get().event == Event.objects.order_by("id").last().id


def test_a_reader_that_cannot_read_keeps_no_other_from_reading(settings, db):
    settings.FEUILLETON_LOG_READERS = {"gone": "feuilleton.nowhere.hear", "ear": f"{__name__}.listen"}
    tell("one")

    reading.read_all.call()

    assert heard == ["one"]
    again = Job.objects.get(task="feuilleton.events.reading.read_on")
    assert again.arguments == {"args": ["gone"], "kwargs": {}}


def test_recording_leaves_one_job_for_all_readers(settings, db):
    settings.FEUILLETON_LOG_READERS = {"ear": f"{__name__}.listen", "other": f"{__name__}.listen"}

    tell("one")

    assert [job.task for job in Job.objects.all()] == ["feuilleton.events.reading.read_all"]


def test_what_is_recorded_before_the_readers_begin_leaves_no_second_job(settings, db):
    settings.FEUILLETON_LOG_READERS = {"ear": f"{__name__}.listen"}

    tell("one", "two")
    assert Job.objects.count() == 1
    assert working.take("w", at=timezone.now())
    tell("three")

    assert Job.objects.count() == 2


def test_recording_wakes_the_readers_by_a_task(settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.FEUILLETON_LOG_READERS = {"ear": f"{__name__}.listen"}

    with django_capture_on_commit_callbacks(execute=True):
        tell("one")

    assert heard == ["one"]
