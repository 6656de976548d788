"""Fill a data folder of ours with people who follow one author: `-m bench.following PEOPLE CHAPTERS SESSIONS`.

Half follow the story, half its author, every tenth both. Prints the author's and SESSIONS of the followers' session
keys, and the draft chapters, as one JSON object.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django
from django.core.management import call_command

from bench import filling

AT_ONCE = 5_000


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    people, chapters, sessions = (int(typed) for typed in sys.argv[1:4])
    from feuilleton.accounts import naming
    from feuilleton.stories.models import Story

    maud, otto = filling._user("maud"), filling._user("otto")
    type(otto).objects.filter(pk=otto.pk).update(is_archivist=True)
    pen_name = naming.take("oystercatcher", by=maud, at=filling.NOW)
    story: Story = filling._story("Salt Wages", pen_name, maud, at=filling.NOW)
    filling._chapter(story, maud, "Short.", 1)
    drafts = [_draft(story, maud, number) for number in range(2, chapters + 2)]
    followers = _follow(people, story, pen_name)
    print(
        json.dumps(
            {
                "author": filling._session(maud),
                "archivist": filling._session(otto),
                "story": story.public_id,
                "drafts": drafts,
                "followers": {user.email: filling._session(user) for user in followers[:sessions]},
            }
        )
    )


def _draft(story: object, maud: object, number: int) -> str:
    from bench import text
    from feuilleton.stories import drafting, starting
    from feuilleton.stories.composing import Typed

    chapter = starting.add_chapter(story, by=maud, at=filling.NOW, number=str(number))  # type: ignore[arg-type]
    typed = Typed(source=text.chapter(), title=f"Chapter the {number}", number=str(number))
    drafting.save(chapter, typed, version=0, by=maud, at=filling.NOW)  # type: ignore[arg-type]
    return str(chapter.public_id)


def _follow(people: int, story, pen_name):  # type: ignore[no-untyped-def]
    """So many people with an account and a subscription or two, made in bulk: no rule is measured by it."""
    from django.contrib.auth.hashers import make_password
    from django.db.models import Max

    from feuilleton.accounts.models import User
    from feuilleton.events.models import Event
    from feuilleton.inbox.models import Subscription

    unusable = make_password(None)
    now, since = filling.NOW + timedelta(days=1), Event.objects.aggregate(newest=Max("pk"))["newest"]
    User.objects.bulk_create(
        [User(username=f"r{number}", email=f"r{number}@readers.test", password=unusable) for number in range(people)],
        batch_size=AT_ONCE,
    )
    users = list(User.objects.filter(email__endswith="@readers.test").order_by("pk"))
    said = {"made_at": now, "since": since, "told": since}
    to_story = [
        Subscription(user=user, story=story, topic=f"story:{story.pk}", **said)
        for number, user in enumerate(users)
        if number % 2 or number % 10 == 0
    ]
    to_author = [
        Subscription(user=user, pen_name=pen_name, topic=f"person:{pen_name.pk}", **said)
        for number, user in enumerate(users)
        if not number % 2
    ]
    for subscriptions in (to_story, to_author):
        Subscription.objects.bulk_create(subscriptions, batch_size=AT_ONCE)
    return users


if __name__ == "__main__":
    main()
