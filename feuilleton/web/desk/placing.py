"""Saying where a note stands, without a script: the chapter, then the paragraph, then the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import wording
from feuilleton.notes import reattaching
from feuilleton.notes.anchoring import Marked
from feuilleton.notes.models import AGAINST, HERE
from feuilleton.stories.models import Chapter
from feuilleton.web.addresses import address
from feuilleton.web.desk import naming, note
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from feuilleton.kit.prose.blocks import Block
    from feuilleton.web.desk.items import Item

LONGEST_SHOWN = 160


class Line(NamedTuple):
    """A paragraph to choose: its address, and how it begins."""

    url: str
    begins: str


class Stretch(NamedTuple):
    """A sentence of the paragraph, by its code points."""

    value: str
    words: str


@signed_in
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which of the three is to be chosen next; or, for a form, the place."""
    person = writer(request)
    theirs = note.theirs(person, public_id)
    item = note.item_of(theirs)
    asked = request.POST if request.method == "POST" else request.GET
    part = AGAINST if asked.get("part") == AGAINST and item.against else HERE
    chapter = _chapter(item, asked.get("chapter", ""))
    block = next((one for one in chapter.live.blocks if one.id == asked.get("block")), None) if chapter.live else None
    context = _context(item, part, chapter, block)
    if request.method != "POST" or block is None:
        return answers.page(request, "desk/place.html", context)
    try:
        start, end = _chosen(block, asked.get("sentence", ""), text.tidy(asked.get("words", "")).strip())
        marked = Marked(chapter, chapter.live_id or 0, block.id, start, block.id, end)
        reattaching.reattach(item.note, marked, by=person, at=timezone.now(), part=part)
    except Refusal as refusal:
        return answers.refused(request, refusal, "desk/place.html", context | {"words": asked.get("words", "")})
    messages.success(request, _("The note stands there now."))
    return answers.see_other(f"{address('desk_note', item.id)}#n-{item.id}")


def _chapter(item: Item, asked: str) -> Chapter:
    """The chapter asked for, the note's own when none is."""
    published = Chapter.objects.published().filter(story=item.note.story_id).select_related("live", "story")
    found: Chapter | None = published.filter(public_id=asked or item.chapter.public_id).first()
    if found is None and not asked:
        found = published.in_reading_order().first()
    if found is None:
        raise Http404
    return found


def _context(item: Item, part: str, chapter: Chapter, block: Block | None) -> dict[str, Any]:
    assert chapter.live is not None
    way = address("desk_place", item.id)
    query = {"chapter": chapter.public_id} | ({"part": AGAINST} if part == AGAINST else {})
    blocks = [] if block is not None else chapter.live.blocks
    return {
        "here": "write",
        "item": item,
        "story": item.note.story,
        "part": part,
        "was": item.against[0].quote if part == AGAINST and item.against else item.place.quote,
        "chapter": naming.called(chapter),
        "chapters": naming.chapters_of(item.note.story),
        "block": block,
        "lines": [
            Line(f"{way}?{urlencode(query | {'block': one.id})}", _begins(one.text))
            for one in blocks
            if one.text.strip()
        ],
        "sentences": _sentences(block) if block is not None else [],
        "again": f"{way}?{urlencode(query)}",
        "refusal": None,
        "words": "",
    }


def _sentences(block: Block) -> list[Stretch]:
    """The paragraph's sentences; none where it is only one."""
    found, start = [], 0
    for end in wording.sentence_ends(block.text):
        words = block.text[start:end]
        if words.strip():
            found.append(Stretch(f"{start}-{start + len(words.rstrip())}", words.strip()))
        start = end
    return found if len(found) > 1 else []


def _chosen(block: Block, sentence: str, words: str) -> tuple[int, int]:
    """From where to where: the words that were typed, else the sentence, else the whole paragraph."""
    whole = block.text
    if words:
        start = whole.find(words)
        if start < 0:
            raise Refusal(_("These words are not in the paragraph. Copy them from it, to the letter."), field="words")
        return start, start + len(words)
    for one in _sentences(block):
        if one.value == sentence:
            start, end = map(int, sentence.split("-"))
            return start, end
    return 0, len(whole)


def _begins(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rsplit(maxsplit=1)[0]}…"
