"""Removing a version from history."""

import pytest

from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.shelves import carrying
from feuilleton.stories import expunging, restoring, stating
from feuilleton.stories.models import ENGAGED, Draft, Revision
from feuilleton.stories.stating import Stated
from tests import people

NOW = people.NOW


def test_an_earlier_version_loses_its_words_and_stays_in_the_count(maud):
    chapter = people.published_story(maud).chapters.get()
    first = chapter.live
    fact = stating.state(
        chapter.story, Stated("Edda", ENGAGED, "Joan", revision=first, quote="The tide came in"), by=maud, at=NOW
    )
    people.revised(chapter, maud, "Other words.")

    expunging.expunge(first, by=maud, at=NOW)
    expunging.expunge(first, by=maud, at=NOW)

    assert (first.source, first.packed, first.html, first.title, first.words) == ("", [], "", "", 0)
    assert first not in Revision.objects.with_words()
    assert chapter.revisions.count() == 2
    fact.refresh_from_db()
    assert fact.quote == ""
    assert Event.objects.filter(kind="revision_expunged").count() == 1


def test_what_readers_have_cannot_be_removed(maud):
    chapter = people.published_story(maud).chapters.get()

    with pytest.raises(Refusal):
        expunging.expunge(chapter.live, by=maud, at=NOW)


def test_what_was_removed_is_not_brought_back(maud):
    chapter = people.published_story(maud).chapters.get()
    first = chapter.live
    people.revised(chapter, maud, "Other words.")
    expunging.expunge(first, by=maud, at=NOW)

    with pytest.raises(Refusal):
        restoring.restore(first, by=maud, at=NOW)

    assert not Draft.objects.exists()


def test_a_reading_place_in_a_removed_version_stays_what_it_was(maud):
    chapter = people.published_story(maud).chapters.get()
    first = chapter.live
    people.revised(chapter, maud, "Other words.")
    expunging.expunge(first, by=maud, at=NOW)
    spot = carrying.Spot(first.blocks[0].id if first.blocks else "anywhere", 4)

    assert carrying.between(first.pk, chapter.live_id, spot) == spot
