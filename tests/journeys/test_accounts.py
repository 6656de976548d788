"""From stranger to author and out again, in a real browser; and every page on the way, checked by axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from feuilleton.accounts.models import User
from feuilleton.archive import founding
from feuilleton.tasks import working
from tests.journeys.checking import unclean
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def letters_on_screen(settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "feuilleton.accounts.letterbox.Folder"
    settings.FEUILLETON_MAIL_FOLDER = tmp_path / "mail"
    settings.FEUILLETON_SMTP = ""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]


def send_letters() -> None:
    working.work_off(clock=timezone.now)


def sign_up(page: Page, name: str = "rook") -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()


def from_sign_up_to_leaving(page: Page) -> None:
    sign_up(page)
    send_letters()
    page.goto(page.url)
    page.locator(".letter").get_by_role("link").click()
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_role("heading", name="rook", exact=True)).to_be_visible()

    page.get_by_role("link", name="Take a pen name").first.click()
    page.get_by_label("Pen name").fill("Rook at Sea")
    page.get_by_role("button", name="Take it").click()
    page.get_by_label("Profile").fill("I write *by the sea*.")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator(".profile em")).to_have_text("by the sea")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()

    page.goto("/me")
    page.get_by_role("link", name="Delete the account").click()
    expect(page.get_by_text("“Rook at Sea” is free")).to_be_visible()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete the account").click()
    expect(page.get_by_text("Your account is deleted.")).to_be_visible()
    assert not User.objects.exists()


def test_from_stranger_to_author_and_out_again(page: Page) -> None:
    from_sign_up_to_leaving(page)


def test_the_same_without_script(opened) -> None:
    from_sign_up_to_leaving(opened(script=False))


def test_the_browsers_own_time_zone_is_offered_to_who_has_chosen_none(opened, signed_in, maud: User) -> None:
    page = signed_in(opened(timezone_id="Asia/Tokyo"), maud)

    page.goto("/me")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    page.get_by_role("button", name="Keep").first.click()

    expect(page.get_by_text("Kept.")).to_be_visible()
    maud.refresh_from_db()
    assert maud.time_zone == "Asia/Tokyo"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_letter_on_the_screen_and_its_link_are_clean(opened, db, width: int, scheme: str) -> None:
    page = opened(width=width, color_scheme=scheme)
    sign_up(page)
    send_letters()

    assert unclean(page, "/sign-up/mail") == []
    link = str(page.locator(".letter a").get_attribute("href"))
    page.goto(link)
    assert unclean(page) == []


def test_founding_is_clean(opened) -> None:
    founding.new_code()
    assert unclean(opened(), "/found") == []
