"""What letters say: of a chapter, a pause, a return, the end, a word aside; of a review, an answer, a note.

`mould` makes the letter of one event once for all who get it; what is each one's own is filled in by `Mould.cast`.
Who gets one, and whether it may still be told, is decided by whoever sends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feuilleton.accounts.models import User
from feuilleton.archive import speaking
from feuilleton.events.models import Event
from feuilleton.inbox import acknowledging, finds, framing, moulding
from feuilleton.inbox.models import Alert, Wishes
from feuilleton.inbox.moulding import Mould
from feuilleton.inbox.paper import Head, Letter, Listed, Piece, Printed, Quoted, Said, Their
from feuilleton.kit.prose import rendering, sources
from feuilleton.reviews.models import HELD, Review
from feuilleton.stories.models import Announcement, Chapter, Story


def mould(event: Event, *, neutral: bool = False, with_text: bool = False) -> Mould | None:
    """The letter of an event that is told to many; None for one that has none, or when what it is about is gone.

    `neutral`: nothing of the story shows in the subject, nor its summary in the letter; stories that ask before they
    are shown are always told so. `with_text`: the reader wants the chapter's text in it; so must its author.
    """
    with speaking.in_its_language():
        letter = _letter(event, neutral, with_text)
        return moulding.mould(letter, at=event.at) if letter else None


def waiting(event: Event, chapters: Sequence[Chapter], *, neutral: bool = False) -> Mould:
    """The letter that says that these chapters (at least one, with their stories) wait; `event`: the newest of them."""
    with speaking.in_its_language():
        return moulding.mould(_waiting(chapters, neutral), at=event.at)


def personal(alert: Alert, to: User, wishes: Wishes, *, id: str) -> bytes | None:
    """The message about one alert to the person whom it concerns, by its Message-ID; None when nothing is left to tell.

    Raises NoAddress.
    """
    with speaking.in_its_language():
        letter = _personal(alert, to, wishes.neutral)
        if letter is None:
            return None
        token = own_token(wishes, _SAID.get(alert.kind, "answers"))
        return moulding.mould(letter, at=alert.at).cast(to=to.email, token=token, message_id=id)


def own_token(wishes: Wishes, what: str) -> str:
    """What the links of a letter that stands for no subscription are known by (`daily`, `reviews` …)."""
    return f"{wishes.token}.{what}"


def is_neutral(story: Story, wished: bool) -> bool:
    """Whether letters say nothing of this story on their outside."""
    return wished or story.asks_first


def lines(chapters: Sequence[Chapter]) -> list[Piece]:
    """The chapters, in the order given, below the title of each one's story."""
    pieces: list[Piece] = []
    by_story: dict[int, list[Chapter]] = {}
    for chapter in chapters:
        by_story.setdefault(chapter.story_id, []).append(chapter)
    for of_one in by_story.values():
        pieces.append(Head(framing.by(of_one[0].story)))
        links = [(framing.chapter_called(one), framing.page("chapter", one.public_id)) for one in of_one]
        pieces.append(Listed(links))
    return pieces


def who(review: Review) -> str:
    """Under which name somebody said it."""
    return review.pen_name.name if review.pen_name else review.guest_name or _("Somebody who has left")


def quoted(kind: str, review: Review) -> Quoted:
    """What was said; in an answer, without what is hidden until one asks for it."""
    html = _SPOILERS.sub("<p>…</p>", review.html) if kind == "review_answered" else review.html
    return Quoted(rendering.plain(sources.from_html(html)))


def _personal(alert: Alert, to: User, neutral: bool) -> Letter | None:
    if alert.kind in finds.KINDS and alert.story is not None:
        found = finds.of(to.pk, [finds.told(alert)]).get(alert.event)
        neutral = is_neutral(alert.story, neutral)
        return acknowledging.letter(alert.kind, found, alert.story, neutral=neutral) if found else None
    review = Review.objects.standing().select_related("story", "pen_name").filter(pk=alert.review_id).first()
    if review is None or alert.kind not in _SAID:
        return None
    return _said(alert.kind, review, is_neutral(review.story, neutral))


def _letter(event: Event, neutral: bool, with_text: bool) -> Letter | None:
    about = event.subject
    if isinstance(about, Chapter) and event.kind == "chapter_published":
        return _chapter(about, is_neutral(about.story, neutral), with_text)
    if isinstance(about, Announcement):
        return _announcement(about, is_neutral(about.story, neutral))
    if isinstance(about, Story) and event.kind in _TURNS:
        return _turn(event.kind, about, is_neutral(about, neutral))
    return None


def _chapter(chapter: Chapter, neutral: bool, with_text: bool) -> Letter:
    story, live = chapter.story, chapter.live
    called = framing.chapter_called(chapter)
    words = {"title": framing.title(story), "who": framing.people(story)}
    pieces: list[Piece] = []
    if neutral:
        subject = _("A story you follow has a new chapter")
        pieces.append(Said(_("A story you follow has a new chapter.")))
        pieces.append(framing.by(story))
    else:
        subject = _("%(title)s: %(chapter)s") % {"title": story.title, "chapter": called.text}
        pieces.append(Said(_("“%(title)s” by %(who)s has a new chapter."), words))
    pieces.append(Head(called))
    if live and live.summary and not neutral:
        pieces.append(Quoted(live.summary, story.language))
    if story.completed_at is not None and chapter.published_at == story.completed_at:
        pieces.append(Said(_("With it the story is complete.")))
    pieces.append(framing.onward(_("Read it:"), "chapter", chapter.public_id))
    if live and with_text and story.mails_text and not neutral:
        pieces.append(Printed(rendering.plain(live.blocks), live.html, story.language))
    return _framed("chapter_published", subject, pieces, story, neutral)


