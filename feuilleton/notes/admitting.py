"""Who may say what about a passage here: what its author welcomes, who has blocked whom, how much is enough."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from feuilleton.accounts import blocking
from feuilleton.accounts.models import User
from feuilleton.kit.errors import Refusal
from feuilleton.notes import models
from feuilleton.notes.models import Note
from feuilleton.stories import models as stories
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName
    from feuilleton.notes.wording import Said
    from feuilleton.stories.models import Chapter

# What each welcome lets a reader say to the author. What they keep for themselves needs nobody's leave.
_TO_AUTHOR = {
    stories.OFF: (),
    stories.REACTIONS: (models.REACTION,),
    stories.TYPOS: (models.REACTION, models.TYPO, models.FORMATTING),
    stories.ALL: (
        *(models.REACTION, models.TYPO, models.WORDING, models.CONTINUITY, models.FORMATTING, models.QUESTION),
    ),
}
_TO_AUTHOR[stories.MARGIN] = _TO_AUTHOR[stories.ALL]
IN_MARGIN = (models.REACTION, models.QUESTION)  # what everybody sees at once where the margin is public
MANY = 100  # notes of one reader that wait in one story
PER_DAY = 200  # notes of one person
A_DAY = timedelta(days=1)


class Admitted(NamedTuple):
    """Somebody who may write here. `is_public`: whether other readers see it at once."""

    is_author: bool
    is_public: bool


def kinds_welcome(story: Story, *, is_author: bool = False) -> list[str]:
    """The kinds of note that may be written of this story, in the order in which they are offered.

    Its authors change the text instead; a story that nobody has any more has nobody to read them.
    """
    if is_author or story.orphaned_at is not None:
        return [models.PRIVATE]
    return [*_TO_AUTHOR[story.notes_welcome], models.PRIVATE]


def is_author(user: User | None, story: Story) -> bool:
    """Whether this person writes the story."""
    return user is not None and Story.objects.editable_by(user).filter(pk=story.pk).exists()


def check_together(user: User, story: Story) -> None:
    """Raises Blocked where one of the story's authors and this person are apart."""
    blocking.check_together(user, User.objects.filter(pen_names__authorships__story=story))


def admit(chapter: Chapter, said: Said, *, by: User, pen_name: PenName | None, at: datetime) -> Admitted:
    """Whether this person may say this here.

    Raises Refusal for what readers do not see, a kind that is not welcome, another's pen name, or too many; Blocked.
    """
    if pen_name is not None and pen_name.user_id != by.pk:
        raise Refusal(_("This pen name is not yours."), field="pen_name")
    if not chapter.is_published or chapter.story.removed_at is not None:
        raise Refusal(_("This is not published, so nobody can write notes on it."))
    theirs = is_author(by, chapter.story)
    if said.kind not in kinds_welcome(chapter.story, is_author=theirs):
        raise Refusal(_not_welcome(chapter.story, said.kind, theirs=theirs), field="kind")
    if said.kind != models.PRIVATE:
        check_together(by, chapter.story)
    _check_amount(chapter.story, by, at)
    is_public = chapter.story.notes_welcome == stories.MARGIN and said.kind in IN_MARGIN
    return Admitted(theirs, is_public)


def _not_welcome(story: Story, kind: str, *, theirs: bool) -> str:
    if theirs:
        return _("You write this story: change the text, or publish a clarification.")
    if story.orphaned_at is not None:
        return _("Nobody is left who could read notes on this story.")
    if kind == models.CLARIFICATION:
        return _("Only its author can publish a clarification.")
    if story.notes_welcome == stories.OFF:
        return _("The author takes no notes on this story.")
    return _("The author does not ask for notes of this kind.")


def _check_amount(story: Story, by: User, at: datetime) -> None:
    mine = Note.objects.written_by(by)
    if mine.filter(story=story).waiting().exclude(kind=models.PRIVATE)[:MANY].count() >= MANY:
        raise Refusal(_("A hundred notes of yours wait in this story. Its author has to read some of them first."))
    if mine.filter(made_at__gt=at - A_DAY)[:PER_DAY].count() >= PER_DAY:
        raise Refusal(_("You have written 200 notes since yesterday. This one can be written tomorrow."))
