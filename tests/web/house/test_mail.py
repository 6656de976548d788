"""The archivist's page about the mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from feuilleton.accounts.models import User
from feuilleton.events.models import Event
from feuilleton.inbox import pacing, sending
from feuilleton.inbox.models import DUE, PARKED, SENT, Delivery, Release
from feuilleton.stories.models import Story
from tests import people
from tests.inbox import news
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_house(client: Client, otto: User) -> Client:
    client.force_login(otto)
    return client


@pytest.fixture
def tale(maud: User, iris: User) -> Story:
    """A story with a chapter that iris is to be told of."""
    made = people.published_story(maud, at=NOW - timedelta(days=7))
    news.follow(made, iris)
    people.published_chapter(made, maud)
    return made


@pytest.mark.parametrize("path", ["/house/mail", "/house/mail/1/stop", "/house/mail/1/again"])
def test_to_everybody_else_there_is_no_such_page(client: Client, path: str, maud: User) -> None:
    assert client.get(path).status_code == 404
    client.force_login(maud)
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_it_says_what_was_told_and_that_nothing_waits(at_house: Client, tale: Story) -> None:
    news.spread()
    page = at_house.get("/house/mail").content.decode()

    assert "Salt Wages" in page
    assert "1 letter" in page
    assert "No letter waits." in page
    assert "No letter was given up." in page


def test_what_went_to_nobody_by_letter_is_left_out(at_house: Client, tale: Story, maud: User) -> None:
    people.published_story(maud, "Neap", at=NOW - timedelta(days=1))
    assert "Neap" not in at_house.get("/house/mail").content.decode()

    news.spread(at=NOW)  # the log is read; letters of the newest chapter are held
    assert "Neap" not in at_house.get("/house/mail").content.decode()
    assert "held" in at_house.get("/house/mail").content.decode()


def test_the_letters_about_one_event_are_stopped(at_house: Client, tale: Story, mailoutbox: list[object]) -> None:
    news.spread(at=NOW)  # the log is read; the hold is not over
    event = Event.objects.filter(release__isnull=False).latest("pk")
    at_house.post(f"/house/mail/{event.pk}/stop")
    news.spread()

    assert Release.objects.get(event=event).stopped_by == at_house.get("/house/mail").wsgi_request.user
    assert mailoutbox == []
    assert "stopped" in at_house.get("/house/mail").content.decode()


def test_what_was_given_up_stands_there_with_the_reason_and_is_tried_again(at_house: Client, tale: Story) -> None:
    news.spread()
    row = Delivery.objects.get(state=SENT)
    Delivery.objects.update(state=DUE)
    sending.park(row, "550 5.7.1 Not from you")
    page = at_house.get("/house/mail").content.decode()
    assert "iris@example.org: 550 5.7.1 Not from you" in page

    at_house.post(f"/house/mail/{row.pk}/again")
    news.spread(at=NOW + timedelta(days=2))
    assert not Delivery.objects.filter(state=PARKED).exists()


def test_trouble_with_the_mail_server_is_said_in_its_words(at_house: Client, tale: Story) -> None:
    pacing.shut("421 4.3.2 Not now", at=NOW)

    assert "421 4.3.2 Not now" in at_house.get("/house/mail").content.decode()


@pytest.mark.parametrize("path", ["/house/mail/99999999999999999999999/stop", "/house/mail/7/again"])
def test_what_is_not_there_is_not_found(at_house: Client, path: str) -> None:
    assert at_house.post(path).status_code == 404
    assert at_house.get(path).status_code in (303, 404)
