"""A published chapter with slips in it, whose author welcomes every kind of note."""

from __future__ import annotations

import pytest

from feuilleton.accounts.models import User
from feuilleton.stories import welcoming
from feuilleton.stories.models import ALL, Chapter
from feuilleton.stories.welcoming import Welcome
from tests import people

TEXT = """Edda counted the crates on teh quay twice before the rain came.

“You said it was *nothing*,” Joan said, and put the ring on the table.

She had married him in spring, in the small church by the pans.

---

Nobody on the quay moved until the lamp went out."""


@pytest.fixture
def chapter(maud: User) -> Chapter:
    story = people.story(maud)
    welcoming.welcome(story, Welcome(notes_welcome=ALL), by=maud, at=people.NOW)
    return people.published_chapter(story, maud, TEXT, title="The Quay")
