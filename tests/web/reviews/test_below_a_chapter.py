"""What stands below a chapter: its reviews, and the form for another."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feuilleton.accounts import blocking
from feuilleton.reviews import judging, reviewing
from feuilleton.stories import models, welcoming
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.web.reviews import SAME_ORIGIN


@pytest.fixture
def chapter(maud):
    return people.published_story(maud).chapters.get()


def read(client, chapter, query=""):
    return client.get(f"/chapters/{chapter.public_id}{query}").content.decode()


def post(client, chapter, **typed):
    return client.post(f"/chapters/{chapter.public_id}/reviews", typed, headers=SAME_ORIGIN)


def test_reviews_stand_with_their_answers_below_them(client, chapter, maud, iris):
    review = people.review(chapter, iris, "I walked round the *kitchen*.")
    people.review(chapter, iris, "And again.")
    people.review(review, maud, "Report back.")

    page = read(client, chapter)

    order = [page.index(words) for words in ("the <em>kitchen</em>", "Report back.", "And again.")]
    assert order == sorted(order)
    assert "<bdi>maud at sea</bdi></a>, the author" in page
    assert f'id="r-{review.public_id}"' in page


def test_each_can_be_answered_and_reported_from_where_it_stands(client, chapter, maud, iris, nell):
    said = people.review(chapter, iris, "I walked round the kitchen.")
    report, answer = f'<a href="/report/review/{said.public_id}"', f'<a href="/reviews/{said.public_id}#your-review"'

    page = read(client, chapter)
    assert report in page
    assert answer in page
    assert "csrf" not in page

    client.force_login(nell)
    page = read(client, chapter)
    assert report in page
    assert f'action="/reviews/{said.public_id}"' in page

    client.force_login(iris)
    assert report not in read(client, chapter)

    client.force_login(maud)
    page = read(client, chapter)
    assert report not in page
    assert f'<a href="/reviews/{said.public_id}#judge">Hide</a>' in page


def test_where_no_answers_are_taken_none_is_offered(client, chapter, maud, iris):
    people.review(chapter, iris)
    welcoming.lock_reviews(chapter, by=maud, at=people.NOW)

    page = read(client, chapter)

    assert "Report</a>" in page
    assert "Answer</a>" not in page


def test_a_member_posts_a_review(client, chapter, iris):
    people.pen_name(iris)
    client.force_login(iris)

    answer = post(client, chapter, text="I read it twice.")

    review = chapter.reviews.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/chapters/{chapter.public_id}#r-{review.public_id}"
    assert review.pen_name.name == "iris at sea"
    assert "I read it twice." in read(client, chapter)


def test_a_live_form_is_answered_with_the_review_alone(client, chapter, iris):
    people.pen_name(iris)
    client.force_login(iris)

    headers = SAME_ORIGIN | {"X-Requested-With": "live-form"}
    answer = client.post(f"/chapters/{chapter.public_id}/reviews", {"text": "Alone."}, headers=headers)

    assert answer.status_code == 200
    said = answer.content.decode().strip()
    assert said.startswith('<p class="told" role="status">Posted.</p>')
    assert "<html" not in said


def test_who_has_no_pen_name_takes_one_in_the_same_form(client, chapter, iris):
    client.force_login(iris)
    assert 'name="new_name"' in read(client, chapter)

    assert post(client, chapter, text="Mine.", new_name="Night reader").status_code == 303

    assert chapter.reviews.get().pen_name.name == "Night reader"
    assert iris.pen_names.get().name == "Night reader"


def test_a_first_review_sent_twice_is_one_under_one_name(client, chapter, iris):
    client.force_login(iris)

    for name in ("Night reader", "Night reader ", "NIGHT READER"):
        assert post(client, chapter, text="Mine.", new_name=name).status_code == 303

    assert chapter.reviews.get().pen_name == iris.pen_names.get()


def test_a_name_is_taken_only_for_words_that_stand_under_it(client, chapter, iris):
    client.force_login(iris)

    assert post(client, chapter, text=" ", new_name="Night reader").status_code == 422

    assert not iris.pen_names.exists()


def test_who_has_several_names_says_under_which(client, chapter, iris):
    people.pen_name(iris, "One")
    two = people.pen_name(iris, "Two")
    client.force_login(iris)
    assert '<select name="as">' in read(client, chapter)

    asked = post(client, chapter, text="Mine.")
    answer = post(client, chapter, **{"text": "Mine.", "as": two.public_id})

    assert asked.status_code == 422
    assert "Mine." in asked.content.decode()
    assert answer.status_code == 303
    assert chapter.reviews.get().pen_name == two


def test_an_author_answers_under_the_name_on_the_title_page(client, chapter, maud, iris):
    people.pen_name(maud, "A secret name")
    review = people.review(chapter, iris)
    client.force_login(maud)
    assert f'action="/reviews/{review.public_id}"' in read(client, chapter)

    answer = client.post(f"/reviews/{review.public_id}", {"text": "Thank you."}, headers=SAME_ORIGIN)

    said = chapter.reviews.exclude(root=None).get()
    assert answer["Location"] == f"/chapters/{chapter.public_id}#r-{said.public_id}"
    assert said.pen_name.name == "maud at sea"


def test_thirty_stand_on_a_page_and_the_earlier_ones_behind_a_link(client, chapter, iris):
    for number in range(31):
        people.review(chapter, iris, f"Number {number}.")

    first, second = read(client, chapter), read(client, chapter, "?page=2")

    assert first.count('<article class="review"') == 30
    assert "Number 0." not in first
    assert first.index("Number 1.") < first.index("Number 30.")
    assert f'/chapters/{chapter.public_id}?page=2#reviews">Earlier reviews' in first
    assert "Number 0." in second
    assert "Later reviews" in second
    assert client.get(f"/chapters/{chapter.public_id}?page=3").status_code == 404


def test_an_answer_to_an_earlier_review_leads_to_its_page(client, chapter, maud, iris):
    old = people.review(chapter, iris, "The first.")
    for number in range(30):
        people.review(chapter, iris, f"Number {number}.")
    client.force_login(maud)

    with CaptureQueriesContext(connection) as asked:
        answer = client.post(f"/reviews/{old.public_id}", {"text": "At last."}, headers=SAME_ORIGIN)

    assert any("COUNT(" in query["sql"] for query in asked)
    assert answer["Location"].startswith(f"/chapters/{chapter.public_id}?page=2#r-")


def test_what_is_held_is_shown_to_its_writer_and_the_author_alone(client, chapter, maud, iris, nell):
    welcoming.welcome(chapter.story, Welcome(reviews_held=models.EVERYONE), by=maud, at=people.NOW)
    chapter.refresh_from_db()
    people.review(chapter, iris, "Held words.")

    assert "Held words." not in read(client, chapter)
    client.force_login(nell)
    assert "Held words." not in read(client, chapter)
    for who in (iris, maud):
        client.force_login(who)
        assert "Readers do not see this yet" in read(client, chapter)
    assert 'value="let_through"' in read(client, chapter)


def test_a_review_that_was_taken_back_leaves_a_place_for_its_answers(client, chapter, maud, iris):
    review = people.review(chapter, iris, "Gone words.")
    people.review(review, maud, "Still here.")
    reviewing.delete(review, by=iris, at=people.NOW)

    page = read(client, chapter)

    assert "A review stood here." in page
    assert "Still here." in page
    assert "Gone words." not in page


def test_the_day_of_an_edit_is_said(client, chapter, maud, iris):
    review = people.review(chapter, iris)
    people.review(review, maud, "Indeed.")
    reviewing.edit(review, "I read it three times.", by=iris, at=people.NOW + timedelta(days=2))

    assert "edited 23 November 2026" in read(client, chapter)


def test_a_spoiler_is_folded_away(client, chapter, iris):
    people.review(chapter, iris, "I knew ||the clock||.")

    assert '<details class="spoiler"><summary>Spoiler</summary>' in read(client, chapter)


def test_a_hidden_review_is_not_shown_to_readers(client, chapter, maud, iris):
    judging.hide(people.review(chapter, iris, "Hidden words."), by=maud, at=people.NOW)

    assert "Hidden words." not in read(client, chapter)
    client.force_login(iris)
    assert "The author has hidden this from readers." in read(client, chapter)


def test_people_with_a_block_between_them_do_not_see_each_other(client, chapter, iris, nell):
    people.review(chapter, nell, "Words of Nell.")
    client.force_login(iris)
    assert "Words of Nell." in read(client, chapter)

    blocking.block(people.pen_name(nell), by=iris, at=people.NOW)

    assert "Words of Nell." not in read(client, chapter)


def test_an_author_sees_what_stands_below_their_chapter_even_across_a_block(client, chapter, maud, iris):
    people.review(chapter, iris, "Words of Iris.")
    blocking.block(people.pen_name(iris), by=maud, at=people.NOW)
    client.force_login(maud)

    assert "Words of Iris." in read(client, chapter)


def test_a_stranger_is_led_to_sign_in_and_back_to_the_form(client, chapter):
    page = read(client, chapter)

    assert f'<a href="/sign-in?next=%2Fchapters%2F{chapter.public_id}%23your-review">Sign in to review</a>' in page
    assert "<textarea" not in page


def test_what_is_closed_and_what_is_locked_is_said(client, chapter, maud, iris):
    client.force_login(iris)
    client.force_login(maud)
    assert client.post(f"/chapters/{chapter.public_id}/reviews/lock", {"do": "lock"}, headers=SAME_ORIGIN)
    client.force_login(iris)
    assert "This chapter takes no more reviews." in read(client, chapter)
    assert post(client, chapter, text="Too late.").status_code == 422

    client.force_login(maud)
    client.post(f"/chapters/{chapter.public_id}/reviews/lock", {"do": "unlock"}, headers=SAME_ORIGIN)
    welcoming.welcome(chapter.story, Welcome(reviews_from=models.NOBODY), by=maud, at=people.NOW)
    client.force_login(iris)
    assert "This story takes no reviews." in read(client, chapter)


def test_only_its_author_locks_a_chapter(client, chapter, iris):
    client.force_login(iris)

    answer = client.post(f"/chapters/{chapter.public_id}/reviews/lock", {"do": "lock"}, headers=SAME_ORIGIN)

    chapter.refresh_from_db()
    assert answer.status_code == 404
    assert chapter.reviews_locked_at is None
