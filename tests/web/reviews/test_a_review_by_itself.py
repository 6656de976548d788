"""A review on its own page: its thread, what one may do with it; changing it, taking it back, judging it."""

import re

import pytest

from feuilleton.reviews.models import Review
from feuilleton.stories import welcoming
from tests import people
from tests.web.reviews import SAME_ORIGIN


@pytest.fixture
def review(maud, iris):
    return people.review(people.published_story(maud).chapters.get(), iris, "The first words.")


def send(client, address, **typed):
    return client.post(address, typed, headers=SAME_ORIGIN)


def test_a_stranger_sees_the_thread_and_the_way_to_its_place(client, review, maud):
    people.review(review, maud, "An answer.")

    page = client.get(f"/reviews/{review.public_id}").content.decode()

    assert "The first words." in page
    assert "An answer." in page
    assert f'href="/chapters/{review.chapter.public_id}#r-{review.public_id}"' in page
    assert f'href="/report/review/{review.public_id}"' in page
    assert "Change it" not in page


def test_its_writer_changes_it(client, review, iris):
    client.force_login(iris)
    assert "The first words." in client.get(f"/reviews/{review.public_id}/edit").content.decode()

    answer = send(client, f"/reviews/{review.public_id}/edit", text="Better words.")

    review.refresh_from_db()
    assert answer.status_code == 303
    assert review.source == "Better words."


def test_where_reviews_are_locked_it_can_be_taken_back_but_no_change_is_offered(client, review, maud, iris):
    client.force_login(iris)
    pages = [f"/chapters/{review.chapter.public_id}", f"/reviews/{review.public_id}"]
    assert all("Change it" in client.get(page).content.decode() for page in pages)

    welcoming.lock_reviews(review.chapter, by=maud, at=people.NOW)

    for page in pages:
        shown = client.get(page).content.decode()
        assert "Take it back" in shown
        assert "Change it" not in shown


def test_a_change_that_is_refused_keeps_the_words(client, review, iris):
    client.force_login(iris)

    answer = send(client, f"/reviews/{review.public_id}/edit", text="word " * 3_000)

    assert answer.status_code == 422
    assert "word " * 2_999 in answer.content.decode()


def test_the_thirty_first_change_within_an_hour_is_refused_with_its_words(client, review, iris):
    client.force_login(iris)
    for number in range(30):
        send(client, f"/reviews/{review.public_id}/edit", text=f"Words, {number}.")

    answer = send(client, f"/reviews/{review.public_id}/edit", text="Words too many.")

    assert answer.status_code in (422, 429)
    assert "Words too many." in answer.content.decode()
    review.refresh_from_db()
    assert review.source == "Words, 29."


def test_its_writer_takes_it_back_when_asked_again(client, review, iris):
    client.force_login(iris)
    asked = client.get(f"/reviews/{review.public_id}/delete").content.decode()
    assert "Take this back?" in asked
    assert "The first words." in asked

    answer = send(client, f"/reviews/{review.public_id}/delete")

    assert answer["Location"] == f"/chapters/{review.chapter.public_id}#reviews"
    assert not review.chapter.reviews.exists()


def test_nobody_else_changes_it_or_takes_it_back(client, review, nell):
    client.force_login(nell)

    for act in ("edit", "delete", "judge"):
        assert send(client, f"/reviews/{review.public_id}/{act}", text="Mine now.", do="hide").status_code == 404
    review.refresh_from_db()
    assert review.source == "The first words."


def test_the_author_hides_it_and_shows_it_again(client, review, maud):
    client.force_login(maud)

    send(client, f"/reviews/{review.public_id}/judge", do="hide")
    review.refresh_from_db()
    assert review.hidden_by == "author"

    assert 'value="show"' in client.get(f"/reviews/{review.public_id}").content.decode()
    send(client, f"/reviews/{review.public_id}/judge", do="show")
    review.refresh_from_db()
    assert review.hidden_at is None


def said(answer):
    """What the house says at the head of the page that a form leads to."""
    found = re.search(r'<p class="told" role="status">(.*?)</p>', answer.content.decode())
    return found[1] if found else ""


def test_whatever_is_done_with_it_is_said_and_leads_to_its_place(client, review, maud, iris):
    def follow(user, act, **typed):
        client.force_login(user)
        address = f"/reviews/{review.public_id}/{act}".removesuffix("/")
        return client.post(address, typed, headers=SAME_ORIGIN, follow=True)

    acts = [
        (maud, "judge", {"do": "hide"}, "Hidden from readers. Whoever wrote it still sees it."),
        (maud, "judge", {"do": "show"}, "Shown again."),
        (maud, "judge", {"do": "mark_spam"}, "Marked as spam. Readers do not see it."),
        (maud, "judge", {"do": "unmark"}, "No longer spam. It is again what it was before."),
        (maud, "", {"text": "Thank you."}, "Posted."),
        (iris, "edit", {"text": "Better words."}, "Kept."),
    ]
    for user, act, typed, words in acts:
        answer = follow(user, act, **typed)
        place = answer.redirect_chain[0][0].partition("#")[2]
        assert said(answer) == words
        assert f'id="{place}" tabindex="-1"' in answer.content.decode()


def test_what_was_marked_along_with_spam_is_counted(client, review, maud, iris):
    people.review(review.chapter, iris, "And again.")
    client.force_login(maud)

    marked = client.post(f"/reviews/{review.public_id}/judge", {"do": "mark_spam"}, headers=SAME_ORIGIN, follow=True)
    unmarked = client.post(f"/reviews/{review.public_id}/judge", {"do": "unmark"}, headers=SAME_ORIGIN, follow=True)

    assert said(marked) == "Marked as spam, with 1 more by the same hand. Readers do not see them."
    assert said(unmarked) == "No longer spam, nor is 1 more that was marked with it."


def test_each_is_told_of_what_is_held_in_their_own_words(client, review, maud, iris, otto):
    Review.objects.update(state="held", held_why="links")

    def words(user):
        client.force_login(user)
        return client.get(f"/reviews/{review.public_id}").content.decode()

    assert "the author reads it first. You see it, and the author." in words(iris)
    assert "Your review of " in words(iris)
    assert "it waits for you. Its writer sees it." in words(maud)
    assert "it waits for the author. Its writer sees it, and the author." in words(otto)


def test_the_author_calls_it_spam_and_takes_that_back(client, review, maud):
    client.force_login(maud)

    send(client, f"/reviews/{review.public_id}/judge", do="mark_spam")
    review.refresh_from_db()
    assert review.state == "spam"

    send(client, f"/reviews/{review.public_id}/judge", do="unmark")
    review.refresh_from_db()
    assert review.state == "shown"


def test_a_form_that_says_nothing_is_refused_in_words(client, review, maud):
    client.force_login(maud)

    assert send(client, f"/reviews/{review.public_id}/judge", do="eat").status_code == 422


def test_reviews_of_a_story_that_asks_first_ask_first(client, maud, iris):
    story = people.published_story(maud, rating="explicit")
    review = people.review(story.chapters.get(), iris, "Explicit words.")

    for address in (f"/reviews/{review.public_id}", f"/stories/{story.public_id}/reviews"):
        assert "Explicit words." not in client.get(address).content.decode()
