"""Two processes: what one has committed, the very next look in the other knows; also when the one was killed."""

import pytest
from django.contrib.contenttypes.models import ContentType

from feuilleton.pages import stored
from feuilleton.pages.store import Store
from tests import processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def text():
    return ContentType.objects.create(app_label="text", model="0")


def look(store: Store) -> tuple[int, bool]:
    """The number on the page, and whether it was found rather than made."""
    page, now = store.find("page")
    is_hit = page is not None
    if page is None:
        number = ContentType.objects.get(app_label="text").model
        page = stored.made([], f"<html>{number}".encode(), ["text"], now)
        store.keep("page", page)
    return int(page.body.plain().removeprefix(b"<html>")), is_hit


def test_the_very_next_look_shows_each_of_three_hundred_edits(make_store, text):
    store, stale, hits = make_store(), 0, 0

    with processes.start("tests.pages.writing", 300) as writer:
        for line in writer.stdout:
            shown, _ = look(store)
            stale += shown < int(line)
            hits += look(store)[1]

    assert writer.returncode == 0
    assert stale == 0
    assert look(store) == (300, True)
    assert hits > 0


def test_a_writer_that_is_killed_leaves_nothing_stale(make_store, text):
    store, said = make_store(), 0

    for lines in range(1, 4):
        with processes.start("tests.pages.writing", 1_000_000) as writer:
            for _ in range(lines):
                said = int(writer.stdout.readline())
                look(store)
            writer.kill()
        shown, _ = look(store)
        assert shown == int(ContentType.objects.get(app_label="text").model) >= said

    assert look(store)[1]
