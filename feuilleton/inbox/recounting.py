"""What a gathered letter says: of all that is new in what somebody follows, or of reviews, answers and favorites."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts.models import PenName
from feuilleton.archive import speaking
from feuilleton.inbox import acknowledging, framing, moulding, piling, wording
from feuilleton.inbox.entries import Found
from feuilleton.inbox.gathering import SUMS, WORDS, News, Sum, Told
from feuilleton.inbox.models import WEEKLY
from feuilleton.inbox.moulding import Mould
from feuilleton.inbox.paper import Head, Letter, Listed, Piece, Said, Their
from feuilleton.inbox.piling import Pile
from feuilleton.reviews.models import HELD, Review
from feuilleton.stories.models import Chapter, Story

Line = tuple[Said, str]


def mould(told: Told, *, at: datetime) -> Mould:
    """The letter, but for whom it goes to."""
    with speaking.in_its_language():
        return moulding.mould(_letter(told), at=at)


def _letter(told: Told) -> Letter:
    if told.cadence == SUMS:
        return _of_sums(told.sums, told.piles)
    if told.cadence == WORDS:
        return _of_words(told.reviews, told.finds)
    return _of_news(told)


def _of_news(told: Told) -> Letter:
    chapters = sum(isinstance(one.about, Chapter) for one in told.events)
    stories = {one.story.pk: one.story for one in told.events}
    lines: dict[int, list[Line]] = {}
    for one in told.events:
        lines.setdefault(one.story.pk, []).append(_line(one))
    if chapters:
        subject = ngettext("%(count)s new chapter to read", "%(count)s new chapters to read", chapters)
    else:
        subject = ngettext("News of %(count)s story you follow", "News of %(count)s stories you follow", len(stories))
    pieces: list[Piece] = []
    for key, story in stories.items():
        pieces += [Head(framing.by(story)), Listed(lines[key])]
    why = (
        _("You get this letter once a week because you follow these stories or their authors at %(house)s.")
        if told.cadence == WEEKLY
        else _("You get this letter once a day because you follow these stories or their authors at %(house)s.")
    )
    words = {"count": chapters or len(stories)}
    return framing.letter(told.cadence, subject % words, [*pieces, *framing.without_links()], why=why)


def _line(one: News) -> Line:
    if isinstance(one.about, Chapter):
        return framing.chapter_called(one.about), framing.page("chapter", one.about.public_id)
    say = {
        "story_completed": _("It is complete."),
        "story_paused": _("It pauses."),
        "story_resumed": _("It goes on after a pause."),
    }.get(one.kind, _("Its author says something to its readers."))
    return Said(say), framing.page("story", one.story.public_id)


def _of_words(reviews: list[tuple[str, Review]], finds: list[tuple[str, Found, Story]]) -> Letter:
    count = len(reviews) + len(finds)
    subject = ngettext("%(count)s review or answer", "%(count)s reviews and answers", count) % {"count": count}
    pieces: list[Piece] = []
    for _story, some in groupby(reviews, key=lambda pair: pair[1].story_id):
        of_one = list(some)
        story = of_one[0][1].story
        pieces.append(Head(Said("%(title)s", {"title": framing.title(story)})))
        for kind, review in of_one:
            pieces += _review(kind, review, shown=not story.asks_first)
    for kind, found, story in finds:
        pieces += acknowledging.pieces(kind, found, story, shown=not story.asks_first)
    why = _("You get this letter once a day because you asked for reviews and answers to be gathered.")
    return framing.letter(WORDS, subject, pieces, why=why)


def _review(kind: str, review: Review, *, shown: bool) -> list[Piece]:
    if kind == "review_answered":
        say = _("%(who)s answered you:")
    elif review.state == HELD:
        say = _("%(who)s wrote a review, which waits for you:")
    else:
        say = _("%(who)s wrote a review:")
    said: list[Piece] = [Said(say, {"who": Their(wording.who(review))})]
    quoted: list[Piece] = [wording.quoted(kind, review)] if shown else []
    return [*said, *quoted, framing.onward(_("Read it in its place:"), "review_one", review.public_id)]


def _of_sums(sums: list[Sum], piles: list[tuple[Story, Pile]]) -> Letter:
    total, notes = sum(one.count for one in sums), sum(pile.total() for _story, pile in piles)
    favorites = ngettext("%(count)s new favorite", "%(count)s new favorites", total) % {"count": total}
    waiting = ngettext("%(count)s note waits for you", "%(count)s notes wait for you", notes) % {"count": notes}
    if total and notes:
        subject = _("%(favorites)s; %(notes)s") % {"favorites": favorites, "notes": waiting}
    else:
        subject = favorites if total else waiting
    lines = [(said, _where(one)) for one in sums for said in _sum(one)]
    lines += [(_pile(story, pile), _desk(story)) for story, pile in piles]
    why = _("You get this letter once a day because the stories are yours.")
    return framing.letter(SUMS, subject, [Listed(lines)], why=why)


def _pile(story: Story, pile: Pile) -> Said:
    say = ngettext(
        "%(count)s note on “%(title)s” waits on your desk: %(kinds)s.",
        "%(count)s notes on “%(title)s” wait on your desk: %(kinds)s.",
        pile.total(),
    )
    words = {"count": Their(str(pile.total())), "title": framing.title(story), "kinds": Their(piling.said(pile))}
    return Said(say, words)


def _desk(story: Story) -> str:
    return framing.page("desk", story.public_id)


def _sum(one: Sum) -> Iterable[Said]:
    if isinstance(one.about, PenName):
        say = ngettext(
            "%(count)s reader made you a favorite, as %(name)s.",
            "%(count)s readers made you a favorite, as %(name)s.",
            one.count,
        )
        yield Said(say, {"count": Their(str(one.count)), "name": Their(one.about.name)})
        return
    members = one.count - one.guests
    words = {"title": framing.title(one.about), "count": Their(str(members)), "guests": Their(str(one.guests))}
    if members:
        yield Said(
            ngettext(
                "%(count)s reader made “%(title)s” a favorite.",
                "%(count)s readers made “%(title)s” a favorite.",
                members,
            ),
            words,
        )
    if one.guests:
        yield Said(
            ngettext(
                "%(guests)s guest made “%(title)s” a favorite.",
                "%(guests)s guests made “%(title)s” a favorite.",
                one.guests,
            ),
            words,
        )


def _where(one: Sum) -> str:
    return framing.page("person" if isinstance(one.about, PenName) else "story", one.about.public_id)
