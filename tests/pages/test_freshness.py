"""Freshness is exact: in every order in which a writer and two renders can meet, no reader is shown what is over.

The writer: opens its transaction and writes, records (which announces), commits. A render: looks (and learns the newest
event), reads, keeps. After each step both stores are looked up. The two mutants show that the test can fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import permutations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from feuilleton.events import announcing, recording
from feuilleton.events.models import Event, Touch
from feuilleton.pages import stored
from feuilleton.pages.store import Store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
Steps = Callable[[], Iterator[None]]


class World:
    """Two processes with a store each, one page, and its text in the database."""

    def __init__(self, stores: list[Store]) -> None:
        self.stores = stores
        self.text = ContentType.objects.create(app_label="text", model="0")
        self.about = ContentType.objects.get_for_model(Event)
        self.committed = 0
        self.reading = connections.create_connection(DEFAULT_DB_ALIAS)

    def read(self) -> str:
        """The text as another connection sees it: what was committed."""
        with self.reading.cursor() as cursor:
            cursor.execute("SELECT model FROM django_content_type WHERE app_label = 'text'")
            return cursor.fetchone()[0]

    def writer(self) -> Iterator[None]:
        with transaction.atomic():
            ContentType.objects.filter(pk=self.text.pk).update(model=str(self.committed + 1))
            yield
            recording.record("written", by=None, about=self.about, at=NOW, touches=["text"])
            yield
        self.committed += 1
        yield

    def render(self, store: Store) -> Iterator[None]:
        page, now = store.find("page")
        yield
        text = page is None and self.read()
        yield
        if page is None:
            store.keep("page", stored.made([], f"<html>{text}".encode(), ["text"], now))
        yield

    def stale(self) -> int:
        """How many of the stores show a text that is over."""
        pages = [store.find("page")[0] for store in self.stores]
        return sum(page is not None and page.body.plain() != f"<html>{self.committed}".encode() for page in pages)

    def renew(self) -> None:
        """Stores that have nothing yet, as of processes just started."""
        for store in self.stores:
            store._pages.clear()
        self.stores[0].rows.clear()


@pytest.fixture
def world(make_store):
    world = World([make_store(), make_store()])
    yield world
    world.reading.close()


def stale_looks(world: World, writer: Steps, render: Callable[[Store], Iterator[None]], *, every: int = 1) -> int:
    """Play the writer and two renders in all 1,680 orders (or every so-manieth); count the stale looks."""
    orders = sorted(set(permutations([0, 0, 0, 1, 1, 1, 2, 2, 2])))
    assert len(orders) == 1680
    stale = 0
    for order in orders[::every]:
        world.renew()
        players = [writer(), render(world.stores[0]), render(world.stores[1])]
        for player in order:
            next(players[player])
            stale += world.stale()
        for player in players:
            next(player, None)
    return stale


def test_in_no_order_is_a_page_shown_that_is_over(world):
    # All of them on SQLite; over a socket each takes ten times as long, and every eighth will do.
    every = 1 if connection.vendor == "sqlite" else 8

    assert stale_looks(world, world.writer, world.render, every=every) == 0


def test_a_render_that_asks_for_the_newest_event_too_late_would_be_caught(world):
    def render(store: Store) -> Iterator[None]:
        page, _ = store.find("page")
        yield
        text = page is None and world.read()
        yield
        if page is None:
            store.keep("page", stored.made([], f"<html>{text}".encode(), ["text"], store.log.newest()))
        yield

    assert stale_looks(world, world.writer, render, every=5) > 0


def test_a_writer_that_announces_after_its_commit_would_be_caught(world):
    def writer() -> Iterator[None]:
        with transaction.atomic():
            ContentType.objects.filter(pk=world.text.pk).update(model=str(world.committed + 1))
            event = Event.objects.create(kind="written", subject_type="x.y", subject_id=1, at=NOW)
            Touch.objects.create(event=event, name="text")
            yield
        world.committed += 1
        yield
        announcing.announce(event.id)
        yield

    assert stale_looks(world, writer, world.render, every=5) > 0
