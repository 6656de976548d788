"""What stands below a chapter and on a story's page: its reviews, and the form for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from markupsafe import Markup

from feuilleton.accounts import blocking
from feuilleton.pages import pieces
from feuilleton.pages.pieces import Piece
from feuilleton.reviews import guests
from feuilleton.stories import models
from feuilleton.web import cards, fixed, instalments
from feuilleton.web.addresses import address
from feuilleton.web.reviews import names, threads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.accounts.visiting import Visitor
    from feuilleton.stories.models import Chapter, Story
    from feuilleton.web.cards import Person
    from feuilleton.web.reviews.names import Name, Signer
    from feuilleton.web.reviews.threads import Reader

A_FEW = 3
"""How many reviews of the whole story stand on its own page."""

WRITE, GUEST, SIGN_IN = "write", "guest", "sign_in"


class Form(NamedTuple):
    """How one may review: `kind` is "write", "guest", "sign_in" or "" for not at all; `says`: what the author welcomes.

    `names`: pen names to sign with, the likeliest first; `must_choose`: whether one has to be picked. `sign_in`: the
    way there and back.
    """

    action: str
    kind: str
    says: list[str]
    names: list[Name]
    must_choose: bool
    sign_in: str


class Section(NamedTuple):
    """The reviews of a chapter or a story, drawn. `lock`: for its authors, the address to close and open them.
    `signer`: what is known of who reads."""

    heading: str
    drawn: Markup
    is_empty: bool
    earlier: str
    later: str
    all: str
    form: Form
    lock: str
    is_locked: bool
    touches: set[str]
    signer: Signer


class Drawn(NamedTuple):
    """Threads, drawn."""

    markup: Markup
    is_empty: bool
    has_earlier: bool
    touches: set[str]


def below(request: HttpRequest, visitor: Visitor, chapter: Chapter, authors: Sequence[Person]) -> Section:
    """What stands below a chapter that this visitor reads; `authors` are its story's. 404 for a page that is not."""
    number, here = _page_asked_for(request), address("chapter", chapter.public_id)
    signer, reader = who_reads(visitor, authors, chapter.pk)
    form = form_for(visitor, chapter.story, signer, address("review", chapter.public_id), here, chapter=chapter)
    reader = answering(reader, form)
    drawn = _threads_below(chapter, reader, number, authors, has_spoken=signer.has_spoken)
    if number > 1 and drawn.is_empty:
        raise Http404
    return Section(
        heading=_heading(chapter),
        drawn=drawn.markup,
        is_empty=drawn.is_empty,
        earlier=f"{here}?page={number + 1}#reviews" if drawn.has_earlier else "",
        later=(f"{here}?page={number - 1}#reviews" if number > 2 else f"{here}#reviews") if number > 1 else "",
        all="",
        form=form,
        lock=address("reviews_lock", chapter.public_id) if reader.may_judge else "",
        is_locked=chapter.reviews_locked_at is not None,
        touches=drawn.touches,
        signer=signer,
    )


def _threads_below(
    chapter: Chapter, reader: Reader, number: int, authors: Sequence[Person], *, has_spoken: bool
) -> Drawn:
    def draw(reader: Reader) -> Drawn:
        found = threads.of_chapter(chapter.pk, reader, number)
        touches = found.touches | {f"reviews:c{chapter.pk}", f"story:{chapter.story_id}", *cards.touches(authors)}
        return Drawn(threads.draw(found.rows, reader, authors), not found.heads, found.has_earlier, touches)

    def make() -> Piece[Drawn]:
        drawn = draw(threads.Reader(may_answer=reader.may_answer))
        return Piece(drawn, drawn.touches, 4 * len(drawn.markup))

    if reader.user is None or reader.may_judge or reader.apart or has_spoken:
        return draw(reader)
    # Who judges nothing here, has said nothing, and has nothing against anybody, is shown what all such are.
    shared = pieces.get(("below", chapter.pk, number, reader.may_answer, *fixed.as_read()), make)
    assert shared is not None
    return shared


