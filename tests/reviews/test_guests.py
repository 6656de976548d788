"""Reviews by people without an account."""

import re
from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import hiding
from feuilleton.reviews import forgetting, guests, judging, reviewing
from feuilleton.reviews.models import DELETED, HELD, SHOWN, UNCONFIRMED, Review
from feuilleton.stories import welcoming
from feuilleton.stories.welcoming import Welcome
from feuilleton.tasks.models import Job
from tests import people
from tests.people import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def chapter(maud):
    made = people.published_story(maud).chapters.get()
    welcoming.welcome(made.story, Welcome(reviews_from="guests"), by=maud, at=NOW)
    made.story.refresh_from_db()
    return made


def say(chapter, text="I read it aloud to my dad.", name="M.", email="m@example.org", at=NOW):
    return guests.write(chapter, text, name=name, email=email, at=at, link=lambda token: f"https://here/c/{token}")


def letters():
    return [job.arguments["args"][0] for job in Job.objects.filter(task="feuilleton.accounts.mailing.deliver")]


def token():
    return re.fullmatch("https://here/c/(.+)", letters()[-1]["link"])[1]


def test_a_guest_s_review_is_shown_once_its_letter_has_arrived(chapter):
    review = say(chapter)
    assert (review.state, review.user, review.pen_name, review.shown_at) == (UNCONFIRMED, None, None, None)
    assert letters()[0]["to"] == "m@example.org"
    assert not Review.objects.visible_to(STRANGER).exists()

    guests.confirm(token(), at=LATER)
    confirmed = guests.confirm(token(), at=LATER)

    assert (confirmed.pk, confirmed.state, confirmed.shown_at) == (review.pk, SHOWN, LATER)
    assert list(Review.objects.visible_to(STRANGER)) == [review]
    kinds = Event.objects.filter(kind__startswith="review_").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["review_written", "review_shown"]


def test_sent_twice_is_one_review_and_one_letter(chapter):
    first = say(chapter)

    again = say(chapter, email=" M@Example.org ", at=LATER)

    assert again.pk == first.pk
    assert len(letters()) == 1


@pytest.mark.parametrize("held", ["guests", "everyone"])
def test_where_guests_wait_a_confirmed_review_waits_for_the_author(chapter, maud, held):
    welcoming.welcome(chapter.story, Welcome(reviews_from="guests", reviews_held=held), by=maud, at=NOW)
    chapter.story.refresh_from_db()
    review = say(chapter)

    assert guests.confirm(token(), at=LATER).state == HELD
    assert Event.objects.get(kind="review_confirmed").data == {"state": HELD}

    judging.let_through(review, by=maud, at=LATER)
    assert review.state == SHOWN


def test_what_is_confirmed_while_nobody_reads_the_story_waits_for_its_author(chapter, maud, otto):
    review = say(chapter)
    hiding.hide(chapter.story, reason="A report.", by=otto, at=NOW)

    assert guests.confirm(token(), at=LATER).state == HELD

    hiding.show(chapter.story, by=otto, at=LATER)
    assert not Review.objects.visible_to(STRANGER).exists()
    judging.let_through(review, by=maud, at=LATER)
    assert list(Review.objects.visible_to(STRANGER)) == [review]


def test_the_author_may_let_it_through_unconfirmed(chapter, maud):
    review = say(chapter)

    judging.let_through(review, by=maud, at=LATER)

    assert review.state == SHOWN
    assert guests.confirm(token(), at=LATER).state == SHOWN


def test_links_of_guests_wait(chapter):
    say(chapter, "Better salt at https://example.org, cheap.")

    confirmed = guests.confirm(token(), at=LATER)

    assert (confirmed.state, confirmed.held_why) == (HELD, "links")


def test_guests_review_only_where_the_author_lets_them(chapter, maud):
    welcoming.welcome(chapter.story, Welcome(), by=maud, at=NOW)
    chapter.story.refresh_from_db()

    with pytest.raises(Refusal):
        say(chapter)


def test_guests_review_nowhere_when_the_house_has_said_so(chapter, settings):
    settings.FEUILLETON_GUESTS = False

    with pytest.raises(Refusal):
        say(chapter)


def test_a_locked_chapter_takes_nothing_from_guests(chapter, maud):
    welcoming.lock_reviews(chapter, by=maud, at=NOW)

    with pytest.raises(Refusal):
        say(chapter)


