"""Pieces that many readers share: as fresh as a page made now, whoever changed something, in whatever process."""

import pytest

from feuilleton.accounts import blocking, naming
from feuilleton.pages import pieces
from feuilleton.pages.pieces import Piece, Pieces
from tests import people


class Log:
    """A log whose events are said by the test."""

    def __init__(self):
        self.events = []

    def newest(self):
        return len(self.events)

    def touched(self, names, since):
        return bool(set(names) & set(self.events[since:]))


@pytest.fixture
def log():
    return Log()


def test_a_piece_is_made_once_until_something_touches_it(log):
    kept, made = Pieces(log, most=1_000), []

    def ask():
        return kept.get("k", lambda: made.append(1) or Piece(len(made), ["story:1"], 10))

    assert [ask(), ask()] == [1, 1]
    log.events.append("story:2")
    assert ask() == 1
    log.events.append("story:1")
    assert [ask(), ask()] == [2, 2]


def test_what_happens_while_a_piece_is_made_is_not_missed(log):
    kept = Pieces(log, most=1_000)
    kept.get("k", lambda: log.events.append("story:1") or Piece("old", ["story:1"], 10))

    assert kept.get("k", lambda: Piece("new", ["story:1"], 10)) == "new"


def test_nothing_is_not_kept(log):
    kept = Pieces(log, most=1_000)

    assert kept.get("k", lambda: None) is None
    assert kept.get("k", lambda: Piece("there", [], 10)) == "there"


def test_the_oldest_go_when_there_is_no_room(log):
    kept = Pieces(log, most=25)
    for name in "abc":
        kept.get(name, lambda name=name: Piece(name, [], 10))

    assert kept.get("a", lambda: Piece("again", [], 10)) == "again"
    assert kept.get("c", lambda: Piece("again", [], 10)) == "c"


def test_within_a_transaction_everything_is_made_anew(db):
    assert pieces.get("k", lambda: Piece("one", [], 10)) == "one"
    assert pieces.get("k", lambda: Piece("two", [], 10)) == "two"


@pytest.mark.django_db(transaction=True)
def test_a_member_sees_at_once_what_others_do(client, maud, iris, nell):
    chapter = people.published_story(maud).chapters.get()
    client.force_login(nell)

    def read():
        return client.get(f"/chapters/{chapter.public_id}").content.decode()

    assert all("Nobody has said anything yet." in read() for _ in range(2))
    review = people.review(chapter, iris, "The first to speak.")
    assert "The first to speak." in read()
    people.review(review, maud, "The author answers.")
    assert "The author answers." in read()
    name = people.pen_name(iris)
    naming.describe(name, name="Another name", about="", about_html="", by=iris, at=people.NOW)
    assert "Another name" in read()
    blocking.block(name, by=nell, at=people.NOW)
    assert "The first to speak." not in read()


@pytest.mark.django_db(transaction=True)
def test_what_is_one_members_alone_is_shown_to_no_other(client, maud, iris, nell):
    chapter = people.published_story(maud).chapters.get()
    people.pen_name(nell)
    mine = people.review(chapter, iris, "By Iris.")
    edit = f'href="/reviews/{mine.public_id}/edit"'

    seen = {}
    for who in (iris, nell, maud, nell, iris):
        client.force_login(who)
        page = client.get(f"/chapters/{chapter.public_id}").content.decode()
        seen.setdefault(who.username, set()).add((edit in page, "Take no more reviews" in page))

    assert seen == {"iris": {(True, False)}, "nell": {(False, False)}, "maud": {(False, True)}}
