"""Starting a story once, however often it is asked for."""

from feuilleton.stories import starting
from feuilleton.stories.describing import Header
from feuilleton.stories.models import Story
from tests import people


def test_a_form_that_names_the_story_beforehand_starts_it_once(maud):
    pen_name = people.pen_name(maud)
    for _ in range(2):
        started = starting.start(
            Header(title="Twice"), pen_name=pen_name, by=maud, at=people.NOW, public_id="abcdefgh23"
        )

    assert Story.objects.get(title="Twice") == started


def test_a_name_beforehand_that_is_another_persons_story_starts_a_new_one(maud, nell):
    theirs = people.story(nell)

    mine = starting.start(
        Header(title="Mine"), pen_name=people.pen_name(maud), by=maud, at=people.NOW, public_id=theirs.public_id
    )

    assert mine.public_id != theirs.public_id