@pytest.mark.parametrize(
    "name",
    ["", "·", "x" * 61, "Iris at Sea", "ＩＲＩＳ at sea", "IRIS", "iris\u200b", "iris at\u200b sea", "I\u034fris"],
)
def test_nobody_takes_the_name_of_somebody_who_is_here(chapter, iris, name):
    people.pen_name(iris)

    with pytest.raises(Refusal) as refusal:
        say(chapter, name=name)

    assert refusal.value.field == "name"


@pytest.mark.parametrize("email", ["", "m", "m@", "m@example.org\nBcc: all@example.org", "x" * 250 + "@example.org"])
def test_what_is_no_address_is_refused(chapter, email):
    with pytest.raises(Refusal) as refusal:
        say(chapter, email=email)

    assert refusal.value.field == "email"
    assert not letters()


def test_a_stranger_s_mailbox_gets_five_letters_at_most(chapter):
    for number in range(5):
        say(chapter, f"Number {number}.")

    with pytest.raises(Refusal):
        say(chapter, "One more.")

    assert Review.objects.count() == len(letters()) == 5


@pytest.mark.parametrize("judge", [judging.mark_spam, judging.let_through])
def test_an_author_does_not_send_a_mailbox_more_letters(chapter, maud, judge):
    for number in range(5):
        judge(say(chapter, f"Number {number}.", email=f"m+{number}@example.org"), by=maud, at=NOW)

    for email in ("m@example.org", "m+6@example.org"):
        with pytest.raises(Refusal):
            say(chapter, "One more.", email=email, at=LATER)
    say(chapter, "Somebody else’s.", email="mm@example.org", at=LATER)

    assert Review.objects.count() == len(letters()) == 6


def test_unconfirmed_before_it_was_called_spam_it_is_so_again(chapter, maud):
    review = say(chapter)
    judging.mark_spam(review, by=maud, at=NOW)

    judging.unmark(review, by=maud, at=LATER)

    assert (review.state, review.shown_at) == (UNCONFIRMED, None)
    assert guests.confirm(token(), at=LATER).state == SHOWN


def test_a_blocked_person_does_not_come_back_as_a_guest(chapter, maud, iris):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)
    review = say(chapter, email=iris.email)

    with pytest.raises(blocking.Blocked):
        guests.confirm(token(), at=LATER)

    review.refresh_from_db()
    assert review.state == UNCONFIRMED


@pytest.mark.parametrize("broken", ["", "nothing", "k3v9q2abcd:AAAA", "\x00"])
def test_a_broken_link_confirms_nothing(chapter, broken):
    say(chapter)

    with pytest.raises(Refusal):
        guests.confirm(broken, at=LATER)


def test_what_is_not_confirmed_within_two_weeks_is_gone(chapter):
    kept = say(chapter)
    guests.confirm(token(), at=LATER)
    say(chapter, "And another thing.")
    link = token()

    with pytest.raises(Refusal):
        guests.confirm(link, at=NOW + timedelta(days=15))
    assert forgetting.forget(at=NOW + timedelta(days=15)) == 1
    assert list(Review.objects.all()) == [kept]


def test_a_guest_takes_back_what_they_said(chapter, maud):
    review = say(chapter)
    link = token()
    guests.confirm(link, at=LATER)
    review.refresh_from_db()
    people.review(review, maud, "Thank him from me.")

    guests.delete(link, at=LATER)

    review.refresh_from_db()
    assert (review.state, review.guest_name, review.guest_email) == (DELETED, "", "")


def test_a_confirmed_guest_is_answered_like_anybody(chapter, maud, iris):
    review = say(chapter)
    with pytest.raises(Refusal):
        people.review(review, iris, "What did he say?")

    review = guests.confirm(token(), at=LATER)

    assert people.review(review, iris, "What did he say?").root == review


def test_the_same_guest_s_spam_goes_together(chapter, maud):
    first = say(chapter, "Buy salt.")
    say(chapter, "Buy more salt.")
    say(chapter, "I read it twice.", name="N.", email="n@example.org")

    assert judging.mark_spam(first, by=maud, at=LATER) == 2
    assert guests.confirm(token(), at=LATER).state == SHOWN


def test_nobody_but_its_author_and_moderators_sees_what_is_unconfirmed(chapter, maud, iris, otto):
    review = say(chapter)

    assert not Review.objects.visible_to(Visitor(iris)).exists()
    for judge in (maud, otto):
        assert list(Review.objects.visible_to(Visitor(judge))) == [review]


def test_a_guest_does_not_edit_and_is_edited_by_nobody(chapter, maud):
    review = say(chapter)

    with pytest.raises(Refusal):
        reviewing.edit(review, "Changed.", by=maud, at=LATER)
