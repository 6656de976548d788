"""A note by iris on a chapter by maud, and what may come of it: for tests of who hears."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from feuilleton.accounts import blocking
from feuilleton.accounts.models import User
from feuilleton.inbox.models import Wishes
from feuilleton.moderation import hiding
from feuilleton.notes import deciding
from feuilleton.notes.models import Note
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.models import ALL, MINOR, Chapter
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.people import NOW

TEXT = "Edda counted the crates on teh quay twice.\n\nNobody on the quay moved until the lamp went out."
SOON = NOW + timedelta(minutes=1)


@dataclass
class Case:
    """A chapter by maud, and a note on it by iris."""

    chapter: Chapter
    maud: User
    iris: User
    otto: User
    nell: User
    slip: Note
    asked: Note = field(init=False)

    def __post_init__(self) -> None:
        self.asked = people.noted(self.chapter, self.iris, "the lamp", "Whose lamp?", kind="question")

    def wish(self, of: User, **wishes: object) -> None:
        Wishes.objects.update_or_create(user=of, defaults=wishes)

    def accept(self) -> None:
        deciding.accept(self.slip, by=self.maud, at=NOW)

    def publish(self) -> None:
        publishing.publish(self.chapter, by=self.maud, at=SOON, change=MINOR)

    def mend(self) -> None:
        self.accept()
        self.publish()

    def answer(self) -> None:
        deciding.answer(self.asked, "Joan’s.", by=self.maud, at=NOW)

    def block(self) -> None:
        blocking.block(people.pen_name(self.iris), by=self.maud, at=SOON)

    def hide(self) -> None:
        hiding.hide(self.chapter.story, reason="Copied.", by=self.otto, at=SOON)


def case_of(maud: User, iris: User, otto: User, nell: User) -> Case:
    """The chapter, and iris's note on it."""
    story = people.story(maud)
    welcoming.welcome(story, Welcome(notes_welcome=ALL), by=maud, at=NOW)
    chapter = people.published_chapter(story, maud, TEXT, title="The Quay")
    return Case(chapter, maud, iris, otto, nell, people.noted(chapter, iris, "teh", becomes="the"))
