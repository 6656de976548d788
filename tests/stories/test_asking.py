"""Who sees which story and chapter: the table, asked of every word for asking."""

from datetime import timedelta

import pytest

from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.moderation import hiding
from feuilleton.stories import publishing, removing
from feuilleton.stories.models import Chapter, Revision, Story
from tests import people

NOW = people.NOW


def _stories(maud, otto):
    made = {
        "everyone": people.published_story(maud, "Everyone"),
        "members": people.published_story(maud, "Members", audience="members"),
        "unlisted": people.published_story(maud, "Unlisted", audience="unlisted"),
        "draft": people.story(maud, "Draft"),
        "hidden": people.published_story(maud, "Hidden"),
        "removed": people.published_story(maud, "Removed"),
        "withdrawn": people.published_story(maud, "Withdrawn"),
    }
    people.chapter(made["draft"], maud)
    hiding.hide(made["hidden"], reason="Copied from a book.", by=otto, at=NOW)
    removing.remove_story(made["removed"], by=maud, at=NOW)
    publishing.withdraw(made["withdrawn"].chapters.get(), by=maud, at=NOW)
    return made


@pytest.mark.parametrize(
    ("who", "sees", "lists"),
    [
        ("stranger", {"everyone", "unlisted"}, {"everyone"}),
        ("nell", {"everyone", "members", "unlisted"}, {"everyone", "members"}),
        ("otto", {"everyone", "members", "unlisted", "hidden"}, {"everyone", "members"}),
        ("maud", {"everyone", "members", "unlisted", "hidden", "draft", "withdrawn"}, {"everyone", "members"}),
    ],
)
def test_who_sees_which_story_and_chapter(who, sees, lists, maud, otto, nell):
    made = _stories(maud, otto)
    visitor = {"stranger": STRANGER, "nell": Visitor(nell), "otto": Visitor(otto), "maud": Visitor(maud)}[who]

    seen = {name for name, story in made.items() if Story.objects.visible_to(visitor).filter(pk=story.pk)}
    listed = {name for name, story in made.items() if Story.objects.listed_for(visitor).filter(pk=story.pk)}
    read = {name for name, story in made.items() if Chapter.objects.visible_to(visitor).filter(story=story)}
    listed_chapters = {name for name, story in made.items() if Chapter.objects.listed_for(visitor).filter(story=story)}

    assert seen == sees
    assert listed == lists
    assert read == sees
    assert listed_chapters == lists


def test_a_draft_chapter_of_a_published_story_is_its_authors_alone(maud, otto, nell):
    story = people.published_story(maud)
    draft = people.chapter(story, maud)

    assert draft in Chapter.objects.visible_to(Visitor(maud))
    for visitor in (STRANGER, Visitor(nell), Visitor(otto)):
        assert draft not in Chapter.objects.visible_to(visitor)


def test_nobody_else_may_edit_or_read_revisions(maud, otto, nell):
    story = people.published_story(maud)

    assert Story.objects.editable_by(maud).get() == story
    assert Revision.objects.readable_by(maud).count() == 1
    for other in (otto, nell, None):
        assert not Story.objects.editable_by(other).exists()
        assert not Chapter.objects.editable_by(other).exists()
        assert not Revision.objects.readable_by(other).exists()


def test_somebody_switched_off_sees_what_a_stranger_sees(maud):
    people.published_story(maud, audience="members")
    maud.is_active = False
    maud.save()

    assert not Story.objects.visible_to(Visitor(maud)).exists()
    assert not Story.objects.editable_by(maud).exists()


def test_the_latest_story_stands_first(maud):
    people.published_story(maud, "Old", at=NOW - timedelta(days=9))
    people.published_story(maud, "New", at=NOW)

    titles = [story.title for story in Story.objects.listed_for(STRANGER).lately_updated_first()]

    assert titles == ["New", "Old"]
