"""What has come, in words: one sentence for each thing, and what can be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from feuilleton.inbox import finds, piling
from feuilleton.inbox.entries import ANNOUNCED, CHAPTER, COMPLETED, PAUSED, RESUMED, ChapterLine, Entry, Found, Said
from feuilleton.inbox.piling import Pile
from feuilleton.inbox.summing import Sum
from feuilleton.web import instalments, measures
from feuilleton.web.addresses import address, has_address
from feuilleton.web.jinja import fill, in_language, isolated


class Happening(NamedTuple):
    """One thing that has come. `html` and `quote` are what somebody wrote; the rest is ours.

    `place`: where it stands, `ways`: other pages about it, each with its words.
    """

    events: str
    says: str
    at: datetime
    clock: str
    is_new: bool
    more: list[str]
    html: str
    quote: str
    language: str
    place: str
    answer_at: str
    judge_at: str
    judgments: list[tuple[str, str]]
    key: str
    ways: list[tuple[str, str]]


def of(entry: Entry, *, is_new: bool) -> Happening:
    said = entry.said
    judgments = _judgments(said) if said and entry.is_own else []
    return Happening(
        events=" ".join(str(event) for event in entry.events),
        says=_says(entry),
        at=entry.at,
        clock=timezone.localtime(entry.at).strftime("%H:%M"),
        is_new=is_new,
        more=_more(entry),
        html=entry.words.html if entry.words else "",
        quote=said.first_words if said else entry.found.first_words if entry.found else "",
        language=entry.story.language,
        place=place_of(entry),
        answer_at=address("review_one", said.public_id) if said and entry.to_answer else "",
        judge_at=address("review_judge", said.public_id) if said and judgments else "",
        judgments=judgments,
        key=str(entry.event),
        ways=[(address("finds"), _("All that you found"))] if entry.found and has_address("finds") else [],
    )


def place_of(entry: Entry) -> str:
    """The page where what was said, or found, stands; "" for other things."""
    if entry.said is not None:
        return address("review_one", entry.said.public_id)
    return address("chapter", entry.found.chapter[0]) if entry.found is not None else ""


def relation(entry: Entry) -> str:
    """What the story is to whom is told of it."""
    if entry.is_followed:
        return _("you follow")
    if entry.found is not None:
        return _("you wrote notes on it")
    return _("yours") if entry.is_own or entry.kind != "review_answered" else _("you reviewed it")


def of_sum(one: Sum) -> str:
    """“9 favorites; 14 people asked to be told. Since 24 October 2026.”"""
    kept = _favorites(one.favorites) if one.favorites else ""
    told = _followers(one.followers, of_all=one.story is None) if one.followers else ""
    day = measures.day(one.since)
    if kept and told:
        return _("%(favorites)s; %(followers)s. Since %(day)s.") % {"favorites": kept, "followers": told, "day": day}
    return _("%(sum)s. Since %(day)s.") % {"sum": kept or told, "day": day}


def of_notes(pile: Pile, story: str) -> Markup:
    """“3 notes wait on your desk: 2 typos, 1 question.”, as a link to the desk of the story with that public id."""
    count = pile.total()
    words = ngettext(
        "%(count)s note waits on your desk: %(kinds)s.", "%(count)s notes wait on your desk: %(kinds)s.", count
    ) % {"count": measures.number(count), "kinds": piling.said(pile)}
    return Markup('<a href="{}">{}</a>').format(address("desk", story), words)


def _favorites(count: int) -> str:
    return ngettext("%(count)s favorite", "%(count)s favorites", count) % {"count": measures.number(count)}


def _followers(count: int, *, of_all: bool) -> str:
    if of_all:
        words = ngettext(
            "%(count)s person asked to be told of all you write",
            "%(count)s people asked to be told of all you write",
            count,
        )
    else:
        words = ngettext("%(count)s person asked to be told", "%(count)s people asked to be told", count)
    return words % {"count": measures.number(count)}


def _says(entry: Entry) -> str:
    if entry.said is not None:
        return _says_of_review(entry, entry.said)
    if entry.found is not None:
        return _says_of_find(entry, entry.found)
    if entry.chapter is not None and entry.kind in (CHAPTER, COMPLETED):
        return _has_come(entry.chapter, entry.story.language)
    return {
        COMPLETED: _("It is complete."),
        PAUSED: _("It is on hiatus: no chapter is expected for a while."),
        RESUMED: _("It goes on: chapters come again."),
        ANNOUNCED: _("A word from its author"),
        "story_hidden": _("A moderator has hidden it from readers. The reason stands on its page."),
        "story_shown": _("A moderator shows it to readers again."),
    }.get(entry.kind, "")


def _has_come(chapter: ChapterLine, language: str) -> str:
    title = Markup('<a href="{}"{}>{}</a>').format(
        address("chapter", chapter.public_id),
        in_language(language) if chapter.title else "",
        chapter.title or instalments.called(chapter.number),
    )
    if chapter.number and chapter.title:
        return fill(_("%(number)s has come: %(title)s"), number=_numeral(chapter.number), title=title)
    return fill(_("A new chapter has come: %(title)s"), title=title)


def _more(entry: Entry) -> list[str]:
    if entry.kind == COMPLETED and entry.chapter is not None:
        return [_("With it the story is complete.")]
    said = entry.said
    if said is None or not entry.is_own:
        return []
    if said.is_hidden:
        return [_("It is hidden from readers. Its writer sees it, and you.")]
    if said.state == "held":
        return [_("It is held: nobody sees it until you let it through.")]
    return [_("Marked as spam. Readers do not see it.")] if said.state == "spam" else []


def _judgments(said: Said) -> list[tuple[str, str]]:
    """What may be decided about a review of one's own story, as what the form says and the words of its button."""
    if said.is_hidden:
        return [("show", _("Show it again"))]
    if said.state == "held":
        return [("let_through", _("Let it through")), ("hide", _("Hide it")), ("mark_spam", _("It is spam"))]
    return [("unmark", _("It is not spam"))] if said.state == "spam" else [("hide", _("Hide it"))]