def of_story(visitor: Visitor, story: Story, authors: Sequence[Person], *, asks_first: bool = False) -> Section:
    """What stands on a story's page: the newest reviews of the whole story, and the way to all.

    Only the way, where the page it leads to `asks_first`.
    """
    signer, reader = who_reads(visitor, authors)
    form = form_for(visitor, story, signer, address("review_story", story.public_id), address("story", story.public_id))
    reader = answering(reader, form)
    found = threads.NONE if asks_first else threads.of_story(story.pk, reader, A_FEW)
    return Section(
        heading=_("Reviews"),
        drawn=threads.draw(found.rows, reader, authors),
        is_empty=not asks_first and not found.heads,
        earlier="",
        later="",
        all=address("reviews", story.public_id),
        form=form,
        lock="",
        is_locked=False,
        touches=found.touches | {f"reviews:s{story.pk}"},
        signer=signer,
    )


def who_reads(visitor: Visitor, authors: Sequence[Person], chapter: int = 0) -> tuple[Signer, Reader]:
    """What is known of this visitor under a story by these authors; they answer only where a form lets them."""
    user = visitor.user
    if user is None:
        return names.NOBODY, threads.Reader()
    ids = [author.public_id for author in authors]
    signer = names.signer(user, ids, chapter)
    may_judge = visitor.may_moderate or signer.is_author
    apart = blocking.keys_apart_from(user) if signer.has_blocks and not may_judge else ()
    keys = tuple(sorted(apart))
    return signer, threads.Reader(user.pk, may_judge=may_judge, is_author=signer.is_author, apart=keys)


def answering(reader: Reader, form: Form) -> Reader:
    """They answer where this form lets them review; who would be led to the door, on each review's own page."""
    may_answer = reader.may_judge or form.kind == WRITE
    elsewhere = form.kind in (SIGN_IN, GUEST)
    return reader._replace(may_answer=may_answer, answers_elsewhere=elsewhere, is_closed=not form.kind)


def form_for(
    visitor: Visitor,
    story: Story,
    signer: Signer,
    action: str,
    here: str,
    *,
    chapter: Chapter | None = None,
    answering: bool = False,
) -> Form:
    """The form by which this visitor may review, or why there is none. `here`: the page it stands on.

    Where reviews are closed their authors may still be `answering`.
    """
    must_choose = visitor.user is not None and not signer.is_clear
    sign_in = f"{address('account_login')}?{urlencode({'next': f'{here}#your-review'})}"
    form = Form(action, "", [], signer.names, must_choose, sign_in)
    if answering and signer.is_author:
        return form._replace(kind=WRITE)
    if chapter is not None and chapter.reviews_locked_at is not None:
        return form._replace(says=[_("This chapter takes no more reviews. Those there are stay.")])
    if story.reviews_from == models.NOBODY:
        return form._replace(says=[_("This story takes no reviews.")])
    if visitor.user is not None:
        is_held = story.reviews_held == models.EVERYONE and not signer.is_author
        return form._replace(kind=WRITE, says=[_("The author reads reviews before they are shown.")] * is_held)
    if guests.are_welcome(story) and not answering:
        held = [_("The author reads reviews before they are shown.")] * (story.reviews_held != models.NOBODY)
        letter = _("A letter asks you to confirm your address. Nobody else sees it.")
        return form._replace(kind=GUEST, says=[letter, *held])
    return form._replace(kind=SIGN_IN)


def _heading(chapter: Chapter) -> str:
    live = chapter.live
    if live is None or not live.number:
        return _("Reviews of this chapter")
    return _("Reviews of %(number)s") % {"number": instalments.signs(live.number, None, "en")[0]}


def _page_asked_for(request: HttpRequest) -> int:
    said = request.GET.get("page", "1")
    if not (said.isascii() and said.isdigit() and len(said) <= 4 and said[0] != "0"):
        raise Http404
    return int(said)
