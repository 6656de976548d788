"""How long, how many, which day, in words."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from feuilleton.web import measures


@pytest.mark.parametrize(
    ("words", "characters", "language", "said"),
    [
        (2914, 16000, "en", "2,914 words"),
        (1, 5, "en", "1 word"),
        (1500, 4102, "ja", "4,102 characters"),
        (1500, 4102, "zh-Hans", "4,102 characters"),
    ],
)
def test_length_is_counted_as_readers_of_the_language_count(words, characters, language, said):
    assert measures.length(words, characters, language) == said


@pytest.mark.parametrize(
    ("words", "said"), [(0, "1 minute"), (2914, "12 minutes"), (15_972, "1 h 7 min"), (239 * 60, "1 h 0 min")]
)
def test_reading_time_is_never_nothing(words, said):
    assert measures.reading_time(words, 0, "en") == said


def test_a_story_without_a_plan_has_only_what_is_posted():
    assert measures.chapters_of(5, 9) == "5 of 9 chapters"
    assert measures.chapters_of(1, None) == "1 chapter"
    assert measures.chapters_of(7, 6) == "7 chapters"


def test_a_day_is_the_day_where_its_reader_is():
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    with timezone.override("Asia/Tokyo"):
        assert measures.day(late) == "22 November 2026"
    assert measures.day(late) == "21 November 2026"
    assert measures.iso(late) == "2026-11-21T23:30Z"
    assert measures.day(None) == ""
