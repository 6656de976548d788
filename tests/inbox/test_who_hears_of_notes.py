"""Who hears what of notes on passages: tables of circumstances.

Iris wrote a note on a chapter by maud. The first table says what she is told of what maud makes of it; the second what
maud is told of the note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from feuilleton.accounts import blocking
from feuilleton.inbox import bouncing, reading, summing
from feuilleton.inbox.models import DAILY, NONE, Alert
from feuilleton.notes import clarifying, deciding, noting
from feuilleton.stories import describing, publishing, removing
from feuilleton.stories.models import MEMBERS
from tests import people
from tests.inbox import digests, news
from tests.inbox.news import AFTER
from tests.inbox.noted import SOON, Case
from tests.people import NOW

pytestmark = pytest.mark.django_db

INBOX, MAIL, GATHERED = "inbox", "mail", "gathered letter"
NOTHING: set[str] = set()


Arrange = Callable[[Case], object]
READER: list[tuple[str, Arrange, set[str]]] = []
AUTHOR: list[tuple[str, Arrange, set[str]]] = []


def row(table: list[tuple[str, Arrange, set[str]]], says: str, *heard: str) -> Callable[[Arrange], Arrange]:
    def add(arrange: Arrange) -> Arrange:
        table.append((says, arrange, set(heard)))
        return arrange

    return add


# What iris hears of her notes


row(READER, "what was mended", INBOX, MAIL)(Case.mend)
row(READER, "what was accepted and is not published yet")(Case.accept)
row(READER, "what was answered", INBOX, MAIL)(Case.answer)


@row(READER, "what a clarification answered, once", INBOX, MAIL)
def _(case: Case) -> None:
    words = "Joan’s, as the first chapter says."
    clarifying.clarify_where(case.asked, words, by=case.maud, pen_name=people.pen_name(case.maud), at=NOW)


@row(READER, "a clarification that answers nobody")
def _(case: Case) -> None:
    marked = people.marked(case.chapter, "Nobody")
    clarifying.clarify(marked, "Not one.", by=case.maud, pen_name=people.pen_name(case.maud), at=NOW)


@row(READER, "what another asked before, and was answered", INBOX, MAIL)
def _(case: Case) -> None:
    other = people.noted(case.chapter, case.nell, "the lamp", "The lamp?", kind="question")
    deciding.mark_same(case.asked, other, by=case.maud, at=NOW)
    deciding.answer(other, "Joan’s.", by=case.maud, at=NOW)


@row(READER, "what turns out to be what another asked, after the answer", INBOX, MAIL)
def _(case: Case) -> None:
    other = people.noted(case.chapter, case.nell, "the lamp", "The lamp?", kind="question")
    deciding.answer(other, "Joan’s.", by=case.maud, at=NOW)
    deciding.mark_same(case.asked, other, by=case.maud, at=SOON)


@row(READER, "what was left as it is")
def _(case: Case) -> None:
    deciding.decline(case.slip, by=case.maud, at=NOW)


@row(READER, "what was left as it is with a kind word, who wants a letter for each answer", INBOX, MAIL)
def _(case: Case) -> None:
    deciding.decline(case.slip, "It is how Edda speaks.", by=case.maud, at=NOW)


@row(READER, "what was left as it is with a kind word, who has answers gathered", INBOX)
def _(case: Case) -> None:
    case.wish(case.iris, answers=DAILY)
    deciding.decline(case.slip, "It is how Edda speaks.", by=case.maud, at=NOW)


@row(READER, "what was put off")
def _(case: Case) -> None:
    deciding.put_off(case.slip, by=case.maud, at=NOW)


@row(READER, "what was mended, who has answers gathered", INBOX, GATHERED)
def _(case: Case) -> None:
    case.wish(case.iris, answers=DAILY)
    case.mend()


@row(READER, "what was answered, who has answers gathered", INBOX, GATHERED)
def _(case: Case) -> None:
    case.wish(case.iris, answers=DAILY)
    case.answer()


@row(READER, "what was mended, who wants no letter", INBOX)
def _(case: Case) -> None:
    case.wish(case.iris, answers=NONE)
    case.mend()


@row(READER, "what was mended, who has paused all letters", INBOX)
def _(case: Case) -> None:
    case.wish(case.iris, paused_at=NOW)
    case.mend()


@row(READER, "what was mended, who sleeps", INBOX)
def _(case: Case) -> None:
    case.wish(case.iris, quiet_from=17, quiet_until=7)
    case.mend()


@row(READER, "what was mended, whose address is dead", INBOX)
def _(case: Case) -> None:
    bouncing.hard(case.iris, "550 Nobody", NOW)
    case.mend()


@row(READER, "what was mended, whom the author has blocked since")
def _(case: Case) -> None:
    case.mend()
    case.block()


@row(READER, "what was mended, who has blocked the author since")
def _(case: Case) -> None:
    case.mend()
    blocking.block(people.pen_name(case.maud), by=case.iris, at=SOON)


@row(READER, "what was answered, whom the author has blocked since")
def _(case: Case) -> None:
    case.answer()
    case.block()


@row(READER, "what was mended in a story that was hidden")
def _(case: Case) -> None:
    case.mend()
    case.hide()


@row(READER, "what was answered in a story that was hidden")
def _(case: Case) -> None:
    case.answer()
    case.hide()


@row(READER, "what was mended in a chapter that was withdrawn")
def _(case: Case) -> None:
    case.mend()
    publishing.withdraw(case.chapter, by=case.maud, at=SOON)


@row(READER, "what was answered in a chapter that was removed")
def _(case: Case) -> None:
    case.answer()
    removing.remove_chapter(case.chapter, by=case.maud, at=SOON)


@row(READER, "what was mended in a story for members", INBOX, MAIL)
def _(case: Case) -> None:
    header = replace(describing.header_of(case.chapter.story), audience=MEMBERS)
    describing.describe(case.chapter.story, header, by=case.maud, at=NOW)
    case.mend()


@row(READER, "what was mended, and taken back since")
def _(case: Case) -> None:
    case.mend()
    noting.take_back(case.slip, by=case.iris, at=SOON)


@row(READER, "what was answered, and taken back since")
def _(case: Case) -> None:
    case.answer()
    noting.take_back(case.asked, by=case.iris, at=SOON)


@row(READER, "what was mended, who follows the story, too", INBOX, MAIL)
def _(case: Case) -> None:
    news.follow(case.chapter.story, case.iris, at=SOON)
    case.mend()


@pytest.mark.parametrize(("arrange", "heard"), [pytest.param(*told, id=says) for says, *told in READER])
def test_what_a_reader_hears(case: Case, office, arrange: Arrange, heard: set[str]) -> None:
    arrange(case)
    digests.plan(at=AFTER)
    letters = office.addresses.count(case.iris.email)
    digests.send(at=digests.SUNDAY_SIX)

    entries = reading.page(case.iris).entries
    assert len(entries) == (INBOX in heard)
    assert letters == (MAIL in heard)
    assert office.addresses.count(case.iris.email) - letters == (GATHERED in heard)


# What maud hears of them


row(AUTHOR, "notes", INBOX, GATHERED)(lambda case: None)


@row(AUTHOR, "notes, who wants no letter", INBOX)
def _(case: Case) -> None:
    case.wish(case.maud, favorites=NONE)


@row(AUTHOR, "notes that were taken back")
def _(case: Case) -> None:
    for note in (case.slip, case.asked):
        noting.take_back(note, by=case.iris, at=SOON)


@row(AUTHOR, "notes that were put off or decided before the letter")
def _(case: Case) -> None:
    deciding.put_off(case.slip, by=case.maud, at=SOON)
    case.answer()


@row(AUTHOR, "a note that was opened again by its reader", INBOX, GATHERED)
def _(case: Case) -> None:
    for note in (case.slip, case.asked):
        deciding.decline(note, by=case.maud, at=NOW)
    digests.plan(at=NOW)
    Alert.objects.filter(user=case.maud).delete()
    case.slip.refresh_from_db()
    deciding.reopen(case.slip, by=case.iris, at=SOON)


@row(AUTHOR, "notes of a reader with a block between them")
def _(case: Case) -> None:
    case.block()


@row(AUTHOR, "what a reader wrote for themselves")
def _(case: Case) -> None:
    for note in (case.slip, case.asked):
        noting.take_back(note, by=case.iris, at=SOON)
    people.noted(case.chapter, case.iris, "crates", "Mine.", kind="private")


@row(AUTHOR, "notes on a story in the bin")
def _(case: Case) -> None:
    removing.remove_story(case.chapter.story, by=case.maud, at=SOON)


@row(AUTHOR, "notes on a hidden story of hers", INBOX, GATHERED)
def _(case: Case) -> None:
    case.hide()


@pytest.mark.parametrize(("arrange", "heard"), [pytest.param(*told, id=says) for says, *told in AUTHOR])
def test_what_an_author_hears(case: Case, office, arrange: Arrange, heard: set[str]) -> None:
    arrange(case)
    digests.plan(at=AFTER)
    at_once = office.addresses.count(case.maud.email)
    digests.send(at=digests.SUNDAY_SIX)

    assert any(one.notes for one in summing.sums(case.maud, at=AFTER)) == (INBOX in heard)
    assert all(entry.kind == "story_hidden" for entry in reading.page(case.maud).entries)
    assert at_once == 0
    assert office.addresses.count(case.maud.email) == (GATHERED in heard)
