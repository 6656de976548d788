"""Paging: twenty to a page, and no number breaks it."""

import pytest
from django.contrib.contenttypes.models import ContentType

pytestmark = pytest.mark.django_db


def shown(browser, query: str = "") -> str:
    answer = browser.get(f"/many{query}")
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


@pytest.fixture
def rows():
    ContentType.objects.bulk_create([ContentType(app_label="many", model=str(number)) for number in range(41)])


def test_a_list_begins_with_its_first_twenty(browser, rows):
    assert shown(browser) == ",".join(map(str, range(20))) + " None 1 2 3 41"


def test_the_last_page_has_the_rest(browser, rows):
    assert shown(browser, "?page=3") == "40 2 3 None 3 41"


def test_an_empty_list_has_one_empty_page(browser):
    assert shown(browser) == " None 1 None 1 0"


@pytest.mark.parametrize(
    "page",
    ["4", "0", "-1", "", "x", "1.5", "01", "+1", " 1", "1e3", "٣", "²", "9" * 7, "9" * 5000, "999999", "None", "%00"],
)
def test_a_page_that_is_not_there_is_not_found(browser, rows, page):
    assert shown(browser, f"?page={page}") in ("404", "400")
