"""Reporting: one report of one sender about one thing, and its author none the wiser."""

from datetime import timedelta

import pytest

from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import answering, reporting
from feuilleton.moderation.models import Report
from feuilleton.reviews import reviewing
from feuilleton.stories import removing
from tests import people

NOW = people.NOW
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def chapter(maud):
    return people.published_story(maud, summary="Forty-one envelopes.").chapters.select_related("story", "live").get()


def report(thing, by, *, wrong="cruel", words="", at=NOW, **guest):
    return reporting.report(thing, wrong=wrong, words=words, by=by, at=at, **guest)


def test_a_report_keeps_what_it_is_about_as_it_stood_then(chapter, maud, iris, nell):
    review = people.review(chapter, iris, "You *fool*.")

    of_story, of_chapter, of_review = (report(thing, nell) for thing in (chapter.story, chapter, review))
    reviewing.delete(review, by=iris, at=LATER)

    assert of_story.quote == "Forty-one envelopes."
    assert of_chapter.quote == f"Day 1\n\n{people.WORDS}"
    assert (of_review.quote, of_review.title) == ("You *fool*.", "Salt Wages")
    assert (of_story.thing, of_chapter.thing) == (chapter.story, chapter)
    assert of_review.chapter == chapter
    assert Report.objects.with_things().get(kind="review").thing is None


def test_what_is_in_the_bin_is_not_there_for_moderators(chapter, maud, nell):
    report(chapter.story, nell)
    removing.remove_story(chapter.story, by=maud, at=NOW)

    assert Report.objects.with_things().get().thing is None


def test_a_report_outlives_what_it_is_about(chapter, nell):
    report(chapter, nell)

    chapter.story.delete()

    kept = Report.objects.with_things().get()
    assert (kept.thing, kept.title, kept.by) == (None, "Salt Wages", nell)


def test_sent_twice_it_is_one_report_and_new_words_are_added_to_it(chapter, nell):
    first = report(chapter, nell, words="In the second paragraph.")
    report(chapter, nell, words=" In the second\r\nparagraph. ", at=LATER)
    report(chapter, nell, words="In the second paragraph.", at=LATER)
    report(chapter, nell, wrong="copied", words="From a book.", at=LATER)

    kept = Report.objects.get()
    assert kept == first
    assert kept.made_at == NOW
    assert kept.wrong == "copied"
    assert kept.words == "In the second paragraph.\n\nIn the second\nparagraph.\n\nFrom a book."
    assert Event.objects.filter(kind="thing_reported").count() == 1


def test_two_senders_are_two_reports_and_so_are_two_things(chapter, iris, nell):
    report(chapter, nell)
    report(chapter, iris)
    report(chapter.story, nell)

    assert Report.objects.waiting().count() == 3


def test_a_guest_is_known_by_the_form_and_never_by_an_e_mail_that_anybody_can_type(chapter):
    for form in ("one", "one", "two"):
        report(chapter, None, form=form)
    report(chapter, None, form="three", email="a@example.org", words="Theirs.")
    report(chapter, None, form="four", email="a@example.org", words="Another's.")

    assert Report.objects.count() == 4
    assert sorted(Report.objects.exclude(email="").values_list("words", flat=True)) == ["Another's.", "Theirs."]


def test_once_it_is_answered_the_same_can_be_reported_again(chapter, nell, otto):
    first = report(chapter, nell)
    answering.answer(first, "Seen to.", by=otto, at=NOW)

    assert report(chapter, nell, at=LATER) != first
    assert (Report.objects.waiting().count(), Report.objects.answered().count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"wrong": ""}, "wrong"),
        ({"wrong": "dull"}, "wrong"),
        ({"wrong": "other", "words": " \n\0"}, "words"),
        ({"words": "x" * 5_001}, "words"),
        ({"email": "nowhere"}, "email"),
        ({"email": "a@" + "b" * 400 + ".org"}, "email"),
    ],
)
def test_what_cannot_be_kept_is_refused(said, field, chapter):
    with pytest.raises(Refusal) as refused:
        report(chapter, None, **said)

    assert refused.value.field == field
    assert not Report.objects.exists()
    assert not Event.objects.filter(kind="thing_reported").exists()


def test_words_cannot_be_added_for_ever(chapter, nell):
    report(chapter, nell, words="a" * 3_000)

    with pytest.raises(Refusal):
        report(chapter, nell, words="b" * 3_000)

    assert Report.objects.get().words == "a" * 3_000


def test_the_event_is_told_to_nobody_and_makes_no_page_anew(chapter, nell):
    report(chapter, nell)

    event = Event.objects.get(kind="thing_reported")
    assert not event.topics.exists()
    assert not event.touches.exists()
