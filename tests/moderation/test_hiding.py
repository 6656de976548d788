"""Hiding a story, with a reason, and showing it again."""

import pytest

from feuilleton.accounts.visiting import STRANGER
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import hiding
from feuilleton.stories.models import Story
from tests import people

NOW = people.NOW


def test_a_hidden_story_is_gone_for_readers_and_its_author_sees_why(maud, otto):
    story = people.published_story(maud)

    hiding.hide(story, reason="Copied from a book.", by=otto, at=NOW)
    hiding.hide(story, reason="Twice.", by=otto, at=NOW)

    assert not Story.objects.visible_to(STRANGER).exists()
    assert Story.objects.editable_by(maud).get().hidden_reason == "Copied from a book."
    assert Event.objects.filter(kind="story_hidden").count() == 1


def test_a_story_shown_again_is_there_for_readers(maud, otto):
    story = people.published_story(maud)
    hiding.hide(story, reason="A mistake.", by=otto, at=NOW)

    hiding.show(story, by=otto, at=NOW)

    assert Story.objects.visible_to(STRANGER).get().hidden_reason == ""


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 2_001])
def test_a_story_is_not_hidden_without_a_fit_reason(reason, maud, otto):
    story = people.published_story(maud)

    with pytest.raises(Refusal):
        hiding.hide(story, reason=reason, by=otto, at=NOW)

    assert Story.objects.visible_to(STRANGER).exists()


def test_who_does_not_moderate_hides_nothing(maud, nell):
    story = people.published_story(maud)

    with pytest.raises(Refusal):
        hiding.hide(story, reason="I do not like it.", by=nell, at=NOW)

    assert Story.objects.visible_to(STRANGER).exists()
