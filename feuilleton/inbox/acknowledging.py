"""What letters say to readers of their notes on passages: what was mended of what they found, what was answered."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.inbox import finds, framing
from feuilleton.inbox.entries import Found
from feuilleton.inbox.paper import Head, Letter, Link, Piece, Quoted, Said, Their
from feuilleton.stories.models import Story


def letter(kind: str, found: Found, story: Story, *, neutral: bool) -> Letter:
    """The letter about one of them."""
    subjects = {
        finds.ARE_MENDED: (_("What you found is mended"), _("%(who)s mended what you found: %(title)s")),
        finds.IS_ANSWERED: (_("An answer to you"), _("%(who)s answered you: %(title)s")),
        finds.IS_DECLINED: (_("A word about your note"), _("%(who)s about your note: %(title)s")),
    }
    subject = subjects[kind][0 if neutral else 1] % {"who": _who(found), "title": story.title}
    why = _("You get this letter because you wrote a note on the passage.")
    return framing.letter(
        kind, subject, pieces(kind, found, story, shown=not neutral), why=why, story=story, named=not neutral
    )


def pieces(kind: str, found: Found, story: Story, *, shown: bool) -> list[Piece]:
    """What it tells, and where to see it. `shown`: whether the answer stands in the letter."""
    public_id, number, title = found.chapter
    words = {"title": framing.title(story), "who": Their(_who(found)), "count": Their(str(found.mended))}
    made: list[Piece] = [Said(_says(kind, found.mended), words), Head(framing.called(number, title, story.language))]
    if found.words and shown:
        made.append(Quoted(found.first_words))
    made.append(framing.onward(_("See it in its place:"), "chapter", public_id))
    if kind == finds.ARE_MENDED and (address := framing.page("finds")):
        made.append(Link(_("All that you found:"), address))
    return made


def _says(kind: str, count: int) -> str:
    if kind == finds.ARE_MENDED:
        return ngettext(
            "%(who)s mended %(count)s thing you found in “%(title)s”.",
            "%(who)s mended %(count)s things you found in “%(title)s”.",
            count,
        )
    if kind == finds.IS_ANSWERED:
        return _("%(who)s answered your note on “%(title)s”:")
    return _("%(who)s has read your note on “%(title)s” and leaves the passage as it is:")


def _who(found: Found) -> str:
    return found.by or _("The author")
