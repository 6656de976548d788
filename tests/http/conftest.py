"""The small site of `urls.py`, with every middleware."""

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def site(settings):
    settings.ROOT_URLCONF = "tests.http.urls"
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def browser():
    """A client whose forms are checked as real ones are, and that shows failures as readers see them."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)
