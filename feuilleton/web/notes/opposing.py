"""The second passage of a note on continuity: chosen chapter by chapter, paragraph by paragraph, without script.

Each step sends the whole form along, so that nothing of it is lost on the way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.notes import models
from feuilleton.web import instalments
from feuilleton.web.notes import passages
from feuilleton.web.notes.passages import Several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict

    from feuilleton.accounts.visiting import Visitor
    from feuilleton.notes.anchoring import Marked
    from feuilleton.stories.models import Chapter
    from feuilleton.web.notes.passages import Paragraphs
    from feuilleton.web.notes.sheet import Sheet

CHOOSE = "choose"  # the name of every button of the chooser
CHAPTERS, IN, TAKE, NONE = "chapters", "in", "take", "none"
A_PAGE = 30


class Opposite(NamedTuple):
    """The passage that was chosen: its chapter as it is called, and the words of its paragraph."""

    called: str
    words: str


class Choice(NamedTuple):
    """One thing to choose: what its button sends, and what it says."""

    value: str
    words: str


def is_asked(sent: QueryDict) -> bool:
    """Whether a form wants the chooser, or is on its way through it."""
    return CHOOSE in sent


def choose(request: HttpRequest, visitor: Visitor, filled: Sheet) -> HttpResponse:
    """The next step: the chapters, a chapter's paragraphs, or back in the form with what was taken."""
    wish, *rest = request.POST[CHOOSE].split(":")
    if wish == IN and rest:
        found = _chapters(visitor, filled).filter(public_id=rest[0]).first()
        if found is not None:
            return _page(request, filled, _paragraphs(found), f"{IN}:{rest[0]}", rest[1:], chapter=found)
    if wish in (IN, CHAPTERS):
        chapters = [Choice(f"{IN}:{one.public_id}", called(one)) for one in _chapters(visitor, filled)]
        return _page(request, filled, chapters, CHAPTERS, rest)
    fields = {"against": "", "against_block": "", "against_passage": ""}
    if wish == TAKE and len(rest) == 2:
        fields |= {"against": rest[0], "against_block": rest[1]}
    elif wish != NONE:
        fields = {}
    filled = replace(filled, typed=filled.typed._replace(**fields))
    opposite = chosen(visitor, filled)
    if opposite is not None and not filled.typed.against_passage:
        filled = replace(filled, typed=filled.typed._replace(against_passage=opposite.words))
    context = {"sheet": filled, "story": filled.chapter.story, "chapter": filled.chapter, "typed": filled.typed}
    more = {"reactions": models.REACTIONS, "opposite": opposite, "is_to_be_seen": False, "refusal": None, "places": []}
    return answers.page(request, "notes/write.html", context | more)


def chosen(visitor: Visitor, filled: Sheet) -> Opposite | None:
    """The passage that the form names, for its page; None where it names none, or one that is not to be had."""
    found = _found(visitor, filled)
    return Opposite(called(found.chapter), found.text) if found else None


def marked(visitor: Visitor, filled: Sheet) -> Marked | None:
    """The same for the rule. Raises Refusal where it is not to be had, and for words that are not in it."""
    if not filled.typed.against:
        return None
    found = _found(visitor, filled)
    if found is None:
        raise Refusal(_("That passage is not there any more. Choose another."), field="against")
    words = filled.typed.against_passage
    if not words.strip():
        return found.marked(found.whole)
    try:
        return found.marked(found.meant(words, "", found.whole))
    except Several:
        return found.marked(found.places(words)[0])
    except Refusal as refusal:
        raise Refusal(refusal.words, field="against") from None


def called(chapter: Chapter) -> str:
    """“II. The Man Who Signed for Himself”."""
    live = chapter.live
    if live is None or not live.title:
        return instalments.called(live.number if live else "")
    sign = instalments.signs(live.number, None, get_language() or "en")[0] if live.number else ""
    return f"{sign}. {live.title}" if sign else live.title


def _found(visitor: Visitor, filled: Sheet) -> Paragraphs | None:
    if not filled.typed.against:
        return None
    chapter = _chapters(visitor, filled).filter(public_id=filled.typed.against).first()
    if chapter is None:
        return None
    found = passages.paragraphs(chapter, filled.typed.against_block)
    return found if found.blocks else None


def _chapters(visitor: Visitor, filled: Sheet) -> QuerySet[Chapter]:
    """What the reader may see of the story: nothing else is ever offered."""
    chapters: Any = filled.chapter.story.chapters
    seen: QuerySet[Chapter] = chapters.visible_to(visitor).published().in_reading_order().select_related("live")
    return seen.defer("live__source", "live__html")


def _paragraphs(chapter: Chapter) -> list[Choice]:
    assert chapter.live is not None
    blocks = [block for block in chapter.live.blocks if block.text.strip()]
    return [Choice(f"{TAKE}:{chapter.public_id}:{block.id}", block.text) for block in blocks]


def _page(
    request: HttpRequest,
    filled: Sheet,
    choices: Sequence[Choice],
    here: str,
    asked: Sequence[str],
    chapter: Chapter | None = None,
) -> HttpResponse:
    last = max(1, -(-len(choices) // A_PAGE))
    said = asked[0] if asked else "1"
    number = min(max(1, int(said)), last) if said.isascii() and said.isdecimal() and len(said) < 6 else 1
    context = {
        "sheet": filled,
        "story": filled.chapter.story,
        "kept": [(name, value) for name, value in request.POST.items() if name not in (CHOOSE, "csrfmiddlewaretoken")],
        "choices": choices[(number - 1) * A_PAGE : number * A_PAGE],
        "here": here,
        "number": number,
        "last": last,
        "inside": called(chapter) if chapter else "",
    }
    return answers.page(request, "notes/against.html", context)
