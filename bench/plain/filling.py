"""Fill the plain Django site with the same chapter, list and reader, as a process of its own.

Reads {"html", "title", "summary", "tags", "words", "reviews"} from standard input (`reviews`: the words of each);
prints the reader's session key.
"""

import json
import sys
from datetime import UTC, datetime, timedelta

import django
from django.core.management import call_command

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def main() -> None:
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    call_command("migrate", run_syncdb=True, verbosity=0)
    said = json.load(sys.stdin)
    reader = User.objects.create_user("iris", password="not used")  # noqa: S106
    chapter = _stories(said)
    _reviews(chapter, said["reviews"])
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.save()
    posted_to = chapter.story.chapters.get(position=3)
    print(json.dumps({"session": session.session_key, "chapter": chapter.pk, "posted_to": posted_to.pk}))


def _stories(said):
    from bench.plain.models import Author, Chapter, Story, Tag

    author = Author.objects.create(name="oystercatcher")
    tags = [Tag.objects.create(name=name) for name in said["tags"]]
    middle = None
    for number in range(40):
        story = Story.objects.create(
            title=f"{said['title']} {number}",
            summary=said["summary"],
            author=author,
            planned=3,
            chapter_count=3,
            words=said["words"] * 3,
            updated_at=NOW - timedelta(hours=number),
        )
        story.tags.set(tags)
        for position in (1, 2, 3):
            chapter = Chapter.objects.create(
                story=story,
                position=position,
                title=f"Chapter the {position}",
                html=said["html"] if number == 0 else "<p>Short.</p>",
                words=said["words"],
                published_at=NOW,
            )
            chapter.notes.create(html="<p>Mind the tide.</p>")
            if number == 0 and position == 2:
                middle = chapter
    return middle


def _reviews(chapter, reviews):
    from django.contrib.auth.models import User

    from bench.plain.models import Review

    users = [User.objects.create_user(f"reader{number}") for number in range(10)]
    Review.objects.bulk_create(
        Review(chapter=chapter, user=users[n % 10], html=f"<p>{words}</p>", posted_at=NOW + timedelta(minutes=n))
        for n, words in enumerate(reviews)
    )


if __name__ == "__main__":
    main()
