"""Which words of a chapter somebody means: what they selected, or the words that they typed, found in the paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose.wording import WORD_OR_SPACE
from feuilleton.notes.anchoring import Marked
from feuilleton.stories.models import Revision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.stories.models import Chapter

AROUND = 30  # letters that tell one place from another
MOST_PLACES = 20  # that anybody can choose from


class Stretch(NamedTuple):
    """From one code point of some paragraphs to another."""

    start: int
    end: int


class Several(Refusal):
    """The words stand there more than once. `places`: each with the words around it."""

    def __init__(self, places: list[tuple[str, str, str]]) -> None:
        super().__init__(_("These words stand there more than once. Say which are meant."), field="which")
        self.places = places


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A paragraph that readers have before them, or several that follow each other; none where it is gone."""

    chapter: Chapter
    revision: Revision
    blocks: Sequence[Block]

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)

    @property
    def whole(self) -> Stretch:
        return Stretch(0, len(self.text))

    def words(self, stretch: Stretch) -> str:
        return self.text[stretch.start : stretch.end]

    def marked(self, stretch: Stretch) -> Marked:
        """The stretch as rules know it."""
        first, start = self._place(stretch.start, ends=False)
        last, end = self._place(stretch.end, ends=True)
        return Marked(self.chapter, self.revision.pk, first, start, last, end)

    def is_within_one(self, stretch: Stretch) -> bool:
        """Whether it lies in one paragraph, with nothing of what parts it from the others."""
        return self._place(stretch.start, ends=True)[0] == self._place(stretch.end, ends=True)[0]

    def _place(self, at: int, *, ends: bool) -> tuple[str, int]:
        for block in self.blocks:
            length = len(block.text)
            if at < length or (at == length and (ends or block is self.blocks[-1])):
                return block.id, at
            # What begins where a paragraph ends begins with the next.
            at = max(0, at - length - 1)
        raise Refusal(_("This passage is not in the text. Open the chapter again, and mark it there."))

    def selected(self, start: str, end: str, quote: str) -> Stretch:
        """What somebody selected, by the numbers and words that came along; everything where nothing did."""
        whole, words = self.whole, _tidied(quote)
        if _is_number(start) and _is_number(end) and 0 <= int(start) < int(end) <= whole.end:
            there = Stretch(int(start), int(end))
            if not words or _letters(self.words(there)).startswith(_letters(words)):
                return there
        places = self.places(words)
        return places[0] if len(places) == 1 else whole

    def meant(self, words: str, which: str, selected: Stretch) -> Stretch:
        """Where the words are that somebody typed. Raises Several, and Refusal for what does not stand there."""
        words = _tidied(words)
        if not words:
            raise Refusal(_("Leave the words that you mean."), field="passage")
        if words == _tidied(self.words(selected)):
            return selected
        places = self.places(words)
        if not places:
            says = _("These words do not stand there like this. Copy them from the text, letter by letter.")
            raise Refusal(says, field="passage")
        if len(places) == 1:
            return places[0]
        if _is_number(which) and int(which) < len(places):
            return places[int(which)]
        if len(places) > MOST_PLACES:
            raise Refusal(_("These words stand there very often. Add the words around them."), field="passage")
        text = self.text
        raise Several([_around(text, place) for place in places])

    def places(self, words: str) -> list[Stretch]:
        """Everywhere that these words stand, within others only where they stand nowhere else; how much white space
        parts them is all the same."""
        text = self.text
        signs = [(at, sign) for at, sign in enumerate(text) if not sign.isspace()]
        squeezed, wanted = "".join(sign for _at, sign in signs), "".join(words.split())
        found, at = [], squeezed.find(wanted) if wanted else -1
        while at >= 0:
            found.append(Stretch(signs[at][0], signs[at + len(wanted) - 1][0] + 1))
            at = squeezed.find(wanted, at + len(wanted))
        return [place for place in found if _is_whole(text, place)] or found


def paragraphs(chapter: Chapter, block: str, *, to: str = "", revision: str = "") -> Paragraphs:
    """The paragraph of that id (`to`: and those after it, as far as that one) in the revision that somebody read.

    In what readers have now, where that revision is not to be had any more.
    """
    read = _revision(chapter, revision)
    ids = [one.id for one in read.blocks]
    if block not in ids:
        return Paragraphs(chapter, read, [])
    first = ids.index(block)
    last = ids.index(to) if to in ids[first:] else first
    return Paragraphs(chapter, read, read.blocks[first : last + 1])


def narrowed(before: str, after: str) -> tuple[Stretch, str]:
    """Of a text and what it should be: the fewest whole words that differ, and what should stand there.

    What only comes in is said of a word beside it: nobody can point at nothing.
    """
    there, here = WORD_OR_SPACE.findall(before), WORD_OR_SPACE.findall(after)
    most = min(len(there), len(here))
    first = next((at for at in range(most) if there[at] != here[at]), most)
    left = most - first
    last = next((at for at in range(left) if there[-1 - at] != here[-1 - at]), left)
    while not "".join(there[first : len(there) - last]).strip() and (first or last):
        first, last = (first - 1, last) if first else (first, last - 1)
    start = sum(map(len, there[:first]))
    end = len(before) - sum(map(len, there[len(there) - last :]))
    return Stretch(start, end), "".join(here[first : len(here) - last])


def _revision(chapter: Chapter, said: str) -> Revision:
    live = chapter.live
    assert live is not None
    if not _is_number(said) or int(said) == live.pk:
        return live
    read = Revision.objects.published().with_words().filter(chapter=chapter, pk=int(said)).first()
    return read or live


def _is_whole(text: str, place: Stretch) -> bool:
    """Whether it neither begins nor ends within a word."""
    start, end = place
    begins_within = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return not begins_within and not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def _around(text: str, place: Stretch) -> tuple[str, str, str]:
    before = text[max(0, place.start - AROUND) : place.start].rsplit("\n", maxsplit=1)[-1]
    after = text[place.end : place.end + AROUND].split("\n", maxsplit=1)[0]
    return before.split(" ", 1)[-1], text[place.start : place.end], after.rsplit(" ", 1)[0]


def _tidied(words: str) -> str:
    return text.tidy(words).strip()


def _letters(words: str) -> str:
    # Brackets around ruby and line ends are ours, not the page's.
    return "".join(sign for sign in words if sign.isalnum())


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < 10
