"""Fill a data folder of ours through the rules. Run as a process of its own: `-m bench.filling [WRITERS]`.

Prints the addresses and session keys that the measurements need, as one JSON object.
"""

from __future__ import annotations

import importlib
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from feuilleton.accounts.models import PenName, User
    from feuilleton.stories.models import Chapter, Story

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
SUMMARY = (
    "Every Saturday Enid Tarrow counts the wages of the Marram Salt Company into forty-one envelopes. "
    "There are thirty-nine men. It is 1911, the books balance to the halfpenny, and somebody is signing."
)
TAGS = ["bookkeeping", "sea", "unreliable clocks", "ham"]
LISTED = 40
REVIEWS = 30
REVIEWERS = 10
POSTERS = 400  # who post while it is measured: nobody may post that often alone


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    writers = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    print(json.dumps(_for_pages() | {"writers": [_writer(number) for number in range(writers)]}))


def _for_pages() -> dict[str, Any]:
    from bench import text
    from feuilleton.accounts import naming

    maud, iris = _user("maud"), _user("iris")
    pen_name = naming.take("oystercatcher", by=maud, at=NOW)
    story = _story("Salt Wages", pen_name, maud, at=NOW)
    chapters = [_chapter(story, maud, text.chapter(), number) for number in (1, 2, 3)]
    others = []
    for number in range(LISTED - 1):
        other = _story(f"Salt Wages {number}", pen_name, maud, at=NOW - timedelta(hours=number + 1))
        others.append(_chapter(other, maud, "Short.", 1))
    _reviews(chapters[1])
    naming.take("iris", by=iris, at=NOW)
    live = chapters[1].live
    assert live is not None
    return {
        "chapter": f"/chapters/{chapters[1].public_id}",
        "posted_to": f"/chapters/{chapters[2].public_id}",
        "chapters": [f"/chapters/{chapter.public_id}" for chapter in [*chapters, *others]],
        "pages": [
            *("/", "/stories"),
            *(f"/chapters/{chapter.public_id}" for chapter in [*chapters, *others]),
            *(f"/stories/{chapter.story.public_id}" for chapter in [chapters[0], *others]),
        ],
        "list": "/stories",
        "reviews": text.reviews(REVIEWS),
        "member": _session(iris),
        "posters": [_session(_user(f"poster{number}", named=True)) for number in range(POSTERS)],
        "author": _session(maud),
        "html": live.html,
        "words": live.words,
        "title": story.title,
        "summary": SUMMARY,
        "tags": TAGS,
    }


def _writer(number: int) -> dict[str, str]:
    from feuilleton.accounts import naming

    user = _user(f"writer{number}")
    story = _story("Written", naming.take(f"Writer {number}", by=user, at=NOW), user, at=NOW)
    return {"session": _session(user), "chapter": _chapter(story, user, "", 1).public_id}


def _reviews(chapter: Chapter) -> None:
    """So many reviews of about forty words, by a few people in turn."""
    from bench import text
    from feuilleton.reviews import reviewing

    names = [_user(f"reader{number}", named=True).pen_names.get() for number in range(REVIEWERS)]
    for number, words in enumerate(text.reviews(REVIEWS)):
        name = names[number % REVIEWERS]
        assert name.user
        reviewing.write(chapter, words, by=name.user, pen_name=name, at=NOW + timedelta(minutes=number))


def _user(name: str, *, named: bool = False) -> User:
    """Somebody who joined long ago; `named`: with a pen name of the same name."""
    from allauth.account.models import EmailAddress

    from feuilleton.accounts import naming
    from feuilleton.accounts.models import User

    user = User.objects.create_user(name, f"{name}@example.org")
    User.objects.filter(pk=user.pk).update(joined_at=NOW - timedelta(days=365))
    user.refresh_from_db()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if named:
        naming.take(name, by=user, at=NOW)
    return user


def _story(title: str, pen_name: PenName, by: User, *, at: datetime) -> Story:
    from feuilleton.stories import starting
    from feuilleton.stories.describing import Header

    header = Header(title=title, summary=SUMMARY, planned=3, rating="teen", tags={"free": TAGS})
    return starting.start(header, pen_name=pen_name, by=by, at=at)


def _chapter(story: Story, by: User, source: str, number: int) -> Chapter:
    from feuilleton.stories import drafting, publishing, starting
    from feuilleton.stories.composing import Note, Typed

    chapter = starting.add_chapter(story, by=by, at=story.made_at, number=str(number))
    if source:
        notes = [Note(place="before", source="Mind the tide.", label="Before you begin")]
        typed = Typed(source=source, title=f"Chapter the {number}", number=str(number), notes=notes)
        drafting.save(chapter, typed, version=0, by=by, at=story.made_at)
        publishing.publish(chapter, by=by, at=story.made_at)
        chapter.refresh_from_db()
    return chapter


def _session(user: User) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main()
