"""The header of a story."""

import pytest

from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.stories import describing
from feuilleton.stories.describing import Header
from feuilleton.tags.models import Tag
from tests import people


def test_what_was_typed_is_kept_apart_from_the_tag_it_points_to(maud, iris):
    people.story(maud, tags={"fandom": ["The Moonstone"]})
    other = people.story(iris, tags={"fandom": ["the  moonstone"]})

    assert Tag.objects.get().name == "The Moonstone"
    assert other.story_tags.get().typed == "the moonstone"


def test_the_same_word_in_two_kinds_is_two_tags(maud):
    story = people.story(maud, tags={"character": ["Haydée"], "free": ["Haydée"]})

    assert story.story_tags.count() == 2


def test_describing_again_gives_the_new_tags_and_no_others(maud):
    story = people.story(maud, tags={"free": ["sea", "ham"]})

    describing.describe(story, Header(title="Salt Wages", tags={"free": ["ham", "clocks"]}), by=maud, at=people.NOW)

    assert list(story.story_tags.order_by("position").values_list("typed", flat=True)) == ["ham", "clocks"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "T" * 10_000}, "title"),
        ({"summary": "s" * 5_001}, "summary"),
        ({"rating": "spicy"}, "rating"),
        ({"language": "not a language"}, "language"),
        ({"planned": 0}, "planned"),
        ({"planned": 10**12}, "planned"),
        ({"audience": "martians"}, "audience"),
        ({"tags": {"free": [f"tag {n}" for n in range(76)]}}, "tags"),
        ({"tags": {"free": ["t" * 151]}}, "tags"),
    ],
)
def test_a_header_that_does_not_fit_is_refused_and_changes_nothing(fields, field, maud):
    story = people.story(maud, tags={"free": ["sea"]})

    with pytest.raises(Refusal) as refused:
        describing.describe(story, Header(**({"title": "Salt Wages"} | fields)), by=maud, at=people.NOW)

    assert refused.value.field == field
    story.refresh_from_db()
    assert story.title == "Salt Wages"
    assert story.story_tags.get().typed == "sea"


def test_planning_fewer_chapters_can_complete_a_story(maud):
    story = people.published_story(maud, chapters=2)

    describing.describe(story, Header(title="Salt Wages", planned=2), by=maud, at=people.NOW)

    story.refresh_from_db()
    assert story.is_complete
    assert story.completed_at == people.NOW


def told(story):
    """The kinds of event that those who follow the story have heard, but for its chapters."""
    heard = Event.objects.filter(topics__name=f"story:{story.pk}").exclude(kind="chapter_published").order_by("id")
    return list(heard.values_list("kind", flat=True))


def describe_as(story, *statuses, by):
    for status in statuses:
        describing.describe(story, Header(title=story.title, status=status), by=by, at=people.NOW)


@pytest.mark.parametrize(
    ("statuses", "kinds"),
    [
        (["hiatus"], ["story_paused"]),
        (["hiatus", "hiatus"], ["story_paused"]),
        (["hiatus", "ongoing"], ["story_paused", "story_resumed"]),
        (["hiatus", "abandoned"], ["story_paused"]),
        (["abandoned"], []),
        (["ongoing"], []),
    ],
)
def test_a_pause_and_its_end_are_told_once_each(statuses, kinds, maud):
    story = people.published_story(maud)

    describe_as(story, *statuses, by=maud)

    assert told(story) == kinds


def test_the_pause_of_a_story_that_nobody_reads_is_no_news_then_or_later(maud):
    story = people.story(maud)
    describe_as(story, "hiatus", "ongoing", "hiatus", by=maud)

    people.published_chapter(story, maud)

    assert told(story) == []


def test_a_story_completed_by_its_plan_is_told_with_no_chapter_of_its_own(maud):
    story = people.published_story(maud, chapters=2)

    for _ in range(2):
        describing.describe(story, Header(title="Salt Wages", planned=2), by=maud, at=people.NOW)

    event = Event.objects.get(kind="story_completed")
    assert event.data == {"chapter": None}
    assert told(story) == ["story_completed"]
