"""What readers say about a story, keep of it and are told of it: for the pages that show such things."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from feuilleton.accounts import blocking
from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import Visitor
from feuilleton.inbox import bouncing, subscribing
from feuilleton.inbox.models import Subscription
from feuilleton.moderation import answering, reporting
from feuilleton.moderation.models import Report
from feuilleton.notes import carrying, clarifying, deciding, noting
from feuilleton.notes.models import Note as PassageNote
from feuilleton.notes.wording import Said as Wording
from feuilleton.reviews import guests, judging, reviewing
from feuilleton.reviews.models import Review
from feuilleton.shelves import favoriting, marking, placing, shelving
from feuilleton.shelves.carrying import Spot
from feuilleton.shelves.models import Shelf
from feuilleton.stories import announcing, describing, stating, welcoming
from feuilleton.stories.models import Announcement, Chapter, Story
from feuilleton.stories.stating import Stated
from feuilleton.stories.welcoming import Welcome
from feuilleton.tasks import working
from tests import people

NOW = people.NOW
LONG = "W" * 200
WORDS = "I read it **twice**.\n\n> Forty-one envelopes.\n\n||Nobody|| moved, and https://example.org says why."


class Said(NamedTuple):
    """What there is to be looked at afterwards. `token` and `key` are what links in letters hold."""

    review: Review
    answer: Review
    held: Review
    token: str
    announcement: Announcement
    noted: PassageNote
    shelf: Shelf
    following: Subscription
    waiting: Report
    answered: Report
    key: str


def say_and_keep(story: Story, author: User, reader: User, moderator: User) -> Said:
    """Two chapters' worth of reviews and answers in every state, and all that a reader can keep of a story.

    What is told of it stands in the inboxes afterwards.
    """
    name, chapters = people.pen_name(author), list(story.chapters.published().in_reading_order())
    following = subscribing.follow(story, by=reader, at=NOW)
    subscribing.follow(name, by=reader, at=NOW, cadence="weekly")
    welcoming.welcome(story, Welcome("guests", "guests", True), by=author, at=NOW)
    announcement = announcing.announce(story, f"Back on *Saturday*.\n\n{LONG}", by=author, at=NOW)
    describing.describe(story, _paused(story), by=author, at=NOW)
    people.published_chapter(story, author, title="Told of")
    review, answer, held, token = _talk(chapters, author, reader, moderator)
    shelf = _keep(story, chapters, reader)
    blocking.block(people.pen_name(people.person("swift")), by=reader, at=NOW)
    waiting = reporting.report(review, wrong="cruel", words=f"Line three. {LONG}", by=author, at=NOW)
    reporting.report(chapters[0], wrong="copied", words="", by=None, email="kim@example.org", at=NOW)
    answered = reporting.report(story, wrong="labels", words="It is sad.", by=reader, at=NOW)
    answering.answer(answered, "Its author has mended it.", by=moderator, at=NOW)
    working.work_off(clock=timezone.now)
    noted = note_and_mend(story, author, reader)
    key = bouncing.key(reader, at=timezone.now())
    return Said(review, answer, held, token, announcement, noted, shelf, following, waiting, answered, key)


def note_and_mend(story: Story, author: User, reader: User) -> PassageNote:
    """Notes of every kind on the story's first chapter, in most states, whose text was changed since; one of them."""
    welcoming.welcome(story, Welcome("guests", "guests", True, notes_welcome="all"), by=author, at=NOW)
    first, second = story.chapters.published().in_reading_order()[:2]
    slip = people.noted(first, reader, "came", becomes="went")
    asked = people.noted(first, reader, "tide", f"Which? {LONG}", kind="question")
    people.noted(first, reader, "the pans", "For me alone.", kind="private")
    loved = people.noted(first, reader, "Nobody", "Ah.", kind="reaction")
    against = people.marked(second, "Nobody moved")
    people.noted(first, reader, "Nobody moved", "Somebody did.", kind="continuity", against=against)
    for note in (asked, loved):
        deciding.publish(note, by=author, at=NOW)
    deciding.answer(asked, f"The first one. {LONG}", by=author, at=NOW)
    name = people.pen_name(author)
    clarifying.clarify(
        people.marked(first, "over the pans"), f"They are of salt. {LONG}", by=author, pen_name=name, at=NOW
    )
    deciding.mend_otherwise(slip, by=author, at=NOW)
    people.revised(first, author, people.WORDS.replace("came", "went"))
    working.work_off(clock=timezone.now)
    return asked