_TURNS = ("story_completed", "story_paused", "story_resumed")


def _turn(kind: str, story: Story, neutral: bool) -> Letter:
    named = {
        "story_completed": (_("%(title)s is complete"), _("“%(title)s” by %(who)s is complete.")),
        "story_paused": (_("%(title)s pauses"), _("“%(title)s” by %(who)s pauses. You hear of it when it goes on.")),
        "story_resumed": (_("%(title)s goes on"), _("“%(title)s” by %(who)s goes on after a pause.")),
    }
    unnamed = {
        "story_completed": (_("A story you follow is complete"), _("A story you follow is complete.")),
        "story_paused": (_("A story you follow pauses"), _("A story you follow pauses.")),
        "story_resumed": (_("A story you follow goes on"), _("A story you follow goes on.")),
    }
    subject, say = (unnamed if neutral else named)[kind]
    words = {"title": framing.title(story), "who": framing.people(story)}
    pieces: list[Piece] = [Said(say, words)]
    if neutral:
        pieces.append(framing.by(story))
    if kind == "story_completed":
        say = ngettext("It has %(count)s chapter.", "It has %(count)s chapters.", story.chapter_count)
        pieces.append(Said(say, {"count": Their(str(story.chapter_count))}))
    pieces.append(framing.onward(_("Its page:"), "story", story.public_id))
    return _framed(kind, subject % {"title": story.title}, pieces, story, neutral)


def _announcement(said: Announcement, neutral: bool) -> Letter:
    story = said.story
    words = {"title": framing.title(story), "who": framing.people(story)}
    pieces: list[Piece] = []
    if neutral:
        subject = _("A word from an author you follow")
        pieces += [Said(_("An author you follow says something.")), framing.by(story)]
    else:
        subject = _("%(title)s: a word from its author") % {"title": story.title}
        pieces += [Said(_("%(who)s says something to the readers of “%(title)s”:"), words)]
        pieces.append(Quoted(said.source, story.language))
    pieces.append(framing.onward(_("The story’s page:"), "story", story.public_id))
    return _framed("announcement_made", subject, pieces, story, neutral)


def _waiting(chapters: Sequence[Chapter], neutral: bool) -> Letter:
    stories = {chapter.story_id: chapter.story for chapter in chapters}
    only = next(iter(stories.values())) if len(stories) == 1 else None
    neutral = neutral or any(story.asks_first for story in stories.values())
    count = len(chapters)
    say = ngettext("%(count)s new chapter waits for you.", "%(count)s new chapters wait for you.", count)
    if only and not neutral:
        subject = ngettext("%(title)s: %(count)s chapter waits", "%(title)s: %(count)s chapters wait", count)
        subject %= {"title": only.title, "count": count}
    else:
        subject = ngettext("%(count)s chapter waits for you", "%(count)s chapters wait for you", count)
        subject %= {"count": count}
    pieces: list[Piece] = [Said(say, {"count": Their(str(count))}), *lines(chapters)]
    pieces += framing.without_links()
    why = _("You get this letter because you follow a story or its author at %(house)s.")
    return framing.letter("chapters_waiting", subject, pieces, why=why, story=only, named=not neutral)


_SAID = {"review_written": "reviews", "review_answered": "answers"}
_SPOILERS = re.compile(r"<details\b.*?</details>", re.DOTALL)


def _said(kind: str, review: Review, neutral: bool) -> Letter:
    """Of a review, or an answer, to whom it is for."""
    story = review.story
    words = {"title": framing.title(story), "who": Their(who(review))}
    is_held = review.state == HELD
    if kind == "review_answered":
        subject = _("An answer to you") if neutral else _("%(who)s answered you: %(title)s")
        say, why = _("%(who)s answered what you said about “%(title)s”:"), _("You get this letter because you said it.")
    elif is_held:
        subject = _("A review waits for you") if neutral else _("A review waits for you: %(title)s")
        say = _("%(who)s reviewed your story “%(title)s”. It waits for you: nobody sees it until you let it through.")
        why = str(_YOURS)
    else:
        subject = _("A review of your story") if neutral else _("%(who)s reviewed %(title)s")
        say, why = _("%(who)s reviewed your story “%(title)s”:"), str(_YOURS)
    pieces: list[Piece] = [Said(say, words)]
    if not neutral:
        pieces.append(quoted(kind, review))
    way = _("Read it, and let it through or not:") if is_held else _("Read it in its place, and answer:")
    pieces.append(framing.onward(way, "review_one", review.public_id))
    return framing.letter(
        kind, subject % {"who": who(review), "title": story.title}, pieces, why=why, story=story, named=not neutral
    )


_YOURS = gettext_lazy("You get this letter because the story is yours.")


def _framed(kind: str, subject: str, pieces: list[Piece], story: Story, neutral: bool) -> Letter:
    why = _("You get this letter because you follow this story or its author at %(house)s.")
    return framing.letter(kind, subject, pieces, why=why, story=story, named=not neutral)
