"""What the inbox and letters say of notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feuilleton.inbox import reading, summing
from feuilleton.inbox.models import Alert, Delivery
from feuilleton.notes import deciding
from feuilleton.stories import describing
from tests import people
from tests.inbox import digests, news
from tests.inbox.news import AFTER
from tests.inbox.noted import TEXT
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_notes_are_told_as_a_sum_by_kind_in_one_letter_with_favorites(case, office, settings):
    from feuilleton.shelves import favoriting

    settings.FEUILLETON_ADDRESS = "https://archive.example.org"
    people.noted(case.chapter, case.nell, "teh", becomes="the")
    people.noted(case.chapter, case.nell, "Nobody", "Moved me", kind="reaction")
    favoriting.favorite(case.chapter.story, by=case.nell, at=NOW)
    digests.plan(at=AFTER)

    digests.send(at=digests.SUNDAY_SIX)

    [message] = office.messages
    assert message["Subject"] == "1 new favorite; 3 notes wait for you"
    says = "3 notes on “Salt Wages” wait on your desk: 1 reaction, 1 typo, 1 question."
    body = digests.body(message).replace("\n  ", " ")
    assert says in body
    assert f"https://archive.example.org/write/stories/{case.chapter.story.public_id}/notes" in body


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
