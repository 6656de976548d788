"""What stands round the words of every letter: where its links lead, why it came, how to have fewer, who signs it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feuilleton.archive import keeping
from feuilleton.inbox.paper import HOLE, Letter, Link, Piece, Said, Their
from feuilleton.stories.models import Chapter, Story


def page(name: str, *args: str) -> str:
    """The whole address of a page of ours; "" where nobody has said where the site is, or it has no such page."""
    # The worker has no request to know the site's name from.
    site = settings.FEUILLETON_ADDRESS.rstrip("/")
    try:
        return site + reverse(name, args=args) if site else ""
    except NoReverseMatch:
        return ""


def letter(
    kind: str, subject: str, pieces: Iterable[Piece], *, why: str, story: Story | None = None, named: bool = True
) -> Letter:
    """The letter, framed. `why`: the sentence that says why it came (%(house)s is filled in).

    `story`: whose letters it stands among; `named`: whether its title may be told by the outside of the letter.
    """
    house = keeping.the_archive().name
    return Letter(
        kind=kind,
        subject=subject,
        pieces=list(pieces),
        foot=_foot(why, house),
        house=house,
        language=get_language() or "en",
        thread=story.public_id if story else "",
        called=story.title if story and named else "",
        leave=_leave(),
    )


def onward(words: str, name: str, *args: str) -> Piece:
    """A link to a page; without a known address of the site, where to look."""
    address = page(name, *args)
    if address:
        return Link(words, address)
    house = Their(keeping.the_archive().name)
    return Said(_("Sign in at %(house)s: you find it in your inbox."), {"house": house})


def without_links() -> list[Piece]:
    """What stands in for the links of a list where the site's address is not known."""
    return [] if page("wishes") else [onward("", "wishes")]


def title(story: Story) -> Their:
    """What a story is called, in its language."""
    return Their(story.title, story.language)


def people(story: Story) -> Their:
    """Who a story is by, as its title page has them."""
    names = sorted(story.authorships.all(), key=lambda one: (one.position, one.pk))
    return Their(", ".join(one.pen_name.name for one in names) or _("a former author"))


def by(story: Story) -> Said:
    """“Salt Wages” by Maud."""
    return Said(_("“%(title)s” by %(who)s"), {"title": title(story), "who": people(story)})


def chapter_called(chapter: Chapter) -> Said:
    """“Chapter 3: Neap”, or whichever of the two there is."""
    live = chapter.live
    return called(live.number, live.title, chapter.story.language) if live else called("", "", "")


def called(number: str, heading: str, language: str) -> Said:
    """The same of a chapter's number and title."""
    words = {"number": Their(number), "title": Their(heading, language)}
    if number and heading:
        return Said(_("Chapter %(number)s: %(title)s"), words)
    if heading:
        return Said("%(title)s", words)
    return Said(_("Chapter %(number)s"), words) if number else Said(_("A new chapter"))


def _foot(why: str, house: str) -> list[Piece]:
    words = {"house": Their(house)}
    leave, wishes = _leave(), page("wishes")
    if not leave:
        say = _("To have fewer of these letters, or none, sign in at %(house)s and open “Letters and alerts”.")
        return [Said(why, words), Said(say, words)]
    return [
        Said(why, words),
        Link(_("Fewer of these letters, or none:"), leave),
        Link(_("All that you are told, and when:"), wishes),
    ]


def _leave() -> str:
    address = page("unsubscribe", "0")
    return address.removesuffix("0") + HOLE if address else ""
