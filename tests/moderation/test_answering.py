"""Answering a report: one letter to whoever sent it, and none to anybody else."""

import pytest
from django.core import mail
from django.utils import timezone

from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import answering, reporting
from feuilleton.moderation.models import Report
from feuilleton.stories import leaving
from feuilleton.tasks import working
from tests import people

NOW = people.NOW


@pytest.fixture
def story(maud):
    return people.published_story(maud)


def report(story, by, **guest):
    return reporting.report(story, wrong="copied", words="From a book.", by=by, at=NOW, **guest)


def letters():
    working.work_off(clock=timezone.now)
    return mail.outbox


def test_the_sender_gets_the_words_by_letter_and_the_report_waits_no_more(story, nell, otto):
    made = report(story, nell)

    answering.answer(made, "It is\r\nquoted, and says so.", by=otto, at=NOW)

    [letter] = letters()
    assert letter.to == ["nell@example.org"]
    assert "It is\nquoted, and says so." in letter.body
    assert "Salt Wages" in letter.subject
    assert "otto" not in letter.body
    assert (made.answered_by, made.answered_at, Report.objects.waiting().count()) == (otto, NOW, 0)


def test_answering_twice_is_answering_once(story, nell, otto):
    made = report(story, nell)

    answering.answer(made, "The first.", by=otto, at=NOW)
    answering.answer(made, "The second.", by=otto, at=NOW)

    assert made.answer == "The first."
    assert len(letters()) == 1
    assert Event.objects.filter(kind="report_answered").count() == 1


def test_a_guest_who_left_an_address_hears_and_one_who_did_not_does_not(story, otto):
    for guest in ({"email": "kim@example.org"}, {"form": "one"}):
        answering.answer(report(story, None, **guest), "Seen to.", by=otto, at=NOW)

    assert [letter.to for letter in letters()] == [["kim@example.org"]]


def test_whoever_has_left_gets_no_letter(story, nell, otto):
    report(story, nell)
    leaving.leave(nell, {}, at=NOW)

    answering.answer(Report.objects.get(), "Seen to.", by=otto, at=NOW)

    assert letters() == []


@pytest.mark.parametrize("words", ["", " \n\0", "x" * 5_001])
def test_without_fit_words_it_still_waits(words, story, nell, otto):
    with pytest.raises(Refusal) as refused:
        answering.answer(report(story, nell), words, by=otto, at=NOW)

    assert refused.value.field == "answer"
    assert Report.objects.waiting().exists()


def test_who_does_not_moderate_answers_nothing(story, maud, nell):
    with pytest.raises(Refusal):
        answering.answer(report(story, nell), "I did nothing.", by=maud, at=NOW)

    assert Report.objects.waiting().exists()
    assert letters() == []
