"""Rows are stored as Django would store them."""

import pytest
from django.db import IntegrityError, transaction

from feuilleton.events.models import Event, Touch
from feuilleton.kit import inserting
from tests.people import NOW


def event(by=None, **data):
    return Event(kind="told", by=by, subject_type="stories.story", subject_id=2**40, at=NOW, data=data)


def test_a_row_comes_back_as_django_stores_it(maud):
    ours, theirs = event(maud, words="é “x”", list=[1, None]), event(maud, words="é “x”", list=[1, None])

    inserting.insert(ours)
    theirs.save(force_insert=True)

    stored = [Event.objects.filter(pk=row.pk).values().get() for row in (ours, theirs)]
    assert [stored[0].pop("id"), stored[1].pop("id")] == [ours.pk, theirs.pk]
    assert stored[0] == stored[1]
    assert not ours._state.adding
    ours.kind = "changed"
    ours.save()
    assert Event.objects.get(pk=ours.pk).kind == "changed"


def test_several_rows_are_one_statement_and_none_is_none(maud, django_assert_num_queries):
    told = event()
    inserting.insert(told)

    with django_assert_num_queries(1):
        inserting.insert_all([Touch(event=told, name=name) for name in ("a", "b", "c")])
        inserting.insert_all([])

    assert [touch.name for touch in told.touches.order_by("id")] == ["a", "b", "c"]


def test_what_the_database_refuses_is_refused(maud):
    told = event()
    inserting.insert(told)
    inserting.insert(Touch(event=told, name="once"))

    with pytest.raises(IntegrityError), transaction.atomic():
        inserting.insert(Touch(event=told, name="once"))


def test_a_row_that_points_at_one_without_a_key_is_refused(maud):
    with pytest.raises(IntegrityError), transaction.atomic():
        inserting.insert(Touch(event=event(), name="nowhere"))
