"""Every page, for a stranger, an author and the archivist: nothing for axe to find, nor for the HTML checker."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from feuilleton.accounts import naming
from feuilleton.moderation import hiding
from feuilleton.moderation.models import Report
from feuilleton.notes.models import Note
from feuilleton.proofreading import ignoring
from feuilleton.proofreading.finding import VARIANTS
from feuilleton.stories import starting, stating
from feuilleton.stories.describing import Header
from feuilleton.stories.models import SIBLING
from feuilleton.stories.stating import Stated
from tests import people
from tests.journeys import finders, readers
from tests.journeys.checking import unclean
from tests.journeys.readers import Said

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

STATUS = {
    "/stories/not-there": 404,
    "/people/not-there": 404,
    "/confirm/mistyped": 404,
    "/unsubscribe/mistyped": 404,
    "/me/alerts/address/mistyped": 404,
    "/reviews/confirm/mistyped": 422,
}
LONG = "W" * 120 + " and so on" * 13  # a title as long as titles may be, most of it one word
CHECKER = Path(settings.BASE) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture
def stories(maud: Any, nell: Any, otto: Any) -> dict[str, Any]:
    """A story of each kind that pages set differently."""
    salt = people.published_story(
        maud,
        "Salt Wages",
        chapters=3,
        planned=9,
        rating="teen",
        language="en-GB",
        summary="Forty-one envelopes.\n\nThirty-nine men.",
        disclaimer="Nobody owns the sea.",
        warnings=["death"],
        tags={"fandom": ["Original fiction"], "character": ["Enid"], "free": ["sea", "ham"]},
    )
    people.published_chapter(
        salt,
        maud,
        "One.\n\n***\n\n> Two.\n\n- three\n- four\n",
        title="Notes",
        notes=[people.note("Before you begin.")],
    )
    people.chapter(
        salt,
        maud,
        f"Enid’s wife Ruth shut the the widnow.\n\nShe shut the the door.\n\n{people.WORDS}",
        title="A draft",
    )
    stating.state(salt, Stated("Enid", SIBLING, "Ruth"), by=maud, at=people.NOW)
    ignoring.ignore(salt, VARIANTS, "grey gray", by=maud, at=people.NOW)
    readers.note_passages(salt, maud, nell, otto)
    arabic = people.published_story(maud, "مذياع الطابق الخامس", language="ar", planned=7, summary="مات الأستاذ نجيب.")
    japanese = people.published_story(maud, "終着駅の貸本屋", language="ja", planned=1, rating="general")
    asks = people.published_story(maud, "Asks first", rating="explicit")
    long = people.published_story(maud, LONG, summary=LONG, tags={"fandom": [LONG[:100]], "free": [LONG[:100]]})
    people.published_chapter(long, maud, title=LONG, notes=[people.note("Long.", label=LONG[:100])])
    hidden = people.published_story(maud, "Twelve photographs")
    hiding.hide(hidden, reason="Rule 2: no photographs.", by=otto, at=people.NOW)
    rosie = naming.make_unclaimed("Rosie", by=otto, at=people.NOW)
    starting.start(Header(title="Deux"), pen_name=rosie, by=None, at=people.NOW)
    return {"hidden": hidden, "salt": salt, "arabic": arabic, "japanese": japanese, "asks": asks, "long": long}


@pytest.fixture
def said(stories: dict[str, Any], maud: Any, nell: Any, otto: Any) -> Said:
    """What nell has said of Salt Wages and keeps of it."""
    finders.find(stories["salt"], maud, nell)
    return readers.say_and_keep(stories["salt"], maud, nell, otto)


def pages_of_anybody(stories: dict[str, Any], said: Said) -> list[str]:
    salt = stories["salt"]
    shown = [story for story in stories.values() if not story.is_hidden]
    tag = salt.story_tags.filter(kind="free").first().tag
    name = salt.authorships.get().pen_name
    return [
        *("/", "/stories", "/find", "/find?q=salt", "/find?q=nothing", "/about", "/rules", "/help", "/look"),
        *(f"/tags/free/{tag.public_id}", f"/people/{name.public_id}", "/stories/not-there"),
        *(f"/stories/{story.public_id}" for story in shown),
        *(f"/chapters/{story.chapters.published().last().public_id}" for story in shown),
        *(f"/stories/{stories[which].public_id}/all" for which in ("salt", "asks", "long")),
        *(f"/stories/{stories[which].public_id}/reviews" for which in ("salt", "asks", "arabic")),
        *(f"/chapters/{chapter.public_id}" for chapter in salt.chapters.published().in_reading_order()[:2]),
        *(f"/reviews/{said.review.public_id}", f"/reviews/{said.answer.public_id}", "/reviews/confirm/mistyped"),
        *(f"/reviews/confirm/{said.token}", f"/unsubscribe/{said.following.token}", "/unsubscribe/mistyped"),
        *(f"/me/alerts/address/{said.key}", "/me/alerts/address/mistyped"),
        *(f"/report/story/{salt.public_id}", f"/report/review/{said.review.public_id}"),
        *(f"/report/note/{note.public_id}" for note in Note.objects.published()),
        f"/chapters/{said.noted.chapter.public_id}/mark",
        f"/chapters/{said.noted.chapter.public_id}/changes?since=1",
    ]


def pages_of_strangers(stories: dict[str, Any], said: Said) -> list[str]:
    return [
        *pages_of_anybody(stories, said),
        *("/sign-in", "/sign-up", "/sign-up/mail", "/confirm/mistyped", "/closed"),
        *("/password", "/password/sent"),
    ]


def pages_of_newcomers(stories: dict[str, Any], said: Said) -> list[str]:
    """The pages of somebody who has nothing yet."""
    return [
        *("/write", "/write/stories/new", "/write/bring", "/me", "/me/pen-names", "/me/leave"),
        *("/inbox", "/me/shelves", "/me/history", "/me/following", "/me/alerts", "/me/blocks"),
        *("/me/finds", "/me/finds/own"),
        f"/stories/{stories['arabic'].public_id}",
    ]


def pages_of_readers(stories: dict[str, Any], said: Said) -> list[str]:
    """The pages of somebody who follows, keeps and reviews."""
    salt = stories["salt"]
    name = salt.authorships.get().pen_name
    chapters = salt.chapters.published().in_reading_order()
    live = said.noted.chapter.live
    assert live is not None
    mark = f"/chapters/{said.noted.chapter.public_id}/mark"
    return [
        *(mark, f"{mark}/{live.blocks[0].id}", f"{mark}/{live.blocks[0].id}?start=4&end=8", "/me/finds"),
        *("/me/finds/own", f"/me/finds/{said.noted.public_id}/take-back", f"/stories/{salt.public_id}/all"),
        *("/", f"/stories/{salt.public_id}", f"/stories/{salt.public_id}/reviews", f"/people/{name.public_id}"),
        *(f"/chapters/{chapter.public_id}" for chapter in chapters[:3]),
        *(f"/reviews/{said.review.public_id}", f"/reviews/{said.answer.public_id}"),
        *(f"/reviews/{said.review.public_id}/edit", f"/reviews/{said.review.public_id}/delete"),
        *(f"/stories/{salt.public_id}/favorite", f"/stories/{salt.public_id}/follow"),
        *(f"/people/{name.public_id}/follow", f"/people/{name.public_id}/block"),
        *("/inbox", "/me/following", "/me/alerts", "/me/blocks", "/me/history", "/me/history/clear"),
        *("/me/shelves", "/me/shelves?shelf=favorites", "/me/shelves?shelf=people"),
        *(f"/me/shelves?shelf={said.shelf.public_id}", "/people/not-there"),
        *(f"/report/chapter/{chapters[0].public_id}", "/me", "/me/leave"),
    ]


def pages_of_authors(stories: dict[str, Any], said: Said) -> list[str]:
    story = stories["salt"]
    draft = story.chapters.filter(live=None).get()
    live = story.chapters.published().last()
    name = story.authorships.get().pen_name
    return [
        *("/", "/look", f"/chapters/{live.public_id}"),
        *(f"/write/chapters/{one.public_id}/proofread" for one in (draft, live)),
        *("/write", "/write/stories/new", f"/write/stories/{story.public_id}"),
        *(f"/write/stories/{story.public_id}/header", f"/write/stories/{story.public_id}/remove"),
        *(f"/write/stories/{stories['long'].public_id}", f"/write/bring?story={story.public_id}"),
        *(f"/write/stories/{story.public_id}/orphan", f"/write/chapters/{live.public_id}/compare?old=1&new=draft"),
        *(f"/write/chapters/{draft.public_id}", f"/write/chapters/{live.public_id}"),
        *(f"/write/chapters/{live.public_id}/versions", f"/write/chapters/{live.public_id}/versions/1"),
        *(f"/write/chapters/{live.public_id}/remove", f"/write/chapters/{live.public_id}/preview"),
        *(f"/write/stories/{story.public_id}/welcome", f"/write/stories/{story.public_id}/announce"),
        *(f"/write/announcements/{said.announcement.public_id}/withdraw", f"/stories/{story.public_id}/reviews"),
        *(f"/chapters/{one.public_id}" for one in story.chapters.published().in_reading_order()[:2]),
        *(f"/reviews/{said.review.public_id}", f"/reviews/{said.held.public_id}", "/inbox"),
        *(
            "/me",
            "/me/pen-names",
            f"/me/pen-names/{name.public_id}",
            "/me/e-mail",
            "/me/password",
            "/me/leave",
            "/sign-out",
        ),
    ]


def pages_of_the_desk(stories: dict[str, Any], said: Said) -> list[str]:
    """What readers said of passages, as the author has it."""
    story = stories["salt"]
    desk, facts = f"/write/stories/{story.public_id}/notes", f"/write/stories/{story.public_id}/facts"
    decided = story.passage_notes.filter(same_as=None, chapter__live__title="The Quay")
    notes = {note.kind: note for note in decided}
    note = f"/write/notes/{notes['typo'].public_id}"
    gone = f"/write/notes/{story.passage_notes.filter(placements__outcome='detached').first().public_id}"
    chapter = notes["typo"].chapter
    fact = f"/write/facts/{story.facts.first().public_id}"
    return [
        *(desk, *(f"{desk}?show={show}" for show in ("later", "draft", "settled", "kind")), f"{desk}?kind=typo"),
        *(f"{desk}/accept?all=yes", f"/write/chapters/{chapter.public_id}/notes/publish"),
        *(f"/write/notes/{one.public_id}" for one in notes.values() if one.kind not in ("private", "clarification")),
        *(gone, f"{gone}/place", f"{note}/place?chapter={chapter.public_id}&block={chapter.live.blocks[0].id}"),
        *(facts, f"{facts}?note={notes['continuity'].public_id}", fact, f"{fact}/forget"),
        *(f"/write/chapters/{chapter.public_id}/versions", f"/write/chapters/{chapter.public_id}/versions/1/remove"),
    ]


def pages_of_archivists(stories: dict[str, Any], said: Said) -> list[str]:
    return [
        *("/", "/house", "/house/moderators", "/house/unclaimed", "/house/mail", "/moderation", "/me"),
        *("/moderation/reports", "/moderation/reports?answered=1", "/moderation/reports?oldest=1"),
        *(f"/moderation/reports/{report.public_id}" for report in (said.waiting, said.answered)),
        *(f"/moderation/reports/{report.public_id}" for report in Report.objects.filter(kind="note")),
        f"/reviews/{said.review.public_id}",
        f"/moderation/stories/{stories['salt'].public_id}",
        f"/moderation/stories/{stories['hidden'].public_id}",
        f"/stories/{stories['hidden'].public_id}",
    ]


WHO = [
    (None, pages_of_strangers),
    ("iris", pages_of_newcomers),
    ("nell", pages_of_readers),
    ("maud", pages_of_authors),
    ("maud", pages_of_the_desk),
    ("otto", pages_of_archivists),
]


@pytest.fixture
def cast(maud: Any, iris: Any, otto: Any, nell: Any) -> dict[str | None, Any]:
    return {"maud": maud, "iris": iris, "otto": otto, "nell": nell, None: None}


@pytest.mark.parametrize(("who", "pages"), WHO, ids=["stranger", "newcomer", "reader", "author", "desk", "archivist"])
def test_axe_finds_nothing(
    who: str | None, pages: Any, stories: Any, said: Said, opened: Any, signed_in: Any, cast: Any
) -> None:
    found: list[str] = []
    for width, scheme in [(360, "light"), (1280, "dark")]:
        page = opened(width=width, color_scheme=scheme)
        if who:
            signed_in(page, cast[who])
        for path in pages(stories, said):
            found += unclean(page, path, status=STATUS.get(path, 200))

    assert found == []


@pytest.mark.skipif(not CHECKER.exists(), reason="vnu-jar is not installed: bin/setup does it")
def test_the_html_checker_finds_nothing(client: Any, stories: Any, said: Said, cast: Any, tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for who, pages in WHO:
        client.logout()
        if who:
            client.force_login(cast[who])
        for path in pages(stories, said):
            file = tmp_path / f"{len(files)}.html"
            file.write_bytes(client.get(path).content)
            files[file.name] = f"{path} of {who or 'anybody'}"

    wrong = subprocess.run(
        ["java", "-jar", str(CHECKER), "--format", "gnu", *sorted(map(str, tmp_path.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    ).stderr

    for name, path in files.items():
        wrong = wrong.replace(f"{tmp_path}/{name}", path)
    assert wrong.splitlines() == []
