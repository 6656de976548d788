"""What stands below a chapter and on a story's page: its reviews, and the form for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from markupsafe import Markup

from feuilleton.reviews import guests
from feuilleton.stories import models
from feuilleton.web import instalments
from feuilleton.web.addresses import address
from feuilleton.web.reviews import names, threads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.accounts.visiting import Visitor
    from feuilleton.stories.models import Chapter, Story
    from feuilleton.web.cards import Person
    from feuilleton.web.reviews.names import Name

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
    """The reviews of a chapter or a story, drawn. `lock`: for its authors, the address to close and open them."""

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


def below(request: HttpRequest, visitor: Visitor, chapter: Chapter, authors: Sequence[Person]) -> Section:
    """What stands below a chapter that this visitor reads; `authors` are its story's. 404 for a page that is not."""
    number = _page_asked_for(request)
    found = threads.of_chapter(chapter.pk, visitor, number)
    if number > 1 and not found.heads:
        raise Http404
    story, here = chapter.story, address("chapter", chapter.public_id)
    form = form_for(visitor, story, authors, address("review", chapter.public_id), here, chapter=chapter)
    is_judge = may_judge(visitor, form.names, authors)
    reader = threads.reader(visitor, may_answer=form.kind == WRITE, may_judge=is_judge)
    return Section(
        heading=_heading(chapter),
        drawn=threads.draw(found.rows, reader, authors),
        is_empty=not found.heads,
        earlier=f"{here}?page={number + 1}#reviews" if found.has_earlier else "",
        later=(f"{here}?page={number - 1}#reviews" if number > 2 else f"{here}#reviews") if number > 1 else "",
        all="",
        form=form,
        lock=address("reviews_lock", chapter.public_id) if is_judge else "",
        is_locked=chapter.reviews_locked_at is not None,
        touches=found.touches | {f"reviews:c{chapter.pk}"},
    )


def of_story(visitor: Visitor, story: Story, authors: Sequence[Person]) -> Section:
    """What stands on a story's page: the newest reviews of the whole story, and the way to all."""
    found = threads.of_story(story.pk, visitor, A_FEW)
    here = address("story", story.public_id)
    form = form_for(visitor, story, authors, address("review_story", story.public_id), here)
    is_judge = may_judge(visitor, form.names, authors)
    reader = threads.reader(visitor, may_answer=form.kind == WRITE, may_judge=is_judge)
    return Section(
        heading=_("Reviews"),
        drawn=threads.draw(found.rows, reader, authors),
        is_empty=not found.heads,
        earlier="",
        later="",
        all=address("reviews", story.public_id),
        form=form,
        lock="",
        is_locked=False,
        touches=found.touches | {f"reviews:s{story.pk}"},
    )


def form_for(
    visitor: Visitor,
    story: Story,
    authors: Sequence[Person],
    action: str,
    here: str,
    *,
    chapter: Chapter | None = None,
    answering: bool = False,
) -> Form:
    """The form by which this visitor may review, or why there is none. `here`: the page it stands on.

    Where reviews are closed their authors may still be `answering`.
    """
    ids = [author.public_id for author in authors]
    theirs = names.of(visitor.user, ids) if visitor.user is not None else []
    must_choose = visitor.user is not None and not names.is_clear(theirs, visitor.user, ids)
    sign_in = f"{address('account_login')}?{urlencode({'next': f'{here}#your-review'})}"
    form = Form(action, "", [], theirs, must_choose, sign_in)
    is_author = any(name.public_id in ids for name in theirs)
    if answering and is_author:
        return form._replace(kind=WRITE)
    if chapter is not None and chapter.reviews_locked_at is not None:
        return form._replace(says=[_("This chapter takes no more reviews. Those there are stay.")])
    if story.reviews_from == models.NOBODY:
        return form._replace(says=[_("This story takes no reviews.")])
    if visitor.user is not None:
        held = [_("The author reads reviews before they are shown.")] * (story.reviews_held == models.EVERYONE)
        return form._replace(kind=WRITE, says=held)
    if guests.are_welcome(story) and not answering:
        held = [_("The author reads reviews before they are shown.")] * (story.reviews_held != models.NOBODY)
        return form._replace(
            kind=GUEST, says=[_("A letter asks you to confirm your address; nobody else sees it."), *held]
        )
    return form._replace(kind=SIGN_IN)


def may_judge(visitor: Visitor, theirs: Sequence[Name], authors: Sequence[Person]) -> bool:
    """Whether the story is this visitor's own, or they moderate."""
    ids = {author.public_id for author in authors}
    return visitor.may_moderate or any(name.public_id in ids for name in theirs)


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
