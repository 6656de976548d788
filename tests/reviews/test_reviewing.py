"""Writing a review, answering, changing and deleting it."""

from datetime import timedelta

import pytest
from django.db import transaction

from feuilleton.accounts import blocking
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.reviews import judging, reviewing
from feuilleton.reviews.models import DELETED, HELD, SHOWN, Review
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.welcoming import Welcome
from tests import meanwhile, people
from tests.people import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def chapter(maud):
    return people.published_story(maud).chapters.get()


def events(kind):
    return list(Event.objects.filter(kind=kind).order_by("id"))


def test_a_review_knows_the_text_it_speaks_of_and_touches_its_pages(chapter, iris):
    review = people.review(chapter, iris, "I read it *twice*.")

    assert (review.story, review.chapter, review.revision) == (chapter.story, chapter, chapter.live)
    assert (review.user, review.pen_name, review.state) == (iris, people.pen_name(iris), SHOWN)
    assert review.html == "<p>I read it <em>twice</em>.</p>"
    told = events("review_written")[0]
    assert told.subject == review
    assert told.data == {"state": SHOWN}
    assert {touch.name for touch in told.touches.all()} == {f"reviews:c{chapter.pk}", f"reviews:s{chapter.story_id}"}


def test_a_review_of_the_whole_story_has_no_chapter(chapter, iris):
    review = people.review(chapter.story, iris)

    assert (review.chapter, review.revision) == (None, None)
    assert review.touches == [f"reviews:s{chapter.story_id}"]


def test_one_submission_twice_is_one_review(chapter, iris):
    first = people.review(chapter, iris)

    again = people.review(chapter, iris, at=LATER)

    assert again.pk == first.pk
    assert Review.objects.count() == len(events("review_written")) == 1


def test_the_same_words_by_others_elsewhere_and_in_answer_are_things_of_their_own(chapter, iris, nell):
    first = people.review(chapter, iris)

    people.review(chapter, nell)
    people.review(chapter.story, iris)
    people.review(first, iris)

    assert Review.objects.count() == 4


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "&nbsp;", "<p> </p>", "x" * 10_001])
def test_nothing_and_far_too_much_are_refused(chapter, iris, text):
    with pytest.raises(Refusal) as refusal:
        people.review(chapter, iris, text)

    assert refusal.value.field == "text"
    assert not Review.objects.exists()


def test_nobody_signs_with_the_name_of_somebody_else(chapter, iris, nell):
    with pytest.raises(Refusal):
        reviewing.write(chapter, "Good.", by=iris, pen_name=people.pen_name(nell), at=NOW)


def test_where_the_author_takes_none_nobody_reviews(chapter, maud, iris):
    standing = people.review(chapter, iris)
    welcoming.welcome(chapter.story, Welcome(reviews_from="nobody"), by=maud, at=NOW)

    for reviewed in (chapter, chapter.story, standing):
        with pytest.raises(Refusal):
            people.review(reviewed, iris, "And another thing.")

    assert people.review(standing, maud, "Thank you.").state == SHOWN


def test_a_locked_chapter_takes_no_more_reviews_but_its_story_does(chapter, maud, iris):
    welcoming.lock_reviews(chapter, by=maud, at=NOW)

    with pytest.raises(Refusal):
        people.review(chapter, iris)

    assert people.review(chapter.story, iris).state == SHOWN


def test_what_is_not_published_cannot_be_reviewed(chapter, maud):
    draft = people.chapter(chapter.story, maud)
    publishing.withdraw(chapter, by=maud, at=NOW)
    chapter.refresh_from_db()

    for reviewed in (draft, chapter, people.story(maud, "Another")):
        with pytest.raises(Refusal):
            people.review(reviewed, maud)


@pytest.mark.parametrize("by_the_author", [True, False])
def test_who_is_blocked_cannot_review_nor_answer(chapter, maud, iris, by_the_author):
    mine = people.review(chapter, maud, "Do tell me what you think.")
    one, other = (maud, iris) if by_the_author else (iris, maud)
    blocking.block(people.pen_name(other), by=one, at=NOW)

    for reviewed in (chapter, chapter.story, mine):
        with pytest.raises(blocking.Blocked):
            people.review(reviewed, iris)


def test_who_is_blocked_by_a_reader_cannot_answer_them(chapter, iris, nell):
    review = people.review(chapter, iris)
    blocking.block(people.pen_name(nell), by=iris, at=NOW)

    with pytest.raises(blocking.Blocked):
        people.review(review, nell)


def test_an_answer_hangs_on_what_it_answers_and_in_its_thread(chapter, maud, iris):
    review = people.review(chapter, iris)
    answer = people.review(review, maud, "Which part?")

    further = people.review(answer, iris, "The kettle.")

    assert (further.parent, further.root) == (answer, review)
    assert (further.chapter, further.story) == (chapter, chapter.story)
    assert events("review_written")[-1].data == {"state": SHOWN, "answer": True}