def _says_of_review(entry: Entry, said: Said) -> str:
    who = isolated(said.by) if said.by else _("Somebody who has left")
    if entry.kind == "review_answered":
        return fill(_("%(name)s answered you"), name=who)
    if said.is_answer:
        return fill(_("%(name)s answered in a thread"), name=who)
    if said.chapter is None:
        return fill(_("%(name)s reviewed the story"), name=who)
    _key, number, title = said.chapter
    if number:
        return fill(_("%(name)s reviewed %(number)s"), name=who, number=_numeral(number))
    return fill(_("%(name)s reviewed “%(title)s”"), name=who, title=isolated(title or _("Untitled")))


def _says_of_find(entry: Entry, found: Found) -> str:
    public_id, number, title = found.chapter
    called = Markup('<a href="{}"{}>{}</a>').format(
        address("chapter", public_id),
        in_language(entry.story.language) if title and not number else "",
        instalments.called(_numeral(number)) if number else title or _("Untitled"),
    )
    who = isolated(found.by) if found.by else _("The author")
    if entry.kind == finds.ARE_MENDED:
        words = ngettext(
            "%(name)s mended %(count)s thing you found in %(chapter)s.",
            "%(name)s mended %(count)s things you found in %(chapter)s.",
            found.mended,
        )
        return fill(words, name=who, count=measures.number(found.mended), chapter=called)
    if entry.kind == finds.IS_ANSWERED:
        return fill(_("%(name)s answered your note on %(chapter)s"), name=who, chapter=called)
    if entry.kind == finds.IS_HIDDEN:
        return fill(_("A moderator has hidden your note on %(chapter)s from readers. The reason:"), chapter=called)
    return fill(
        _("%(name)s has read your note on %(chapter)s, and leaves the passage as it is"), name=who, chapter=called
    )


def _numeral(number: str) -> str:
    return instalments.signs(number, None, get_language() or "en")[0]
