"""The form for a note, filled in: what was marked, what may be said of it, and what somebody has typed so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from feuilleton.kit import text
from feuilleton.notes import admitting, models
from feuilleton.stories.models import MARGIN
from feuilleton.web import comparing
from feuilleton.web.comparing import SAME, Part
from feuilleton.web.notes import finding, passages
from feuilleton.web.reviews import names

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor
    from feuilleton.stories.models import Chapter
    from feuilleton.web.cards import Person
    from feuilleton.web.notes.finding import Welcome
    from feuilleton.web.notes.passages import Paragraphs, Stretch
    from feuilleton.web.reviews.names import Name

AROUND = 60  # letters that are shown of what stays, before and after a change


class Typed(NamedTuple):
    """What a form holds, as it came; "" for what did not come."""

    revision: str
    to: str
    start: str
    end: str
    passage: str
    which: str
    kind: str
    reaction: str
    words: str
    replacement: str
    seen: str
    against: str
    against_block: str
    against_passage: str
    names_me: str
    signs_as: str
    new_name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form for a note. `base`: the words that were selected, which a correction begins from."""

    chapter: Chapter
    block: str
    authors: list[Person]
    welcome: Welcome
    paragraphs: Paragraphs
    selected: Stretch
    typed: Typed
    names: list[Name]

    @property
    def base(self) -> str:
        return self.paragraphs.words(self.selected)

    @property
    def shown(self) -> Markup:
        """The paragraph, with what was selected of it marked."""
        words, (start, end) = self.paragraphs.text, self.selected
        if (start, end) == (0, len(words)):
            return escape(words)
        return escape(words[:start]) + Markup("<mark>{}</mark>").format(words[start:end]) + escape(words[end:])

    @property
    def kinds(self) -> list[tuple[str, str]]:
        called = dict(models.KINDS)
        return [(kind, str(called[kind])) for kind in self.welcome.kinds]

    @property
    def kind(self) -> str:
        return self.typed.kind if self.typed.kind in self.welcome.kinds else self.welcome.kinds[0]

    @property
    def public_kinds(self) -> tuple[str, ...]:
        """What other readers see at once."""
        return admitting.IN_MARGIN if self.chapter.story.notes_welcome == MARGIN else ()

    @property
    def kinds_for_author(self) -> list[str]:
        """What goes to the author alone."""
        return [kind for kind in self.welcome.kinds if kind not in (models.PRIVATE, *self.public_kinds)]

    @property
    def replacement(self) -> str | None:
        """What should stand in place of `base`; None where nothing was changed."""
        said = text.tidy(self.typed.replacement)
        if not self.base.endswith("\n"):
            said = said.rstrip("\n")
        return None if said == self.base.replace("\r", "") else said

    @property
    def difference(self) -> list[Part]:
        """Word by word, what a correction changes."""
        return shortened(comparing.words(self.base, self.replacement or "")) if self.replacement is not None else []


def opened(request: HttpRequest, visitor: Visitor, user: User, chapter: Chapter, block: str) -> Sheet:
    """The form as the address asks for it, or as it was sent."""
    authors = finding.authors_of(chapter.story)
    typed = _sent(request.POST) if request.method == "POST" else _asked(request.GET)
    there = passages.paragraphs(chapter, block, to=typed.to, revision=typed.revision)
    selected = there.selected(typed.start, typed.end, request.GET.get("quote", ""))
    if request.method != "POST":
        words = there.words(selected)
        typed = typed._replace(passage=words, replacement=words, names_me="yes")
    return Sheet(
        chapter=chapter,
        block=block,
        authors=authors,
        welcome=finding.welcome(visitor, chapter.story, authors),
        paragraphs=there,
        selected=selected,
        typed=typed._replace(revision=str(there.revision.pk), start=str(selected.start), end=str(selected.end)),
        names=names.signer(user).names,
    )


def shortened(parts: list[Part]) -> list[Part]:
    """The same, with only a little of what stays."""
    return [Part(SAME, _little(part.text, at == 0, at == len(parts) - 1)) if part.kind == SAME else part
            for at, part in enumerate(parts)]  # fmt: skip


def _little(words: str, is_first: bool, is_last: bool) -> str:
    if len(words) <= (AROUND if is_first or is_last else 2 * AROUND):
        return words
    head = "" if is_first else words[:AROUND].rsplit(" ", 1)[0]
    tail = "" if is_last else words[-AROUND:].split(" ", 1)[-1]
    return f"{head} … {tail}"


def _sent(sent: QueryDict) -> Typed:
    fields = {name: sent.get(name, "") for name in Typed._fields if name != "signs_as"}
    return Typed(**fields, signs_as=sent.get(names.AS, ""))


def _asked(asked: QueryDict) -> Typed:
    known = {name: asked.get(name, "") for name in ("revision", "to", "start", "end", "kind")}
    return Typed(**{**dict.fromkeys(Typed._fields, ""), **known})