def test_what_is_not_shown_cannot_be_answered(chapter, maud, iris, nell):
    held, hidden, deleted = (people.review(chapter, iris, text) for text in ("One.", "Two.", "Three."))
    Review.objects.filter(pk=held.pk).update(state=HELD)
    judging.hide(hidden, by=maud, at=NOW)
    reviewing.delete(deleted, by=iris, at=NOW)

    for review in (held, hidden, deleted):
        with pytest.raises(Refusal):
            people.review(review, nell)


def test_an_edit_is_silent_until_somebody_has_answered(chapter, maud, iris):
    review = people.review(chapter, iris)

    reviewing.edit(review, "I read it three times.", by=iris, at=NOW)
    assert (review.html, review.edited_at) == ("<p>I read it three times.</p>", None)

    people.review(review, maud, "Thank you.")
    reviewing.edit(review, "I read it four times.", by=iris, at=LATER)
    assert (review.source, review.edited_at) == ("I read it four times.", LATER)
    assert len(events("review_edited")) == 2


def test_an_edit_that_changes_nothing_tells_nothing(chapter, iris):
    review = people.review(chapter, iris)

    reviewing.edit(review, " I read it twice.\n", by=iris, at=LATER)

    assert not events("review_edited")


def test_only_its_writer_changes_or_deletes_a_review(chapter, maud, iris, otto):
    review = people.review(chapter, iris)

    for other in (maud, otto):
        with pytest.raises(Refusal):
            reviewing.edit(review, "Wonderful!", by=other, at=NOW)
        with pytest.raises(Refusal):
            reviewing.delete(review, by=other, at=NOW)

    review.refresh_from_db()
    assert review.source == "I read it twice."


def test_what_an_edit_took_away_can_be_said_again(chapter, iris):
    review = people.review(chapter, iris, "The tide was lovely.")
    reviewing.edit(review, "I read it three times.", by=iris, at=NOW)

    again = people.review(chapter, iris, "The tide was lovely.", at=LATER)

    assert again.pk != review.pk
    assert again.source == "The tide was lovely."


def test_what_an_edit_says_and_what_is_submitted_are_one_review(chapter, maud, iris):
    review = people.review(chapter, iris)
    answer = people.review(review, maud, "Thank you.")
    reviewing.edit(review, "I read it three times.", by=iris, at=NOW)
    reviewing.edit(answer, "Thank you, Iris.", by=maud, at=NOW)

    assert people.review(chapter, iris, "I read it three times.") == review
    assert people.review(review, maud, "Thank you, Iris.") == answer


def test_a_review_may_be_changed_into_what_another_of_ones_own_says(chapter, iris):
    one, other = people.review(chapter, iris, "Lovely."), people.review(chapter, iris, "The tide!")

    reviewing.edit(other, "Lovely.", by=iris, at=NOW)
    reviewing.edit(other, "Not lovely.", by=iris, at=NOW)

    assert people.review(chapter, iris, "Lovely.") == one
    assert people.review(chapter, iris, "Not lovely.") == other


@pytest.mark.django_db(transaction=True)
def test_a_review_is_changed_into_what_is_said_at_the_same_time(chapter, iris):
    review = people.review(chapter, iris, "The tide!")

    with transaction.atomic():
        said = people.review(chapter, iris, "Lovely.")
        changed = meanwhile.begun(lambda: reviewing.edit(review, "Lovely.", by=iris, at=NOW))

    assert changed.result().source == "Lovely."
    assert people.review(chapter, iris, "Lovely.") == said


def test_an_edit_of_what_was_changed_elsewhere_is_refused(chapter, iris):
    review = people.review(chapter, iris)
    seen_elsewhere = Review.objects.get(pk=review.pk)
    reviewing.edit(review, "Changed on the phone.", by=iris, at=NOW)

    with pytest.raises(Refusal):
        reviewing.edit(seen_elsewhere, "Changed at the desk.", by=iris, at=NOW)

    review.refresh_from_db()
    assert review.source == "Changed on the phone."


def test_a_review_changed_in_more_than_a_few_letters_waits_again_where_reviews_do(chapter, maud, iris):
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    review = people.review(chapter, iris, "I have read it twice.")
    judging.let_through(review, by=maud, at=NOW)

    reviewing.edit(review, "I have read it thrice.", by=iris, at=NOW)
    assert review.state == SHOWN

    reviewing.edit(review, "I have read better ones on the back of a packet of salt.", by=iris, at=NOW)
    assert (review.state, review.held_why) == (HELD, "changed")


