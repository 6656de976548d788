"""Two texts for one draft: one goes on, the other is kept."""

from datetime import timedelta

import pytest

from feuilleton.kit.errors import Refusal
from feuilleton.stories import drafting, settling
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Draft
from tests import people

NOW = people.NOW
LATER = NOW + timedelta(hours=1)
MINE = Typed(source="From the desk.")


@pytest.fixture
def chapter(maud):
    made = people.chapter(people.story(maud), maud)
    drafting.save(made, Typed(source="From the phone."), version=1, by=maud, at=LATER)
    return made


def test_going_on_with_mine_sets_the_stored_text_aside(chapter, maud):
    draft = settling.go_on_with(chapter, MINE, version=2, by=maud, at=LATER)

    assert (draft.source, draft.version) == ("From the desk.", 3)
    assert [(one.change, one.source) for one in chapter.revisions.all()] == [("aside", "From the phone.")]


def test_going_on_with_mine_over_a_third_text_changes_nothing(chapter, maud):
    with pytest.raises(drafting.Conflict):
        settling.go_on_with(chapter, MINE, version=1, by=maud, at=LATER)

    assert Draft.objects.get(chapter=chapter).source == "From the phone."
    assert not chapter.revisions.exists()


def test_going_on_with_mine_where_nothing_is_stored_makes_a_draft(maud):
    chapter = people.published_chapter(people.story(maud), maud)

    draft = settling.go_on_with(chapter, MINE, version=0, by=maud, at=LATER)

    assert (draft.source, draft.based_on) == ("From the desk.", chapter.live)


def test_keeping_mine_beside_leaves_the_draft_as_it_is(chapter, maud):
    kept = settling.keep_beside(chapter, MINE, by=maud, at=LATER)

    assert (kept.change, kept.source) == ("aside", "From the desk.")
    assert Draft.objects.get(chapter=chapter).source == "From the phone."


def test_keeping_the_same_text_beside_twice_keeps_it_once(chapter, maud):
    settling.keep_beside(chapter, MINE, by=maud, at=LATER)
    settling.keep_beside(chapter, MINE, by=maud, at=LATER)

    assert chapter.revisions.count() == 1


def test_a_text_that_does_not_fit_is_refused_and_nothing_is_set_aside(chapter, maud):
    with pytest.raises(Refusal):
        settling.go_on_with(chapter, Typed(source="x", title="T" * 10_000), version=2, by=maud, at=LATER)

    assert not chapter.revisions.exists()
