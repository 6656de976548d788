"""Who hears what of notes on passages: tables of circumstances.

Iris wrote a note on a chapter by maud. The first table says what she is told of what maud makes of it; the second what
maud is told of the note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.accounts.models import User
from feuilleton.inbox import bouncing, reading, summing
from feuilleton.inbox.models import DAILY, NONE, Alert, Delivery, Wishes
from feuilleton.moderation import hiding
from feuilleton.notes import clarifying, deciding, noting
from feuilleton.notes.models import Note
from feuilleton.stories import describing, publishing, removing, welcoming
from feuilleton.stories.models import ALL, MEMBERS, MINOR, Chapter
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.inbox import digests, news
from tests.inbox.news import AFTER
from tests.people import NOW

pytestmark = pytest.mark.django_db

TEXT = "Edda counted the crates on teh quay twice.\n\nNobody on the quay moved until the lamp went out."
SOON = NOW + timedelta(minutes=1)
INBOX, MAIL, GATHERED = "inbox", "mail", "gathered letter"
NOTHING: set[str] = set()


@dataclass
class Case:
    """A chapter by maud, and a note on it by iris."""

    chapter: Chapter
    maud: User
    iris: User
    otto: User
    nell: User
    slip: Note
    asked: Note = field(init=False)

    def __post_init__(self) -> None:
        self.asked = people.noted(self.chapter, self.iris, "the lamp", "Whose lamp?", kind="question")

    def wish(self, of: User, **wishes: object) -> None:
        Wishes.objects.update_or_create(user=of, defaults=wishes)

    def accept(self) -> None:
        deciding.accept(self.slip, by=self.maud, at=NOW)

    def publish(self) -> None:
        publishing.publish(self.chapter, by=self.maud, at=SOON, change=MINOR)

    def mend(self) -> None:
        self.accept()
        self.publish()

    def answer(self) -> None:
        deciding.answer(self.asked, "Joan’s.", by=self.maud, at=NOW)

    def block(self) -> None:
        blocking.block(people.pen_name(self.iris), by=self.maud, at=SOON)

    def hide(self) -> None:
        hiding.hide(self.chapter.story, reason="Copied.", by=self.otto, at=SOON)


@pytest.fixture
def case(maud, iris, otto, nell, office) -> Case:
    story = people.story(maud)
    welcoming.welcome(story, Welcome(notes_welcome=ALL), by=maud, at=NOW)
    chapter = people.published_chapter(story, maud, TEXT, title="The Quay")
    return Case(chapter, maud, iris, otto, nell, people.noted(chapter, iris, "teh", becomes="the"))


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


def test_notes_are_told_as_a_sum_by_kind_in_one_letter_with_favorites(case, office):
    from feuilleton.shelves import favoriting

    people.noted(case.chapter, case.nell, "teh", becomes="the")
    people.noted(case.chapter, case.nell, "Nobody", "Moved me", kind="reaction")
    favoriting.favorite(case.chapter.story, by=case.nell, at=NOW)
    digests.plan(at=AFTER)

    digests.send(at=digests.SUNDAY_SIX)

    [message] = office.messages
    assert message["Subject"] == "1 new favorite; 3 notes wait for you"
    says = "3 notes on “Salt Wages” wait on your desk: 1 reaction, 1 typo, 1 question."
    assert says in digests.body(message).replace("\n  ", " ")


def test_a_letter_tells_only_of_notes_that_came_since_the_last(case, office):
    digests.plan(at=AFTER)
    digests.send(at=digests.SUNDAY_SIX)
    people.noted(case.chapter, case.nell, "crates", becomes="boxes", kind="wording", at=digests.SUNDAY_SIX)
    digests.plan(at=digests.SUNDAY_SIX)

    digests.send(at=digests.SUNDAY_SIX + timedelta(days=1))

    assert [str(message["Subject"]) for message in office.messages] == ["2 notes wait for you", "1 note waits for you"]
    [one] = summing.sums(case.maud, at=AFTER)
    assert one.notes == {"typo": 1, "question": 1, "wording": 1}


def test_three_finds_in_one_revision_are_one_alert_and_one_letter_in_her_words(case, office, settings):
    settings.FEUILLETON_ADDRESS = "https://archive.example.org"
    people.noted(case.chapter, case.nell, "teh", becomes="the")
    for passage, becomes in (("twice", "two times"), ("crates", "boxes")):
        note = people.noted(case.chapter, case.iris, passage, becomes=becomes)
        deciding.accept(note, by=case.maud, at=NOW)
    case.mend()
    news.spread()
    news.spread(at=AFTER + timedelta(hours=1))

    [entry] = reading.page(case.iris).entries
    assert (entry.kind, entry.found.mended, entry.found.by) == ("notes_mended", 3, "maud at sea")
    mine = [message for message in office.messages if message["To"] == case.iris.email]
    assert [str(message["Subject"]) for message in mine] == ["maud at sea mended what you found: Salt Wages"]
    assert "maud at sea mended 3 things you found in “Salt Wages”." in digests.body(mine[0])
    assert f"https://archive.example.org/chapters/{case.chapter.public_id}" in digests.body(mine[0])
    assert [entry.found.mended for entry in reading.page(case.nell).entries] == [1]
    assert Delivery.objects.count() == Alert.objects.filter(kind="notes_mended").count() == 2


def test_an_answer_stands_in_its_letter_but_not_of_a_story_that_asks_first(case, office):
    case.answer()
    news.spread()
    [message] = office.messages
    assert message["Subject"] == "maud at sea answered you: Salt Wages"
    assert "> Joan’s." in digests.body(message)

    header = replace(describing.header_of(case.chapter.story), rating="explicit")
    describing.describe(case.chapter.story, header, by=case.maud, at=NOW)
    deciding.answer(case.slip, "It is how she says it.", by=case.maud, at=NOW)
    news.spread()

    assert office.messages[1]["Subject"] == "An answer to you"
    assert "how she says it" not in digests.body(office.messages[1])


def test_what_was_opened_again_and_mended_again_is_told_of_the_later_time_alone(case):
    case.mend()
    news.spread()
    case.slip.refresh_from_db()
    deciding.reopen(case.slip, by=case.iris, at=AFTER)
    deciding.mend_otherwise(case.slip, by=case.maud, at=AFTER)
    people.revised(case.chapter, case.maud, TEXT.replace("teh quay", "the old quay"), at=AFTER + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(hours=2))

    assert [entry.found.mended for entry in reading.page(case.iris).entries] == [1]
