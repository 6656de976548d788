"""A real browser before a real server: `site`, `browser`, `page`, and `signed_in(page, user)`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from feuilleton.accounts.models import User
from feuilleton.ops import importing
from feuilleton.stories.models import Story
from tests import people, post

MANUSCRIPT = Path(settings.BASE).parent / "shared" / "manuscripts" / "deux.txt"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PATIENCE = 15_000  # milliseconds; the machine may be busy
expect.set_options(timeout=PATIENCE)

# Playwright runs a loop of its own in our thread; Django would take its queries for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of the running site, without a slash at its end."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens one more window with cookies of its own: `opened(script=False)`, `opened(width=360)`."""
    windows = []

    def open_page(*, width: int = 1280, script: bool = True, **more: Any) -> Page:
        window = browser.new_context(
            base_url=site, viewport={"width": width, "height": 900}, java_script_enabled=script, **more
        )
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield open_page
    for window in windows:
        window.close()


@pytest.fixture
def page(opened: Callable[..., Page]) -> Iterator[Page]:
    """A window. An error in a script, or something our content policy forbids, fails the test."""
    made = opened()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    yield made
    assert errors == []


@pytest.fixture
def signed_in(site: str) -> Callable[[Page, Any], Page]:
    """`signed_in(page, maud)`: the window is hers from now on."""

    def sign_in(page: Page, user: Any) -> Page:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
        return page

    return sign_in


@pytest.fixture
def office(settings: Any, site: str) -> Iterator[post.PostOffice]:
    """The mail server; what is told goes out at once."""
    settings.FEUILLETON_HOLD = 0
    settings.FEUILLETON_ADDRESS = site
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with post.office() as opened:
        settings.FEUILLETON_SMTP = f"smtp://127.0.0.1:{opened.port}"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", opened.port, 5
        settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", False, False
        yield opened


@pytest.fixture
def deux(maud: User, capsys: Any) -> Story:
    """The real manuscript, published under a pen name of maud's."""
    if not MANUSCRIPT.exists():
        pytest.skip(f"THE REAL MANUSCRIPT IS NOT HERE: {MANUSCRIPT}")
    people.pen_name(maud, "Rosie")
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    importing.run(parser.parse_args([str(MANUSCRIPT), "--pen-name", "Rosie", "--title", "The Glass", "--publish"]))
    return Story.objects.get()
