"""Saving drafts: only over what was seen, and never losing either text."""

from datetime import timedelta

import pytest
from django.db import transaction

from feuilleton.kit.errors import Refusal
from feuilleton.stories import drafting, holding, publishing, restoring, settling
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import Draft, Revision
from tests import meanwhile, people

NOW = people.NOW
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def chapter(maud):
    return people.chapter(people.story(maud), maud)


def test_a_save_counts_the_version_on(chapter, maud):
    draft = drafting.save(chapter, Typed(source="Again."), version=1, by=maud, at=LATER)

    assert (draft.version, draft.source, draft.saved_at) == (2, "Again.", LATER)


def test_a_save_over_an_older_version_changes_nothing_and_shows_both(chapter, maud):
    drafting.save(chapter, Typed(source="From the phone."), version=1, by=maud, at=LATER)

    with pytest.raises(drafting.Conflict) as refused:
        drafting.save(chapter, Typed(source="From the desk."), version=1, by=maud, at=LATER)

    assert refused.value.current.source == "From the phone."
    assert Draft.objects.get(chapter=chapter).source == "From the phone."


def test_the_same_save_sent_twice_is_stored_once(chapter, maud):
    typed = Typed(source="Sent twice.")
    drafting.save(chapter, typed, version=1, by=maud, at=LATER)

    again = drafting.save(chapter, typed, version=1, by=maud, at=LATER)

    assert again.version == 2


def test_two_first_saves_at_once_do_not_overwrite_each_other(maud):
    chapter = people.published_chapter(people.story(maud), maud)
    drafting.save(chapter, Typed(source="One."), version=0, by=maud, at=LATER)

    with pytest.raises(drafting.Conflict):
        drafting.save(chapter, Typed(source="Other."), version=0, by=maud, at=LATER)


def test_a_page_left_open_over_a_publication_does_not_write_over_the_next_draft(chapter, maud):
    publishing.publish(chapter, by=maud, at=NOW, version=1)
    drafting.save(chapter, Typed(source="The next draft."), version=0, by=maud, at=LATER)

    with pytest.raises(drafting.Conflict):
        drafting.save(chapter, Typed(source="From the old page."), version=1, by=maud, at=LATER)

    assert Draft.objects.get(chapter=chapter).source == "The next draft."


def test_a_published_chapter_is_edited_in_a_draft_and_readers_see_no_change(maud):
    chapter = people.published_chapter(people.story(maud), maud)

    drafting.save(chapter, Typed(source="Not yet for readers."), version=0, by=maud, at=LATER)

    chapter.refresh_from_db()
    assert "Not yet" not in chapter.live.html
    assert Draft.objects.get(chapter=chapter).based_on == chapter.live


def test_imported_text_saved_unchanged_gives_equal_blocks_with_equal_ids(maud):
    chapter = people.chapter(people.story(maud), maud, text="1986. A *good* year.\n\n* * *\n\nOr so.", format="text")
    publishing.publish(chapter, by=maud, at=NOW)
    chapter.refresh_from_db()
    opened = drafting.find(chapter)

    saved = drafting.save(chapter, Typed(source=opened.source), version=0, by=maud, at=LATER)

    assert saved.blocks == chapter.live.blocks


def test_a_title_of_ten_thousand_letters_is_refused_in_words(chapter, maud):
    with pytest.raises(Refusal) as refused:
        drafting.save(chapter, Typed(source="x", title="T" * 10_000), version=1, by=maud, at=LATER)

    assert refused.value.field == "title"
    assert "10,000" in refused.value.words


def test_setting_a_draft_aside_keeps_it_among_the_revisions(chapter, maud):
    aside = drafting.set_aside(chapter, version=1, by=maud, at=LATER)

    assert not Draft.objects.filter(chapter=chapter).exists()
    assert (aside.change, aside.source) == ("aside", people.WORDS)


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_published_while_it_is_set_aside_is_published(chapter, maud):
    with transaction.atomic():
        holding.chapter(chapter)
        aside = meanwhile.begun(lambda: drafting.set_aside(chapter, version=1, by=maud, at=LATER))
        publishing.publish(chapter, by=maud, at=NOW, version=1)

    assert isinstance(aside.exception(), drafting.Conflict)
    assert chapter.revisions.get().change == "first"


@pytest.mark.django_db(transaction=True)
def test_what_is_set_aside_while_another_text_is_kept_beside_it_comes_after_that(chapter, maud):
    with transaction.atomic():
        holding.chapter(chapter)
        aside = meanwhile.begun(lambda: drafting.set_aside(chapter, version=1, by=maud, at=LATER))
        beside = settling.keep_beside(chapter, Typed(source="From the phone."), by=maud, at=LATER)

    assert (beside.ordinal, aside.result().ordinal) == (1, 2)


def test_restoring_a_revision_makes_a_draft_and_keeps_the_one_that_was_there(maud):
    chapter = people.published_chapter(people.story(maud), maud)
    drafting.save(chapter, Typed(source="Half written."), version=0, by=maud, at=LATER)

    draft = restoring.restore(chapter.live, by=maud, at=LATER)

    assert draft.source == people.WORDS
    assert draft.version == 3
    assert Revision.objects.get(change="aside").source == "Half written."


@pytest.mark.django_db(transaction=True)
def test_what_was_on_the_desk_is_set_aside_after_a_text_that_is_kept_meanwhile(maud):
    chapter = people.published_chapter(people.story(maud), maud)
    drafting.save(chapter, Typed(source="Half written."), version=0, by=maud, at=LATER)

    with transaction.atomic():
        holding.chapter(chapter)
        restored = meanwhile.begun(lambda: restoring.restore(chapter.live, by=maud, at=LATER))
        settling.keep_beside(chapter, Typed(source="From the phone."), by=maud, at=LATER)

    assert restored.result().source == people.WORDS
    kept = chapter.revisions.filter(change="aside").order_by("ordinal")
    assert [one.source for one in kept] == ["From the phone.", "Half written."]


@pytest.mark.django_db(transaction=True)
def test_a_revision_is_not_restored_over_a_draft_that_is_begun_meanwhile(maud):
    chapter = people.published_chapter(people.story(maud), maud)

    with transaction.atomic():
        drafting.save(chapter, Typed(source="In the other tab."), version=0, by=maud, at=LATER)
        restored = meanwhile.begun(lambda: restoring.restore(chapter.live, by=maud, at=LATER))

    refused = restored.exception()
    assert isinstance(refused, drafting.Conflict)
    assert refused.current.source == "In the other tab."
    assert Draft.objects.get().source == "In the other tab."


def test_a_draft_with_notes_keeps_their_labels_and_places(chapter, maud):
    notes = [people.note("Mind the *tide*.", label="Before you begin"), people.note("Thanks.", "after")]

    draft = drafting.save(chapter, Typed(source="x", notes=notes), version=1, by=maud, at=LATER)

    assert [(note["place"], note["label"]) for note in draft.notes] == [("before", "Before you begin"), ("after", "")]
    assert "<em>tide</em>" in draft.notes_before[0]["html"]
