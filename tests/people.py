"""The cast and what they make, always through the rules, so that no test starts from an impossible state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from feuilleton.accounts import naming
from feuilleton.accounts.models import PenName, User
from feuilleton.notes import noting
from feuilleton.notes.anchoring import Marked
from feuilleton.notes.models import Note as PassageNote
from feuilleton.notes.wording import Said
from feuilleton.reviews import reviewing
from feuilleton.reviews.models import Review
from feuilleton.stories import drafting, publishing, starting
from feuilleton.stories.composing import Note, Typed
from feuilleton.stories.describing import Header
from feuilleton.stories.models import Chapter, Revision, Story

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
PASSWORD = "a kettle, two cups"
WORDS = "The tide came in over the pans.\n\nNobody moved."


def person(name: str, **more: Any) -> User:
    """Somebody with an account, a verified address and the password `PASSWORD`."""
    from allauth.account.models import EmailAddress

    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, **more)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def pen_name(user: User, name: str = "") -> PenName:
    """The person's pen name of that name; without one, their first, made when they have none."""
    if not name:
        first = user.pen_names.order_by("id").first()
        if first is not None:
            return first
        name = f"{user.username} at sea"
    return PenName.objects.named(name).of(user).first() or naming.take(name, by=user, at=NOW)


def story(by: User, title: str = "Salt Wages", *, at: datetime = NOW, **header: Any) -> Story:
    """A story without chapters."""
    return starting.start(Header(title=title, **header), pen_name=pen_name(by), by=by, at=at)


def chapter(story: Story, by: User, text: str = WORDS, *, at: datetime = NOW, **fields: Any) -> Chapter:
    """A chapter that is a draft."""
    made = starting.add_chapter(story, by=by, at=at, number=fields.get("number", ""))
    number = fields.pop("number", "") or drafting.find(made).number
    drafting.save(made, Typed(source=text, number=number, **fields), version=0, by=by, at=at)
    return made


def published_chapter(story: Story, by: User, text: str = WORDS, *, at: datetime = NOW, **fields: Any) -> Chapter:
    """A chapter that readers see."""
    made = chapter(story, by, text, at=at, **fields)
    publishing.publish(made, by=by, at=at)
    made.refresh_from_db()
    return made


def published_story(
    by: User, title: str = "Salt Wages", *, chapters: int = 1, at: datetime = NOW, **header: Any
) -> Story:
    """A story with that many chapters, a day apart, the last at `at`."""
    made = story(by, title, at=at - timedelta(days=chapters), **header)
    for day in range(chapters, 0, -1):
        published_chapter(made, by, at=at - timedelta(days=day - 1), title=f"Day {chapters - day + 1}")
    made.refresh_from_db()
    return made


def note(text: str, place: str = "before", label: str = "") -> Note:
    """An author's note."""
    return Note(place=place, source=text, label=label)


def review(of: Chapter | Story | Review, by: User, text: str = "I read it twice.", *, at: datetime = NOW) -> Review:
    """What somebody says about a chapter or a story, or their answer to a review."""
    say = reviewing.answer if isinstance(of, Review) else reviewing.write
    return say(of, text, by=by, pen_name=pen_name(by), at=at)  # type: ignore[arg-type]


def marked(chapter: Chapter, words: str, *, revision: Revision | None = None) -> Marked:
    """The first place in what readers have of the chapter (or had: `revision`) where these words stand."""
    read = revision or Chapter.objects.select_related("live").get(pk=chapter.pk).live
    assert read is not None
    block = next(block for block in read.blocks if words in block.text)
    start = block.text.index(words)
    return Marked(chapter, read.pk, block.id, start, block.id, start + len(words))


def noted(
    chapter: Chapter,
    by: User,
    passage: str,
    words: str = "",
    *,
    kind: str = "typo",
    becomes: str | None = None,
    at: datetime = NOW,
    revision: Revision | None = None,
    **more: Any,
) -> PassageNote:
    """What somebody says about a passage of a chapter; `becomes`: what they would have stand there."""
    said = Said(kind, words, becomes)
    return noting.write(marked(chapter, passage, revision=revision), said, by=by, pen_name=pen_name(by), at=at, **more)


def revised(chapter: Chapter, by: User, text: str, *, change: str = "minor", at: datetime = NOW) -> Chapter:
    """The chapter with another text, published."""
    draft = drafting.find(chapter)
    typed = Typed(source=text, title=draft.title, number=draft.number)
    drafting.save(chapter, typed, version=draft.version, by=by, at=at)
    publishing.publish(chapter, by=by, at=at, change=change)
    chapter.refresh_from_db()
    return chapter
