"""An author in a process of her own: for each line on standard input, publishes it as the chapter's new first words."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import django


def main() -> None:
    django.setup()
    from feuilleton.stories import drafting, publishing
    from feuilleton.stories.composing import Typed
    from feuilleton.stories.models import Chapter

    chapter = Chapter.objects.get(public_id=sys.argv[1])
    author = chapter.story.authors.get().user
    for line in sys.stdin:
        chapter.refresh_from_db()
        draft = drafting.find(chapter)
        rest = draft.source.split("\n\n", 1)[1] if draft.source.startswith("mark-") else draft.source
        typed = Typed(source=f"{line.strip()}\n\n{rest}", title=draft.title, number=draft.number)
        now = datetime.now(UTC)
        drafting.save(chapter, typed, version=draft.version, by=author, at=now)
        publishing.publish(chapter, by=author, at=now, change="minor")
        print("done", flush=True)


if __name__ == "__main__":
    main()
