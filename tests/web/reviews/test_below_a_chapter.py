"""What stands below a chapter: its reviews, and the form for another."""

import pytest

from tests import people

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


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


def test_a_member_posts_a_review(client, chapter, iris):
    people.pen_name(iris)
    client.force_login(iris)

    answer = post(client, chapter, text="I read it twice.")

    review = chapter.reviews.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/chapters/{chapter.public_id}#r-{review.public_id}"
    assert review.pen_name.name == "iris at sea"
    assert "I read it twice." in read(client, chapter)
