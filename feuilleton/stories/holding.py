"""Holding a story or a chapter for as long as a transaction changes it: whoever else would change it waits.

A story is held before its chapters, always, so that no two transactions wait for each other. Rows that refer to them
(a review, a first draft) are stored meanwhile: whoever stores one may have what the holder is waiting for.
"""

from __future__ import annotations

from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import Chapter, Story


def story(key: int) -> Story:
    """The story as it is now, held until the transaction ends. Raises Story.DoesNotExist if it is gone."""
    found: Story | None = _stories.first(key=key)
    if found is None:
        raise Story.DoesNotExist
    return found


def chapter(seen: Chapter) -> Chapter:
    """The chapter as it is now, with its story, both held until the transaction ends.

    Raises Chapter.DoesNotExist or Story.DoesNotExist if it is gone.
    """
    of = story(seen.story_id)
    found: Chapter | None = _chapters.first(key=seen.pk)
    if found is None:
        raise Chapter.DoesNotExist
    found.story = of
    return found


_stories = Prepared(lambda key: Story.objects.select_for_update(no_key=True).filter(pk=key))
_chapters = Prepared(lambda key: Chapter.objects.select_for_update(no_key=True).filter(pk=key))
