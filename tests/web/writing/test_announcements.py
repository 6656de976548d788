"""Announcing something from the desk, where readers see it, and taking it back."""

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.stories import announcing
from feuilleton.stories.models import Announcement
from tests import people


@pytest.fixture
def published(maud):
    return people.published_story(maud)


@pytest.fixture
def address(published):
    return reverse("announce", args=[published.public_id])


def page_of(story):
    return Client().get(reverse("story", args=[story.public_id])).content.decode()


def test_what_is_announced_stands_on_the_story_s_page_and_not_in_its_contents(at_desk, published, address):
    assert address in at_desk.get(reverse("write_story", args=[published.public_id])).content.decode()
    before = page_of(published)

    done = at_desk.post(address, {"source": "Back on *Saturday*.\r\n\r\n<b>Truly</b>."}, follow=True).content.decode()

    after = page_of(published)
    assert "Announced. It stands on the story’s page." in done
    assert "Back on <em>Saturday</em>." in done
    assert "Back on <em>Saturday</em>." in after
    assert "<b>" not in after
    assert before.count("/chapters/") == after.count("/chapters/")


def test_only_the_newest_two_stand_on_the_story_s_page(published, maud):
    for words in ("Once.", "Twice.", "Thrice."):
        announcing.announce(published, words, by=maud, at=people.NOW)

    page = page_of(published)

    assert page.index("Thrice.") < page.index("Twice.")
    assert "Once." not in page


@pytest.mark.parametrize("source", ["", "  \n", "x" * 5_001])
def test_what_cannot_be_announced_is_still_in_its_field(source, at_desk, address):
    answer = at_desk.post(address, {"source": source})

    assert answer.status_code == 422
    assert f">\n{source}</textarea>" in answer.content.decode()
    assert not Announcement.objects.exists()


def test_sent_twice_it_is_announced_once(at_desk, address):
    assert [at_desk.post(address, {"source": "A pause."}).status_code for _ in range(2)] == [303, 303]

    assert Announcement.objects.count() == 1


def test_an_announcement_is_withdrawn_after_a_question(at_desk, published, maud):
    made = announcing.announce(published, "A pause.", by=maud, at=people.NOW)
    address = reverse("withdraw_announcement", args=[made.public_id])

    asked = at_desk.get(address).content.decode()
    assert "A pause." in asked
    assert "A pause." in page_of(published)

    done = at_desk.post(address, follow=True).content.decode()
    assert "Withdrawn." in done
    assert "A pause." not in done
    assert "A pause." not in page_of(published)
    assert [at_desk.get(address).status_code, at_desk.post(address).status_code] == [303, 303]


def test_nobody_else_announces_or_withdraws(published, address, maud, iris):
    made = announcing.announce(published, "A pause.", by=maud, at=people.NOW)
    other = Client()
    other.force_login(iris)

    for path in (address, reverse("withdraw_announcement", args=[made.public_id])):
        assert other.get(path).status_code == other.post(path, {"source": "Mine."}).status_code == 404
        assert Client().post(path, {"source": "Mine."}).status_code == 403

    assert Announcement.objects.get().withdrawn_at is None


def test_what_was_typed_signed_out_waits_beside_the_door(published, address):
    answer = Client().post(address, {"source": "Typed for an hour."})

    assert answer.status_code == 403
    assert ">\nTyped for an hour.</textarea>" in answer.content.decode()
