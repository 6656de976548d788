"""Signed out: pages lead to the sign-in page, forms wait with every word in them."""

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.stories.models import Draft, Story
from tests import people
from tests.web.writing.forms import fields


@pytest.fixture
def sent(at_desk, chapter):
    page = at_desk.get(reverse("write_chapter", args=[chapter.public_id]))
    return fields(page, "/save") | {"text": "An hour’s work.", "after_text_1": "And a note."}


def test_a_page_of_writing_leads_a_stranger_to_the_door_and_back(client, chapter):
    address = reverse("write_chapter", args=[chapter.public_id])

    response = client.get(address)

    assert response.status_code == 303
    assert response["Location"] == f"{reverse('account_login')}?next={address.replace('/', '%2F')}"


def test_what_was_typed_stands_on_the_page_when_the_session_is_over(client, chapter, sent):
    client.logout()

    response = client.post(reverse("write_save", args=[chapter.public_id]), sent)

    assert response.status_code == 403
    shown = fields(response, "/save")
    assert shown["text"] == "An hour’s work."
    assert shown["after_text_1"] == "And a note."
    assert Draft.objects.get(chapter=chapter).source == people.WORDS


def test_signing_in_there_goes_on_with_what_was_sent(client, chapter, sent):
    client.logout()
    waiting = fields(client.post(reverse("write_save", args=[chapter.public_id]), sent), "/save")

    response = client.post(
        reverse("write_save", args=[chapter.public_id]),
        waiting | {"sign_in_name": "maud", "sign_in_password": people.PASSWORD},
    )

    assert response.status_code == 303
    assert Draft.objects.get(chapter=chapter).source == "An hour’s work."
    assert client.get(reverse("write")).status_code == 200


def test_a_wrong_password_loses_nothing(client, chapter, sent):
    client.logout()

    response = client.post(
        reverse("write_save", args=[chapter.public_id]), sent | {"sign_in_name": "maud", "sign_in_password": "wrong"}
    )

    assert response.status_code == 403
    assert fields(response, "/save")["text"] == "An hour’s work."
    assert fields(response, "/save")["sign_in_name"] == "maud"
    assert "wrong" not in fields(response, "/save")["sign_in_password"]


def test_trying_passwords_there_is_limited_as_at_the_door_and_loses_nothing(client, chapter, sent, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    client.logout()
    tried = sent | {"sign_in_name": "maud", "sign_in_password": "wrong"}
    for _ in range(2):
        client.post(reverse("write_save", args=[chapter.public_id]), tried)

    response = client.post(
        reverse("write_save", args=[chapter.public_id]), tried | {"sign_in_password": people.PASSWORD}
    )

    assert "Too many tries" in response.content.decode()
    assert fields(response, "/save")["text"] == "An hour’s work."
    assert Draft.objects.get(chapter=chapter).source == people.WORDS


def test_somebody_else_who_signs_in_there_does_not_get_the_chapter(client, chapter, sent, nell):
    client.logout()

    response = client.post(
        reverse("write_save", args=[chapter.public_id]),
        sent | {"sign_in_name": "nell", "sign_in_password": people.PASSWORD},
    )

    assert response.status_code == 404
    assert Draft.objects.get(chapter=chapter).source == people.WORDS


def test_a_script_is_told_that_the_words_are_not_saved(client, chapter, sent):
    client.logout()

    response = client.post(
        reverse("write_save", args=[chapter.public_id]), sent, headers={"Accept": "application/json"}
    )

    assert response.status_code == 401
    assert "in this browser only" in response.json()["error"]


def test_a_new_story_waits_too(db, maud):
    client = Client()
    sent = {"title": "Begun signed out", "new_pen_name": "maud at sea", "warnings": ["death", "violence"]}

    waiting = client.post(reverse("write_new_story"), sent)
    body = waiting.content.decode()

    assert body.count('name="warnings"') == 2
    client.post(reverse("write_new_story"), sent | {"sign_in_name": "maud", "sign_in_password": people.PASSWORD})
    assert Story.objects.get().title == "Begun signed out"


def test_every_address_turns_strangers_away(client, chapter, maud, nell):
    published = people.published_chapter(chapter.story, maud)
    story = chapter.story.public_id
    pages = [reverse(f"write_{name}", args=[story]) for name in ("story", "header", "orphan", "remove_story")]
    pages += [
        reverse(f"write_{name}", args=[published.public_id])
        for name in ("chapter", "preview", "versions", "compare", "remove_chapter", "move")
    ]
    pages += [reverse("write_version", args=[published.public_id, 1])]
    forms = [reverse(f"write_{name}", args=[story]) for name in ("sign", "add_chapter", "bring_back_story")]
    forms += [
        reverse(f"write_{name}", args=[published.public_id])
        for name in ("note", "settle", "publish", "withdraw", "set_aside", "bring_back_chapter")
    ]
    forms += [reverse("write_restore", args=[published.public_id, 1])]
    before = chapter.story.chapters.count()

    for address in pages:
        assert client.get(address).status_code == 303, address
    client.force_login(nell)
    for address in pages:
        assert client.get(address).status_code == 404, address
    for address in [*pages, *forms]:
        assert client.post(address, {"do": "yes", "text": "x"}).status_code == 404, address
    assert chapter.story.chapters.present().count() == before
