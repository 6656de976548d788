"""The facts of a story, in its author's words."""

import pytest

from feuilleton.kit.errors import Refusal
from feuilleton.stories import stating
from feuilleton.stories.models import DEAD, ENGAGED, MARRIED, TRAIT, Fact
from feuilleton.stories.stating import Stated
from tests import people

NOW = people.NOW


@pytest.fixture
def story(maud):
    return people.published_story(maud, chapters=3)


def test_a_fact_is_stated_once(story, maud):
    said = Stated("Edda", ENGAGED, "Joan")

    first = stating.state(story, said, by=maud, at=NOW)

    assert stating.state(story, said, by=maud, at=NOW) == first
    assert first.confirmed_at == NOW
    assert str(first) == "Edda engaged Joan"


def test_what_was_drafted_says_nothing_until_its_author_agrees(story, maud):
    fact = stating.draft(story, Stated("Edda", MARRIED, "Joan"), by=maud, at=NOW)
    assert fact not in Fact.objects.confirmed()

    stating.confirm(fact, by=maud, at=NOW)
    stating.confirm(fact, by=maud, at=NOW)

    assert fact in Fact.objects.confirmed()


def test_stating_what_was_drafted_confirms_it(story, maud):
    drafted = stating.draft(story, Stated("Edda", MARRIED, "Joan"), by=maud, at=NOW)

    stated = stating.state(story, Stated("Edda", MARRIED, "Joan"), by=maud, at=NOW)

    assert stated == drafted
    stated.refresh_from_db()
    assert stated.confirmed_at is not None


def test_a_fact_is_said_otherwise_and_taken_out(story, maud):
    fact = stating.state(story, Stated("Edda", ENGAGED, "Joan"), by=maud, at=NOW)
    chapters = list(story.chapters.in_reading_order())

    stating.change(fact, Stated("Edda", MARRIED, "Joan", since=chapters[1]), by=maud, at=NOW)
    assert (fact.relation, fact.since) == (MARRIED, chapters[1])

    stating.forget(fact, by=maud, at=NOW)
    stating.forget(fact, by=maud, at=NOW)
    assert not Fact.objects.exists()


def test_the_dead_are_dead_to_nobody(story, maud):
    assert stating.state(story, Stated("Edda", DEAD, "Joan"), by=maud, at=NOW).object == ""


@pytest.mark.parametrize(
    "said",
    [
        Stated("", MARRIED, "Joan"),
        Stated("Edda", MARRIED, " "),
        Stated("Edda", TRAIT, ""),
        Stated("Edda", "related", "Joan"),
        Stated("E" * 121, MARRIED, "Joan"),
        Stated("Edda", TRAIT, "x" * 201),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(said, story, maud):
    with pytest.raises(Refusal):
        stating.state(story, said, by=maud, at=NOW)


def test_a_fact_holds_within_its_own_story_and_begins_before_it_ends(story, maud):
    other = people.published_story(maud, "Other").chapters.get()
    first, second, *_rest = story.chapters.in_reading_order()

    for said in (Stated("Edda", DEAD, since=other), Stated("Edda", DEAD, since=second, until=first)):
        with pytest.raises(Refusal):
            stating.state(story, said, by=maud, at=NOW)


def test_only_its_authors_read_the_book_of_facts(story, maud, iris, otto):
    fact = stating.state(story, Stated("Edda", ENGAGED, "Joan"), by=maud, at=NOW)

    assert fact in Fact.objects.readable_by(maud)
    assert fact not in Fact.objects.readable_by(iris)
    assert fact not in Fact.objects.readable_by(otto)
