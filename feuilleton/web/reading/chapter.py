"""A chapter, to be read."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from markupsafe import Markup

from feuilleton.accounts import visiting
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.prepared import Prepared
from feuilleton.pages import pieces
from feuilleton.pages.pieces import Piece
from feuilleton.pages.storing import stored
from feuilleton.shelves import placing
from feuilleton.stories.models import ABANDONED, HIATUS, Chapter, Story
from feuilleton.web import adult, cards, fixed, metadata
from feuilleton.web.addresses import address
from feuilleton.web.cards import Person
from feuilleton.web.notes import beside, thanks
from feuilleton.web.notes.beside import Shown
from feuilleton.web.reading import changes, downloads
from feuilleton.web.reviews import section
from feuilleton.web.shelves import devices, kept


class Neighbor(NamedTuple):
    """The chapter before or after."""

    url: str
    number: str
    title: str


class Drawn(NamedTuple):
    """What of the page is the same for all who may see it: `components/chapter.html`."""

    bar: Markup
    folio: Markup
    opening: Markup
    text: Markup
    end: Markup


class Read(NamedTuple):
    """A chapter and what its page says of it. `shown`: it with its notes, for who has none of their own. `drawn`: for
    signed-in readers, who share it; None for the others, whose whole page is stored."""

    chapter: Any
    authors: list[Person]
    back: Neighbor | None
    on: Neighbor | None
    waits: str
    touches: list[str]
    shown: Shown
    thanks: Markup
    drawn: Drawn | None


@stored(parameters=("page",))
def chapter(request: HttpRequest, public_id: str) -> HttpResponse:
    visitor = visitor_of(request)
    read = _shared(public_id) if visitor.is_member else None
    if read is None:
        read = _read(visitor, public_id)
    if read is None:
        raise Http404
    chapter, authors, touches = read.chapter, read.authors, read.touches
    story, live = chapter.story, chapter.live
    if adult.must_ask(story, visitor):
        return adult.asked_first(request, story, authors, made_from=touches)
    reviews = section.below(request, visitor, chapter, authors)
    signer = reviews.signer
    own = beside.for_reader(request, visitor, chapter, has_noted=signer.has_noted, is_apart=signer.has_blocks)
    shown = own or read.shown
    mine = placing.mine(visitor.user, chapter) if visitor.user else None
    context = {
        "story": story,
        "chapter": chapter,
        "live": live,
        "authors": authors,
        "back": read.back,
        "on": read.on,
        "waits": read.waits,
        "drawn": read.drawn,
        "woven": own.text if own else "" if read.drawn else shown.text,
        "notes": shown.list,
        "thanks": read.thanks,
        "downloads": downloads.of_chapter(chapter),
        "reviews": reviews,
        "mine": mine,
        "is_apart": visitor.user is not None and signer.has_blocks and kept.is_apart(visitor.user, story),
        "changed": changes.since(chapter, mine),
        "elsewhere": mine is not None and mine.device not in ("", devices.of(request)),
        "about": metadata.chapter(request, chapter, live, authors),
    }
    return answers.page(request, "reading/chapter.html", context, made_from={*touches, *reviews.touches})


def _shared(public_id: str) -> Read | None:
    """What any member may see at this address, read once and kept until something touches it."""

    def make() -> Piece[Read] | None:
        read = _read(visiting.like(visiting.Kind(is_member=True), user=0), public_id)
        if read is None:
            return None
        drawn = _draw(read)
        return Piece(read._replace(drawn=drawn), read.touches, 4 * sum(map(len, drawn)))

    return pieces.get(("chapter", public_id, *fixed.as_read()), make)


def _draw(read: Read) -> Drawn:
    chapter, draw = read.chapter, fixed.component("chapter")
    story, live, here = chapter.story, chapter.live, address("chapter", chapter.public_id)
    return Drawn(
        bar=draw.bar(story, read.back, read.on, here, address("mark", chapter.public_id)),
        folio=draw.folio(story, chapter, read.authors),
        opening=draw.opening(story, chapter, live),
        text=draw.text(story, live, read.authors, read.shown.text),
        end=draw.end(story, read.back, read.on, read.waits),
    )


def _read(visitor: Visitor, public_id: str) -> Read | None:
    chapter = _find(visitor, public_id)
    if chapter is None:
        return None
    story = chapter.story
    authors = cards.authors_of([story.pk])[story.pk]
    back, on = _neighbor(chapter.before), _neighbor(chapter.after)
    shown, thanked = beside.for_everybody(chapter), thanks.of_chapter(chapter)
    touches = ["archive", f"story:{story.pk}", *cards.touches(authors), *shown.touches, *thanked.touches]
    return Read(chapter, authors, back, on, _waits(story), touches, shown, thanked.words, drawn=None)


def _find(visitor: Visitor, public_id: str) -> Any:
    """The published chapter of that address, with its story, its live revision and what its neighbors are called."""
    return _chapters.first(visitor.kind, public_id=public_id, **visitor.key)


def _with_neighbors(chapters: QuerySet[Chapter]) -> QuerySet[Chapter]:
    """Each with the published chapters `before` and `after` it, as a `Neighbor` is called: no question of its own."""
    others = Chapter.objects.published().filter(story=OuterRef("story"))
    here, key = OuterRef("position"), OuterRef("pk")
    before = others.filter(Q(position__lt=here) | Q(position=here, pk__lt=key)).order_by("-position", "-id")
    after = others.filter(Q(position__gt=here) | Q(position=here, pk__gt=key)).order_by("position", "id")
    called = JSONObject(public_id="public_id", number="live__number", title="live__title")
    return chapters.annotate(
        before=Subquery(before.values(called=called)[:1]), after=Subquery(after.values(called=called)[:1])
    )


def _neighbor(called: dict[str, str] | None) -> Neighbor | None:
    return Neighbor(address("chapter", called["public_id"]), called["number"], called["title"]) if called else None


_chapters = Prepared(
    lambda kind, public_id, **key: _with_neighbors(
        thanks.flagged(beside.flagged(Chapter.objects.visible_to(visiting.like(kind, **key)).published().for_reading()))
    ).filter(public_id=public_id)
)


def _waits(story: Story) -> str:
    """What stands after the last chapter there is."""
    if story.is_complete:
        return _("(The end)")
    if story.status == HIATUS:
        return _("(To be continued, after a pause)")
    return _("(Left unfinished)") if story.status == ABANDONED else _("(To be continued)")