def test_slight_changes_add_up(chapter, maud, iris):
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    review = people.review(chapter, iris, "I have read it twice.")
    judging.let_through(review, by=maud, at=NOW)

    reviewing.edit(review, "I have read it twice, thrice.", by=iris, at=NOW)
    assert (review.state, review.passed_source) == (SHOWN, "I have read it twice.")
    reviewing.edit(review, "I have read it twice, thrice, often.", by=iris, at=NOW)
    assert (review.state, review.held_why) == (HELD, "changed")

    judging.let_through(review, by=maud, at=NOW)
    reviewing.edit(review, "I have read it twice, thrice, so often.", by=iris, at=NOW)
    assert review.state == SHOWN


def test_a_link_that_leads_elsewhere_is_no_slight_change(chapter, maud, iris):
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    review = people.review(chapter, iris, "As [here](https://a.example/).")
    judging.let_through(review, by=maud, at=NOW)

    reviewing.edit(review, "As said [here](https://a.example/).", by=iris, at=NOW)
    assert review.state == SHOWN
    reviewing.edit(review, "As said [here](https://b.example/).", by=iris, at=NOW)
    assert review.state == HELD


def test_what_was_changed_while_it_was_called_spam_does_not_come_back_unread(chapter, maud, iris):
    review = people.review(chapter, iris)
    welcoming.welcome(chapter.story, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    judging.mark_spam(review, by=maud, at=NOW)
    reviewing.edit(Review.objects.get(), "Something that nobody would let through.", by=iris, at=NOW)

    judging.unmark(review, by=maud, at=NOW)

    assert (review.state, review.held_why) == (HELD, "changed")


def test_who_is_blocked_does_not_change_what_stands(chapter, maud, iris):
    review = people.review(chapter, iris)
    blocking.block(people.pen_name(iris), by=maud, at=NOW)

    with pytest.raises(blocking.Blocked):
        reviewing.edit(review, "I read it in spite of you.", by=iris, at=NOW)

    assert Review.objects.get().source == "I read it twice."


def test_where_reviews_are_closed_only_answers_of_its_authors_change(chapter, maud, iris):
    review = people.review(chapter, iris)
    answer = people.review(review, maud, "Thank you.")
    welcoming.lock_reviews(chapter, by=maud, at=NOW)

    with pytest.raises(Refusal):
        reviewing.edit(Review.objects.get(pk=review.pk), "I read it four times.", by=iris, at=NOW)
    reviewing.edit(Review.objects.get(pk=answer.pk), "Thank you, Iris.", by=maud, at=NOW)

    assert set(Review.objects.values_list("source", flat=True)) == {"I read it twice.", "Thank you, Iris."}


def test_a_link_put_in_afterwards_makes_a_young_account_wait(chapter, iris):
    iris.joined_at = NOW - timedelta(hours=2)
    review = people.review(chapter, iris)

    reviewing.edit(review, "I read it twice. https://example.org", by=iris, at=NOW)

    assert (review.state, review.held_why) == (HELD, "young")


def test_a_review_without_answers_leaves_nothing(chapter, iris):
    review = people.review(chapter, iris)

    reviewing.delete(review, by=iris, at=NOW)
    reviewing.delete(review, by=iris, at=NOW)

    assert not Review.objects.exists()
    assert len(events("review_deleted")) == 1


def test_a_review_with_answers_leaves_a_placeholder_without_words_and_names(chapter, maud, iris):
    review = people.review(chapter, iris)
    answer = people.review(review, maud, "Which part?")

    reviewing.delete(review, by=iris, at=NOW)

    review.refresh_from_db()
    assert (review.state, review.source, review.html, review.user, review.pen_name) == (DELETED, "", "", None, None)

    reviewing.delete(answer, by=maud, at=NOW)
    assert not Review.objects.exists()


def test_a_placeholder_stays_while_anything_hangs_on_it(chapter, maud, iris, nell):
    head = people.review(chapter, iris)
    middle = people.review(head, maud, "Which part?")
    last = people.review(middle, iris, "The kettle.")
    other = people.review(head, nell, "So did I.")

    reviewing.delete(head, by=iris, at=NOW)
    reviewing.delete(middle, by=maud, at=NOW)
    reviewing.delete(last, by=iris, at=NOW)
    assert set(Review.objects.values_list("pk", flat=True)) == {head.pk, other.pk}

    reviewing.delete(other, by=nell, at=NOW)
    assert not Review.objects.exists()


def test_what_nobody_saw_leaves_no_placeholder_that_they_do(chapter, maud, iris, nell):
    review = people.review(chapter, iris)
    people.review(review, nell, "So did I.")
    judging.mark_spam(review, by=maud, at=NOW)

    reviewing.delete(review, by=iris, at=NOW)

    assert not Review.objects.public().exists()


def test_what_was_deleted_can_be_said_again(chapter, iris):
    reviewing.delete(people.review(chapter, iris), by=iris, at=NOW)

    assert people.review(chapter, iris).state == SHOWN
