"""One's own page, pen names, and founding."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from feuilleton.accounts.models import PenName, User
from feuilleton.archive import founding
from feuilleton.moderation import reporting
from tests import people
from tests.people import PASSWORD
from tests.web.people.test_door import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_home(client: Client, maud: User) -> Client:
    sign_in(client, "maud")
    return client


def test_strangers_are_led_to_the_door_and_back(client: Client) -> None:
    for path in ("/me", "/me/pen-names", "/me/leave"):
        assert client.get(path)["Location"] == f"/sign-in?next={path.replace('/', '%2F')}"


def test_days_are_told_by_the_chosen_zone(at_home: Client, maud: User) -> None:
    at_home.post("/me/time-zone", {"time_zone": "Pacific/Kiritimati"})

    maud.refresh_from_db()
    assert maud.time_zone == "Pacific/Kiritimati"
    assert 'value="Pacific/Kiritimati" selected' in at_home.get("/me").content.decode()


@pytest.mark.parametrize("zone", ["", "Europe/Nowhere", "../../etc/passwd", "posix/UTC"])
def test_a_zone_that_is_none_is_refused(at_home: Client, maud: User, zone: str) -> None:
    assert at_home.post("/me/time-zone", {"time_zone": zone}).status_code == 422
    maud.refresh_from_db()
    assert maud.time_zone == "UTC"


def test_a_zone_that_this_machine_has_forgotten_is_no_error(at_home: Client, maud: User) -> None:
    User.objects.update(time_zone="Mars/Olympus_Mons")

    assert at_home.get("/me").status_code == 200


def test_being_asked_before_mature_text_is_kept_on_the_account(at_home: Client, maud: User) -> None:
    at_home.post("/me/adult", {"adult": "on"})
    maud.refresh_from_db()
    assert maud.adult_ok

    at_home.post("/me/adult", {})
    maud.refresh_from_db()
    assert not maud.adult_ok


def test_signing_out_everywhere_else_leaves_this_device(at_home: Client, other_browser: Client, iris: User) -> None:
    sign_in(other_browser, "maud")
    stranger = Client()
    sign_in(stranger, "iris")
    assert "1 other device" in at_home.get("/me").content.decode()

    at_home.post("/me/sessions")

    assert is_signed_in(at_home)
    assert not is_signed_in(other_browser)
    assert is_signed_in(stranger)


def test_a_pen_name_is_taken_looked_at_and_described(at_home: Client, maud: User) -> None:
    taken = at_home.post("/me/pen-names", {"name": "oystercatcher"})
    told = {"name": "Oystercatcher", "about": "I write *by the sea*. <script>alert(1)</script>"}

    looked_at = at_home.post(taken["Location"], {**told, "look": "yes"})
    assert "<em>by the sea</em>" in looked_at.content.decode()
    assert "<script>alert" not in looked_at.content.decode()
    assert PenName.objects.get().about == ""

    at_home.post(taken["Location"], told)
    pen_name = PenName.objects.get()
    assert (pen_name.name, pen_name.user) == ("Oystercatcher", maud)
    assert "<em>by the sea</em>" in pen_name.about_html


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00\x07"])
def test_what_is_no_pen_name_is_refused_and_stays_in_the_field(at_home: Client, name: str) -> None:
    answer = at_home.post("/me/pen-names", {"name": name})

    assert answer.status_code in (303, 422)
    assert not PenName.objects.exclude(name="a").exists()


def test_a_profile_that_is_too_long_is_refused_and_kept_on_the_page(at_home: Client, maud: User) -> None:
    pen_name = people.pen_name(maud)

    answer = at_home.post(f"/me/pen-names/{pen_name.public_id}", {"name": "x", "about": "word " * 2001})

    assert answer.status_code == 422
    assert "word word" in answer.content.decode()
    pen_name.refresh_from_db()
    assert pen_name.about == ""


def test_a_pen_name_of_somebody_else_is_not_there(at_home: Client, iris: User) -> None:
    theirs = people.pen_name(iris)

    for answer in (at_home.get(f"/me/pen-names/{theirs.public_id}"), at_home.post(f"/me/pen-names/{theirs.public_id}")):
        assert answer.status_code == 404


def test_new_stories_begin_under_the_pen_name_that_was_put_first(at_home: Client, maud: User, iris: User) -> None:
    people.pen_name(maud, "Avocet")
    second = people.pen_name(maud, "Turnstone")

    at_home.post(f"/me/pen-names/{second.public_id}/first")

    assert f'value="{second.public_id}" selected' in at_home.get("/write/stories/new").content.decode()
    assert "New stories begin under it." in at_home.get("/me").content.decode()
    theirs = people.pen_name(iris)
    assert at_home.post(f"/me/pen-names/{theirs.public_id}/first").status_code == 404


def founder(code: str, **more: str) -> dict[str, str]:
    return {"code": code, "username": "otto", "email": "otto@example.org", "password": PASSWORD, **more}


def test_whoever_has_the_code_becomes_the_archivist_once(client: Client) -> None:
    code = founding.new_code()
    assert client.get("/found").status_code == 200

    done = client.post("/found", founder(code))

    assert done["Location"] == "/house"
    assert is_signed_in(client)
    assert User.objects.get().is_archivist
    assert Client().post("/found", founder(code, username="nell", email="nell@example.org")).status_code == 404


def test_a_wrong_code_makes_no_account(client: Client) -> None:
    founding.new_code()

    answer = client.post("/found", founder("not the code"))

    assert answer.status_code == 422
    assert "not the code" in answer.content.decode()
    assert not User.objects.exists()


def test_guessing_the_code_ends_soon(client: Client) -> None:
    code = founding.new_code()
    for number in range(10):
        client.post("/found", founder(f"guess {number}"))

    assert client.post("/found", founder(code)).status_code == 422
    assert not User.objects.exists()


def test_an_archive_that_is_founded_has_no_such_page(client: Client, otto: User) -> None:
    assert client.get("/found").status_code == 404


def test_the_page_leads_to_all_that_is_one_s_own_and_to_one_s_duties(client: Client, maud: User, otto: User) -> None:
    story = people.published_story(maud)
    reporting.report(story, wrong="spam", words="", by=maud, at=people.NOW)
    shown = {}
    for user in (maud, otto):
        client.force_login(user)
        shown[user] = client.get("/me").content.decode()

    own = ["/write", "/me/shelves", "/me/history", "/me/following", "/me/alerts", "/me/blocks", "/look"]
    there = [path for path in own if resolves(path)]
    places = [shown[maud].index(f'<li><a href="{path}"') for path in there]
    assert places == sorted(places)
    assert "/moderation" not in shown[maud]
    assert "1 report waits" in shown[otto]
    assert '<li><a href="/moderation"' in shown[otto]


def resolves(path: str) -> bool:
    """Whether the site has this page."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
