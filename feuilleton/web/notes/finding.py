"""The chapter that a page about notes speaks of, and what its author asks readers for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup, escape

from feuilleton.notes import admitting, models
from feuilleton.stories.models import OFF, Chapter
from feuilleton.web import cards
from feuilleton.web.jinja import fill, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.accounts.visiting import Visitor
    from feuilleton.stories.models import Story
    from feuilleton.web.cards import Person


class Welcome(NamedTuple):
    """What may be said of a story by one visitor. `kinds`: in the order offered; `says`: their author's own wishes."""

    kinds: list[str]
    says: list[Markup]
    is_author: bool

    @property
    def is_private(self) -> bool:
        """Whether whatever one writes stays one's own."""
        return self.kinds == [models.PRIVATE]


def readable(visitor: Visitor, public_id: str) -> Chapter:
    """The published chapter of that address with its story and its text; 404 where it is not theirs to read."""
    chapters = Chapter.objects.visible_to(visitor).published().select_related("story", "live")
    found: Any = get_object_or_404(chapters.defer("live__source", "story__other_headers"), public_id=public_id)
    return found  # type: ignore[no-any-return]


def authors_of(story: Story) -> list[Person]:
    """The pen names on the story's title page."""
    return cards.authors_of([story.pk])[story.pk]


def named(authors: Sequence[Person]) -> Markup:
    """The authors' names amid a sentence."""
    return escape(_(", ")).join(isolated(author.name) for author in authors)


def welcome(visitor: Visitor, story: Story, authors: Sequence[Person]) -> Welcome:
    """What this visitor may say of the story, and what its author says about that."""
    if admitting.is_author(visitor.user, story):
        says = fill(_("You wrote this. A note of yours is for yourself alone."))
        return Welcome([models.PRIVATE], [says], is_author=True)
    if not authors:
        says = fill(_("Its author has left. What you write here is for yourself alone."))
        return Welcome([models.PRIVATE], [says], is_author=False)
    kinds = admitting.kinds_welcome(story)
    return Welcome(kinds, _wishes(story, kinds, named(authors)), is_author=False)


def _wishes(story: Story, kinds: Sequence[str], who: Markup) -> list[Markup]:
    if story.notes_welcome == OFF:
        return [
            fill(_("%(author)s takes no notes on this story. What you write here is for yourself alone."), author=who)
        ]
    several = _several()
    asked = [words for kind, words in several.items() if kind in kinds]
    others = [words for kind, words in several.items() if kind not in kinds]
    wishes = [fill(_("%(author)s asks for: %(kinds)s."), author=who, kinds=_(", ").join(asked))]
    return wishes + [fill(_("Not: %(kinds)s."), kinds=_(", ").join(others))] * bool(others)


def _several() -> dict[str, str]:
    """The kinds amid a sentence."""
    return {
        models.REACTION: pgettext("several notes", "reactions"),
        models.TYPO: pgettext("several notes", "typos"),
        models.WORDING: pgettext("several notes", "wording"),
        models.CONTINUITY: pgettext("several notes", "continuity"),
        models.FORMATTING: pgettext("several notes", "formatting"),
        models.QUESTION: pgettext("several notes", "questions"),
    }
