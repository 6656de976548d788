"""What was typed comes back with every page that says why it was not posted."""

import pytest

from feuilleton.http import limiting
from feuilleton.stories import models, welcoming
from feuilleton.stories.welcoming import Welcome
from feuilleton.web.reviews import brake
from tests import people
from tests.web.reviews import SAME_ORIGIN

TYPED = "My grandfather kept two books & would <never> say why."
KEPT = "My grandfather kept two books &amp; would &lt;never&gt; say why."


@pytest.fixture
def chapter(maud):
    return people.published_story(maud).chapters.get()


@pytest.fixture
def open_chapter(maud, chapter):
    welcoming.welcome(chapter.story, Welcome(reviews_from=models.GUESTS), by=maud, at=people.NOW)
    chapter.refresh_from_db()
    return chapter


def post(client, chapter, **typed):
    return client.post(f"/chapters/{chapter.public_id}/reviews", {"text": TYPED} | typed, headers=SAME_ORIGIN)


def test_who_was_signed_out_while_writing_signs_in_and_it_is_posted(client, chapter, iris):
    people.pen_name(iris)

    waiting = post(client, chapter)
    wrong = post(client, chapter, sign_in_name="iris", sign_in_password="not it")
    posted = post(client, chapter, sign_in_name="iris", sign_in_password=people.PASSWORD)

    assert (waiting.status_code, wrong.status_code, posted.status_code) == (403, 403, 303)
    for page in (waiting, wrong):
        assert "Your review was not posted" in page.content.decode()
        assert KEPT in page.content.decode()
    assert chapter.reviews.get().source == TYPED
    assert client.get("/me").status_code == 200


def test_signed_out_under_a_chapter_for_members_the_words_are_kept(client, maud, iris):
    chapter = people.published_story(maud, "A title for members", audience="members").chapters.get()
    people.pen_name(iris)

    waiting = post(client, chapter)
    posted = post(client, chapter, sign_in_name="iris", sign_in_password=people.PASSWORD)

    assert waiting.status_code == 403
    assert KEPT in waiting.content.decode()
    assert "A title for members" not in waiting.content.decode()
    assert posted.status_code == 303


def test_words_for_what_is_gone_come_back(client, iris):
    client.force_login(iris)

    answer = client.post("/chapters/gone222222/reviews", {"text": TYPED}, headers=SAME_ORIGIN)

    assert answer.status_code == 404
    assert KEPT in answer.content.decode()


def test_a_review_that_is_too_long_comes_back_whole(client, chapter, iris):
    people.pen_name(iris)
    client.force_login(iris)

    answer = post(client, chapter, text="word " * 3_000)

    assert answer.status_code == 422
    assert "10,000 letters" in answer.content.decode()
    assert "word " * 2_999 in answer.content.decode()


def test_the_thirty_first_within_an_hour_waits_on_the_page(client, chapter, iris):
    people.pen_name(iris)
    client.force_login(iris)
    for number in range(brake.OF_A_MEMBER):
        assert post(client, chapter, text=f"Number {number}.").status_code == 303

    answer = post(client, chapter)

    assert answer.status_code == 422
    assert KEPT in answer.content.decode()
    assert chapter.reviews.count() == brake.OF_A_MEMBER


def test_guests_from_one_address_are_limited(db):
    for _ in range(brake.OF_A_GUEST):
        brake.check_guest("192.0.2.1", at=people.NOW)

    with pytest.raises(limiting.TooOften):
        brake.check_guest("192.0.2.1", at=people.NOW)
    brake.check_guest("192.0.2.2", at=people.NOW)


def test_a_field_nobody_sees_catches_programs(client, open_chapter):
    guest = {"do": "guest", "name": "M.", "email": "m@example.org"}

    answer = post(client, open_chapter, homepage="https://buy.example", **guest)

    assert answer.status_code == 422
    assert KEPT in answer.content.decode()
    assert not open_chapter.reviews.exists()


def test_a_guest_is_asked_for_a_name_and_may_mend_it(client, open_chapter):
    answer = post(client, open_chapter, do="guest", name="", email="m@example.org")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert KEPT in page
    assert 'value="m@example.org"' in page


def test_the_page_for_the_signed_out_offers_the_guests_door_where_there_is_one(client, chapter, open_chapter):
    assert "Post it as a guest" in post(client, open_chapter).content.decode()


def test_another_sites_form_posts_nothing(client, chapter, iris):
    people.pen_name(iris)
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(iris)

    answer = strict.post(
        f"/chapters/{chapter.public_id}/reviews", {"text": TYPED}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert not chapter.reviews.exists()
