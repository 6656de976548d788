"""Facts of a story: drafted from narration, and held against what is narrated later."""

import pytest

from feuilleton.proofreading import facts
from feuilleton.proofreading.facts import Fact
from feuilleton.proofreading.finding import FACTS, Passage
from feuilleton.proofreading.stating import COUSIN, DEAD, DIVORCED, ENGAGED, MARRIED, PARENT, SIBLING, SINGLE
from tests.proofreading import blocks, read, said


def drafted(text):
    return [(one.subject, one.relation, one.object) for one in facts.draft(blocks(text), language="en")]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Anna and Boris were married.", ("Anna", MARRIED, "Boris")),
        ("She met Anna’s fiancé Boris at the gate.", ("Anna", ENGAGED, "Boris")),
        ("Anna, who was engaged to Boris, came late.", ("Anna", ENGAGED, "Boris")),
        ("Boris, Anna’s ex-husband, came late.", ("Anna", DIVORCED, "Boris")),
        ("When Anna married Boris it rained.", ("Anna", MARRIED, "Boris")),
        ("They saw Anna's younger sister Clara.", ("Anna", SIBLING, "Clara")),
        ("They saw Anna's cousin Clara Voss.", ("Anna", COUSIN, "Clara Voss")),
        ("Anna’s son Pyotr ran ahead.", ("Anna", PARENT, "Pyotr")),
        ("Boris died in the spring.", ("Boris", DEAD, "")),
    ],
)
def test_a_plain_statement_becomes_a_fact(text, fact):
    assert drafted(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "“Anna and Boris are married,” he said.",
        "‘Anna and Boris are married,’ he said.",
        "Anna and Boris were not married.",
        "If Anna married Boris, it would rain.",
        "She dreamed that Anna and Boris were engaged.",
        "Anna and her husband came late.",
        "Mrs. Pike married well.",
    ],
)
def test_talk_denial_and_dreams_state_nothing(text):
    assert drafted(text) == []


def test_only_english_is_drafted():
    assert facts.draft(blocks("Anna and Boris were married."), language="fr") == []


@pytest.fixture
def engaged():
    return Fact("Anna Voss", ENGAGED, "Boris", since=2, anchor=Passage("b1", 0, 4, "Anna’s fiancé Boris", chapter=2))


def contradicted(text, *known, position=3):
    return said(text, FACTS, facts=known, position=position)


def test_a_marriage_that_nothing_explains_is_shown_with_both_places(engaged):
    (found,) = read("Anna’s husband Boris came in.", facts=[engaged], position=3)

    assert (found.check, found.place.quote) == (FACTS, "Anna’s husband Boris")
    assert found.other == engaged.anchor
    assert "engaged" in found.words
    assert "chapter 2" in found.words


def test_a_wedding_in_the_chapter_explains_it(engaged):
    assert not contradicted("Anna married Boris in June. In July Anna’s husband Boris fell ill.", engaged)


def test_a_newer_fact_explains_it(engaged):
    wed = Fact("Boris", MARRIED, "Anna", since=3)

    assert not contradicted("Anna’s husband Boris came in.", engaged, wed)
    assert contradicted("Anna’s husband Boris came in.", engaged, wed, position=2)


def test_a_fact_holds_from_its_chapter_to_its_end(engaged):
    over = Fact("Anna", ENGAGED, "Boris", since=2, until=4)

    assert not contradicted("Anna’s husband Boris came in.", engaged, position=1)
    assert not contradicted("Anna’s husband Boris came in.", over, position=5)
    assert not contradicted("Anna’s husband Boris came in.", over, position=4)
    assert contradicted("Anna’s husband Boris came in.", over, position=3)


def test_the_married_are_not_engaged_and_the_divorced_not_married():
    assert contradicted("Anna’s fiancé Boris came in.", Fact("Anna", MARRIED, "Boris"))
    assert contradicted("Anna’s wife Clara came in.", Fact("Clara", DIVORCED, "Anna"))
    assert contradicted("Anna’s husband Boris came in.", Fact("Anna", SINGLE))


def test_other_people_speech_and_what_agrees_are_left_alone(engaged):
    assert not contradicted("Clara’s husband Boris came in.", engaged)
    assert not contradicted("“Anna’s husband Boris is here,” she said.", engaged)
    assert not contradicted("Anna’s fiancé Boris came in.", engaged)


def test_kin_stay_kin():
    assert contradicted("Anna’s cousin Clara came in.", Fact("Clara", SIBLING, "Anna"))
    assert contradicted("Anna’s son Pyotr came in.", Fact("Pyotr", PARENT, "Anna"))
    assert not contradicted("Anna’s mother Vera came in.", Fact("Vera", PARENT, "Anna"))


def test_the_dead_do_nothing_in_later_chapters():
    dead = Fact("Boris", DEAD, since=2)

    assert contradicted("Boris walked in and sat down. Boris laughed.", dead) == ["Boris walked"]
    assert not contradicted("Boris walked in.", dead, position=2)
    assert not contradicted("She remembered how Boris walked in.", dead)