def _paused(story: Story) -> describing.Header:
    header = describing.header_of(story)
    fields = {field: getattr(header, field) for field in describing.Header.__slots__}
    return describing.Header(**{**fields, "status": "hiatus"})


def _talk(chapters: list[Chapter], author: User, reader: User, moderator: User) -> tuple[Review, Review, Review, str]:
    first, second = chapters[:2]
    review = people.review(first, reader, WORDS)
    answer = people.review(review, author, "Thank *you*.")
    people.review(second, reader, LONG)
    people.review(second.story, reader, "All of it.")
    people.review(first, author, "What I meant.")
    reviewing.edit(people.review(second, reader, "Befor."), "Before.", by=reader, at=NOW)
    judging.hide(people.review(first, reader, "Hidden."), by=moderator, at=NOW, reason="Rule 3.")
    taken_back = people.review(first, reader, "Taken back.")
    people.review(taken_back, author, "Why so?")
    reviewing.delete(taken_back, by=reader, at=NOW)
    tokens: list[str] = []
    for words in ("A guest’s.", "Another guest’s."):
        guests.write(
            first,
            words,
            name="Kim",
            email="kim@example.org",
            at=timezone.now(),
            link=lambda one: str(tokens.append(one)),
        )
    held = guests.confirm(tokens[0], at=timezone.now())
    welcoming.lock_reviews(second, by=author, at=NOW)
    return review, answer, held, tokens[1]


def _keep(story: Story, chapters: list[Chapter], reader: User) -> Shelf:
    favoriting.favorite(story, by=reader, at=NOW)
    favoriting.favorite_person(story.authorships.get().pen_name, by=reader, at=NOW)
    shelving.put(story, "reading", by=reader, at=NOW)
    shelf = shelving.make("By the sea", by=reader, at=NOW)
    shelving.put_on(shelf, story, by=reader, at=NOW)
    marking.read(chapters[0], by=reader, at=NOW)
    live: Any = chapters[1].live
    seen = placing.Seen(Spot(live.blocks[0].id, 4), live.pk, NOW - timedelta(hours=1), device="Firefox on Linux")
    opened = placing.opened(Visitor(user=reader), chapters[1].public_id, seen)
    assert opened is not None
    placing.remember(opened, seen, at=NOW)
    return shelf


def note_passages(story: Story, author: User, reader: User, other: User) -> None:
    """Say something of every kind about a chapter: merged, contradicting, gone, decided each way; and two facts."""
    wished = replace(welcoming.welcome_of(story), notes_welcome="all")
    welcoming.welcome(story, wished, by=author, at=NOW)
    text = (
        "Edda counted teh crates. It was late.\n\nNobody saw the lamp.\n\nShe had married him in spring.\n\nRain fell."
    )
    chapter = people.published_chapter(story, author, text, title="The Quay")
    for who, becomes in ((reader, "the"), (other, "her")):
        people.noted(chapter, who, "teh", "A slip?", becomes=becomes)
    people.noted(chapter, reader, "late", "How late?", kind="question")
    against = people.marked(chapter, "Nobody saw")
    people.noted(chapter, other, "She had married him", "When?", kind="continuity", against=against)
    for who in (reader, other):
        said = Wording("reaction", "Read aloud to the cat." if who == other else "", None, "loved")
        noting.write(people.marked(chapter, "the lamp"), said, by=who, pen_name=people.pen_name(who), at=NOW)
    people.noted(chapter, reader, "Rain fell", "Heavily?", kind="question")
    later, declined, drafted = (
        people.noted(chapter, reader, words, becomes=becomes)
        for words, becomes in (("crates", "boxes"), ("lamp", "light"), ("Nobody", "No one"))
    )
    revised = people.revised(chapter, author, text.replace("\n\nRain fell.", ""))
    carrying.catch_up(revised)
    deciding.put_off(later, by=author, at=NOW)
    deciding.decline(declined, "It is a lamp.", by=author, at=NOW)
    deciding.accept(drafted, by=author, at=NOW)
    block = revised.live.blocks[2] if revised.live else None
    stated = Stated("Edda", "married", "Joan", since=revised, revision=revised.live, block=block.id if block else "")
    stating.state(story, stated, by=author, at=NOW)
    stating.draft(story, Stated("Joan", "single", quote="never married"), by=author, at=NOW)
