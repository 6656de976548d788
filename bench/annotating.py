"""Fill a data folder with a long chapter and its notes, then revise it and read it: `-m bench.annotating ROUNDS`.

The notes are stored in bulk, as the rules would have written them. Prints the figures as one JSON object.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command

from bench import filling, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from feuilleton.accounts.models import PenName
    from feuilleton.kit.prose.anchoring import Anchor
    from feuilleton.notes.models import Note, Placement
    from feuilleton.stories.models import Chapter

CHARACTERS = 510_000
NOTES, READERS, PUBLISHED, ACCEPTED = 2_000, 200, 50, 20
CHANGED = 20  # paragraphs of each revision
KINDS = ["typo", "typo", "typo", "wording", "wording", "formatting", "question", "reaction"]
AT_ONCE = 500


def main() -> None:
    django.setup()
    from feuilleton.ops import preparing

    call_command("migrate", verbosity=0)
    preparing.static_files()
    rounds = int(sys.argv[1])
    chapter, paragraphs = _chapter()
    _annotate(chapter)
    print(json.dumps(_measured(chapter, paragraphs, rounds)))


def _chapter() -> tuple[Chapter, list[str]]:
    from feuilleton.accounts import naming

    maud = filling._user("maud")
    story = filling._story("Salt Wages", naming.take("oystercatcher", by=maud, at=filling.NOW), maud, at=filling.NOW)
    paragraphs = text.long_chapter(CHARACTERS)
    return filling._chapter(story, maud, "\n\n".join(paragraphs), 1), paragraphs


def _annotate(chapter: Chapter) -> None:
    """So many notes at places drawn by lot; those that overlap are one thing, as `notes/grouping` has it."""
    from feuilleton.kit.prose.anchoring import Describer
    from feuilleton.notes.models import Carried, Note, Placement

    live = chapter.live
    assert live is not None
    lot = random.Random(2_000)  # noqa: S311 – the same notes at each run
    describer, blocks = Describer(live.blocks), [block for block in live.blocks if len(block.text) > 200]
    names = _readers()
    notes, places = [], []
    for number in range(NOTES):
        block = lot.choice(blocks)
        start = lot.randrange(len(block.text) - 120)
        found = describer.describe(block.id, start, block.id, start + lot.randint(4, 80))
        notes.append(_note(chapter, names[number % READERS], KINDS[number % len(KINDS)], found, number))
        places.append(Placement(revision=live, **asdict(found)))
    Note.objects.bulk_create(notes, batch_size=AT_ONCE)
    for note, place in zip(notes, places, strict=True):
        place.note = note
    Placement.objects.bulk_create(places, batch_size=AT_ONCE)
    Note.objects.bulk_update(_joined(list(zip(notes, places, strict=True))), ["same_as"], batch_size=AT_ONCE)
    Carried.objects.create(chapter=chapter, revision=live)


def _readers() -> list[PenName]:
    """Members with a pen name each."""
    from django.contrib.auth.hashers import make_password

    from feuilleton.accounts.models import PenName, User

    unusable = make_password(None)
    spoken = [f"reader{number}" for number in range(READERS)]
    User.objects.bulk_create([User(username=one, email=f"{one}@readers.test", password=unusable) for one in spoken])
    users = User.objects.filter(username__in=spoken).order_by("pk")
    PenName.objects.bulk_create(
        [PenName(user=user, name=user.username, key=user.username, made_at=filling.NOW) for user in users]
    )
    return list(PenName.objects.filter(key__in=spoken).order_by("pk"))


def _note(chapter: Chapter, name: PenName, kind: str, found: Anchor, number: int) -> Note:
    from feuilleton.notes.models import Note

    is_public = kind in ("question", "reaction") and number < PUBLISHED * 4
    return Note(
        story=chapter.story,
        chapter=chapter,
        user_id=name.user_id,
        pen_name=name,
        kind=kind,
        source="Is this meant?" if kind in ("question", "formatting") else "",
        replacement=found.quote.upper() if kind in ("typo", "wording") else None,
        reaction="loved" if kind == "reaction" else "",
        published_at=filling.NOW if is_public else None,
        made_at=filling.NOW,
        fingerprint=f"{number:064}",
    )


def _joined(found: list[tuple[Note, Placement]]) -> list[Note]:
    heads: dict[tuple[str, str], list[tuple[Note, Placement]]] = {}
    joined = []
    for note, place in found:
        if note.kind not in ("typo", "wording", "formatting"):
            continue
        alike = heads.setdefault((place.start_block, "formatting" if note.kind == "formatting" else ""), [])
        head = next((one for one, other in alike if place.start < other.end and other.start < place.end), None)
        if head is None:
            alike.append((note, place))
        else:
            note.same_as = head
            joined.append(note)
    return joined


def _measured(chapter: Chapter, paragraphs: list[str], rounds: int) -> dict[str, Any]:
    from feuilleton.notes import carrying, crediting

    took: dict[str, list[float]] = {}
    for number in range(rounds):
        at = filling.NOW + timedelta(days=number + 1)
        _accept(chapter, number)
        _change(paragraphs, number)
        took.setdefault("revise_ms", []).append(_timed(_revise, chapter, paragraphs, at))
        took.setdefault("carry_ms", []).append(_timed(carrying.catch_up, chapter))
        took.setdefault("credit_ms", []).append(_timed(partial(crediting.credit, chapter, at=at)))
        for name, milliseconds in _read(chapter).items():
            took.setdefault(name, []).append(milliseconds)
    return {name: round(statistics.median(values), 1) for name, values in took.items()} | {
        "notes": NOTES,
        "characters": sum(map(len, paragraphs)),
    }


def _accept(chapter: Chapter, number: int) -> None:
    """As though their author had taken so many proposals: the changes below are what came of them."""
    from feuilleton.notes.models import ACCEPTED as STATE
    from feuilleton.notes.models import Note

    waiting = Note.objects.filter(chapter=chapter).heads().waiting().filter(kind="typo").order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:ACCEPTED])
    Note.objects.filter(pk__in=keys).update(state=STATE, decided_at=filling.NOW + timedelta(days=number))


def _change(paragraphs: list[str], number: int) -> None:
    """Words of paragraphs all over the chapter, one paragraph more, one less, and two that changed places."""
    lot = random.Random(number)  # noqa: S311 – the same changes at each run
    for place in lot.sample(range(len(paragraphs)), CHANGED):
        words = paragraphs[place].split()
        words[lot.randrange(len(words))] = f"mended{number}"
        paragraphs[place] = " ".join(words)
    paragraphs.insert(lot.randrange(len(paragraphs)), f"A new paragraph, the {number}th of its kind.")
    del paragraphs[lot.randrange(len(paragraphs))]
    one, other = lot.sample(range(len(paragraphs)), 2)
    paragraphs[one], paragraphs[other] = paragraphs[other], paragraphs[one]


def _revise(chapter: Chapter, paragraphs: list[str], at: Any) -> None:
    from feuilleton.stories import drafting, publishing
    from feuilleton.stories.composing import Typed

    draft = drafting.find(chapter)
    by = chapter.story.authors.get().user
    typed = Typed(source="\n\n".join(paragraphs), title=draft.title, number=draft.number)
    drafting.save(chapter, typed, version=draft.version, by=by, at=at)
    publishing.publish(chapter, by=by, at=at, change="minor")
    chapter.refresh_from_db()


def _read(chapter: Chapter) -> dict[str, float]:
    """Its page as a stranger has it, and the desk as its author has it, each asked for a second time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from feuilleton.web.addresses import address, has_address

    client = Client(HTTP_HOST="localhost")
    page = address("chapter", chapter.public_id)
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    assert answer.status_code == 200
    figures = {"page_queries": float(len(asked)), "page_bytes": float(len(answer.content))}
    figures["page_ms"] = _timed(client.get, page)
    if has_address("desk_notes", chapter.story.public_id):
        author = chapter.story.authors.get().user
        assert author is not None
        client.force_login(author)
        desk = address("desk_notes", chapter.story.public_id)
        assert client.get(desk).status_code == 200
        figures["desk_ms"] = _timed(client.get, desk)
    return figures


def _timed(do: Callable[..., object], *given: object) -> float:
    started = time.perf_counter()
    do(*given)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
