"""Queries said once and asked often give what the queryset itself would give."""

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import Chapter, Story
from tests import people


@pytest.fixture
def stories(maud):
    return [people.published_story(maud, title, warnings=["death"]) for title in ("Neap", "Spring", "Ebb")]


def test_a_prepared_query_gives_models_with_their_relations(stories, django_assert_num_queries):
    ask = Prepared(lambda public_id: Chapter.objects.for_reading().filter(public_id=public_id))
    chapters = [story.chapters.get() for story in stories]

    for chapter in chapters:
        with django_assert_num_queries(1):
            found = ask.first(public_id=chapter.public_id)
            said = (found.story.title, found.live.html, found.story.warnings, found.published_at)
        assert found == chapter
        assert said == (chapter.story.title, chapter.live.html, ["death"], people.NOW)


def test_what_is_not_there_is_none(db):
    ask = Prepared(lambda public_id: Chapter.objects.filter(public_id=public_id))

    assert ask.first(public_id="nothing") is None


def test_values_come_as_the_queryset_gives_them(stories):
    ask = Prepared(lambda keys: Story.objects.filter(pk__in=keys).order_by("title").values("pk", "title", "warnings"))

    rows = ask(keys=[story.pk for story in stories])
    fewer = ask(keys=[stories[0].pk])

    assert [row["title"] for row in rows] == ["Ebb", "Neap", "Spring"]
    assert fewer == [{"pk": stories[0].pk, "title": "Neap", "warnings": ["death"]}]


def test_tuples_come_as_the_queryset_gives_them(stories):
    ask = Prepared(lambda key: Story.objects.filter(pk=key).values_list("title", "updated_at"))

    assert ask(key=stories[1].pk) == [("Spring", people.NOW)]


def test_each_shape_is_written_once(stories):
    said = []

    def say(audience, key) -> QuerySet:
        said.append(audience)
        return Story.objects.filter(audience=audience, pk=key)

    ask = Prepared(say)
    for _ in range(3):
        ask("everyone", key=stories[0].pk)
        ask("members", key=stories[0].pk)

    assert said == ["everyone", "members"]
    assert ask("everyone", key=stories[2].pk) == [stories[2]]
    assert ask("members", key=stories[2].pk) == []


def test_a_list_of_words_is_handed_on(stories, django_assert_num_queries):
    ask = Prepared(lambda titles: Story.objects.filter(title__in=titles).order_by("pk"))
    ask(titles=["x", "y"])

    with django_assert_num_queries(1):
        assert ask(titles=["Ebb", "Neap"]) == [stories[0], stories[2]]


def test_an_empty_list_asks_nothing(db, django_assert_num_queries):
    ask = Prepared(lambda keys: Story.objects.filter(pk__in=keys))

    with django_assert_num_queries(0):
        assert ask(keys=[]) == []


def test_a_value_that_does_not_arrive_is_found_at_once(db):
    ask = Prepared(lambda word: Story.objects.filter(title__icontains=word))

    with pytest.raises(RuntimeError, match="word"):
        ask(word="salt")


def test_annotations_come_along(stories):
    from django.db.models import F

    ask = Prepared(lambda key: Story.objects.filter(pk=key).annotate(again=F("title")))

    assert ask.first(key=stories[0].pk).again == "Neap"


@pytest.mark.parametrize("word", ["Neap", "it's", "100%", "%s", "%%s", "?", "\\", '"', "''", "é", "\x00"])
def test_what_is_always_the_same_arrives_as_it_is(maud, word):
    if word == "\x00" and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL holds no NUL sign")
    Story.objects.filter(pk=people.story(maud).pk).update(title=word)
    ask = Prepared(lambda owner: Story.objects.filter(title=word, chapter_count__gte=0, authors__user=owner))

    assert [story.title for story in ask(owner=maud.pk)] == [word]
    assert ask(owner=-1) == []


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_within_a_transaction_only_however_often_they_were_asked_for(maud):
    story = people.story(maud)
    ask = Prepared(lambda key: Story.objects.select_for_update().filter(pk=key))

    with transaction.atomic():
        assert ask.first(key=story.pk) == story
    with pytest.raises(transaction.TransactionManagementError):
        ask.first(key=story.pk)
