"""The store: what it finds is as good as a page rendered now."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from feuilleton.events import recording
from feuilleton.events.models import Event
from feuilleton.pages import stored

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def tell(*touches: str) -> Event:
    about = ContentType.objects.get_for_model(Event)
    with transaction.atomic():
        return recording.record("told", by=None, about=about, at=NOW, touches=touches)


def keep(store, key: str = "key", words: str = "words", touches=("story",), length: int = 0):
    _, now = store.find(key)
    body = f"<html><body>{words}{'.' * length}".encode()
    store.keep(key, stored.made([("Content-Type", "text/html")], body, touches, now))


def words(store, key: str = "key") -> str | None:
    page, _ = store.find(key)
    return page and page.body.plain().decode().removeprefix("<html><body>").strip(".")


def test_a_kept_page_is_found(make_store):
    store = make_store()
    keep(store)

    assert words(store) == "words"


def test_a_page_is_found_after_events_that_do_not_touch_it(make_store):
    store = make_store()
    keep(store)

    tell("another story")

    assert words(store) == "words"


def test_a_page_that_was_touched_is_not_found(make_store):
    store = make_store()
    keep(store, touches=["story", "front page"])

    tell("front page")

    assert words(store) is None


def test_a_page_touched_while_it_was_rendered_is_not_found(make_store):
    store = make_store()
    _, before = store.find("key")
    tell("story")
    store.keep("key", stored.made([], b"<html>old", ["story"], before))

    assert words(store) is None


def test_a_slow_render_does_not_push_out_a_later_one(make_store):
    store = make_store()
    _, before = store.find("key")
    tell("story")
    keep(store, words="new")

    store.keep("key", stored.made([], b"<html><body>old", ["story"], before))

    assert words(store) == "new"


def test_another_process_finds_what_this_one_kept(make_store):
    here, there = make_store(), make_store()
    keep(here)

    assert words(there) == "words"


def test_another_process_does_not_find_what_was_touched_since(make_store):
    here, there = make_store(), make_store()
    keep(here)
    found_first = words(there)

    tell("story")

    assert (found_first, words(there)) == ("words", None)


def test_a_page_renewed_by_another_process_is_taken_from_there(make_store):
    here, there = make_store(), make_store()
    keep(here)
    tell("story")

    keep(there, words="renewed")

    assert words(here) == "renewed"


def test_a_page_of_another_release_is_not_found(make_store):
    keep(make_store(release="1"))

    assert words(make_store(release="2")) is None


def test_a_page_of_another_log_is_not_found(make_store):
    tell("something")
    keep(make_store())
    kept = words(make_store())

    Event.objects.update(at=datetime(2020, 1, 1, tzinfo=UTC))  # as if another archive had been restored

    assert (kept, words(make_store())) == ("words", None)


def test_memory_is_bounded_and_rows_are_behind_it(make_store):
    store = make_store(memory=50_000)

    for number in range(100):
        keep(store, key=str(number), words=str(number), length=2000)

    assert store._size <= 50_000
    assert store._size == sum(page.size for page in store._pages.values())
    assert [words(store, str(number)) for number in range(100)] == [str(number) for number in range(100)]


def test_a_page_that_is_read_stays_in_memory_longer(make_store):
    store = make_store(memory=50_000)
    keep(store, key="loved")

    for number in range(100):
        keep(store, key=str(number))
        words(store, "loved")

    assert "loved" in store._pages


def test_without_an_announcement_file_the_database_is_asked(make_store):
    store = make_store()
    store.log.news = None
    keep(store)
    found_first = words(store)

    tell("story")

    assert (found_first, words(store)) == ("words", None)
