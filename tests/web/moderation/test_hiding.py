"""Hiding a story from its page, the list of what is hidden, and what its author sees."""

from __future__ import annotations

import pytest
from django.test import Client

from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import STRANGER
from feuilleton.stories.models import Story
from tests import people

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_moderator_hides_a_story_with_a_reason_and_shows_it_again(maud: User, otto: User) -> None:
    story = people.published_story(maud)
    address, moderator = f"/moderation/stories/{story.public_id}", signed_in(otto)

    moderator.post(address, {"do": "hide", "reason": "Rule 2: <no> photographs."})
    assert not Story.objects.visible_to(STRANGER).exists()
    listed = moderator.get("/moderation").content.decode()
    assert "Rule 2: &lt;no&gt; photographs." in listed
    assert "maud at sea" in listed

    moderator.post(address, {"do": "show"})
    assert Story.objects.visible_to(STRANGER).exists()
    assert "No story is hidden." in moderator.get("/moderation").content.decode()


def test_without_a_reason_nothing_is_hidden(maud: User, otto: User) -> None:
    story = people.published_story(maud)

    for reason in ("", "  \n", "x" * 2001):
        answer = signed_in(otto).post(f"/moderation/stories/{story.public_id}", {"do": "hide", "reason": reason})
        assert answer.status_code == 422
        assert reason.strip() in answer.content.decode()

    assert not Story.objects.get().is_hidden


def test_to_everybody_else_there_is_no_such_page(client: Client, maud: User, iris: User) -> None:
    story = people.published_story(maud)

    for browser in (client, signed_in(maud), signed_in(iris)):
        for path in ("/moderation", f"/moderation/stories/{story.public_id}"):
            assert browser.get(path).status_code == 404
            sent = browser.post(path, {"do": "hide", "reason": "Envy."})
            assert sent.status_code == (403 if browser is client else 404)

    assert not Story.objects.get().is_hidden


def test_a_reason_that_was_typed_signed_out_waits_beside_a_sign_in_and_then_does_its_work(
    client: Client, maud: User, otto: User
) -> None:
    story = people.published_story(maud)
    path, typed = f"/moderation/stories/{story.public_id}", {"do": "hide", "reason": "Rule 2."}

    waiting = client.post(path, typed)
    assert waiting.status_code == 403
    assert ">\nRule 2.</textarea>" in waiting.content.decode()

    client.post(path, typed | {"sign_in_name": "otto", "sign_in_password": people.PASSWORD})
    assert Story.objects.get().hidden_reason == "Rule 2."


def test_signing_in_there_makes_nobody_a_moderator(client: Client, maud: User, iris: User) -> None:
    story = people.published_story(maud)
    typed = {"do": "hide", "reason": "Envy.", "sign_in_name": "iris", "sign_in_password": people.PASSWORD}

    assert client.post(f"/moderation/stories/{story.public_id}", typed).status_code == 404
    assert not Story.objects.get().is_hidden


def test_a_story_that_nobody_has_published_is_not_there_for_moderators(maud: User, otto: User) -> None:
    story = people.story(maud)

    assert signed_in(otto).get(f"/moderation/stories/{story.public_id}").status_code == 404
