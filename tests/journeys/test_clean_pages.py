"""Every page, for a stranger, an author and the archivist: nothing for axe to find, nor for the HTML checker."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from feuilleton.accounts import naming
from feuilleton.moderation import hiding
from feuilleton.stories import starting
from feuilleton.stories.describing import Header
from tests import people
from tests.journeys.checking import unclean

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOT_THERE = ["/stories/not-there", "/confirm/mistyped"]
LONG = "W" * 120 + " and so on" * 13  # a title as long as titles may be, most of it one word
CHECKER = Path(settings.BASE) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture
def stories(maud: Any, otto: Any) -> dict[str, Any]:
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
    people.chapter(salt, maud, title="A draft")
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


def pages_of_readers(stories: dict[str, Any]) -> list[str]:
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
    ]


def pages_of_strangers(stories: dict[str, Any]) -> list[str]:
    return [
        *pages_of_readers(stories),
        *("/sign-in", "/sign-up", "/sign-up/mail", "/confirm/mistyped", "/closed"),
        *("/password", "/password/sent"),
    ]


def pages_of_newcomers(stories: dict[str, Any]) -> list[str]:
    """The pages of somebody who has nothing yet."""
    return ["/write", "/write/stories/new", "/write/bring", "/me", "/me/pen-names", "/me/leave"]


def pages_of_authors(stories: dict[str, Any]) -> list[str]:
    story = stories["salt"]
    draft = story.chapters.filter(live=None).get()
    live = story.chapters.published().last()
    name = story.authorships.get().pen_name
    return [
        *("/", "/look", f"/chapters/{live.public_id}"),
        *("/write", "/write/stories/new", f"/write/stories/{story.public_id}"),
        *(f"/write/stories/{story.public_id}/header", f"/write/stories/{story.public_id}/remove"),
        *(f"/write/stories/{stories['long'].public_id}", f"/write/bring?story={story.public_id}"),
        *(f"/write/stories/{story.public_id}/orphan", f"/write/chapters/{live.public_id}/compare?old=1&new=draft"),
        *(f"/write/chapters/{draft.public_id}", f"/write/chapters/{live.public_id}"),
        *(f"/write/chapters/{live.public_id}/versions", f"/write/chapters/{live.public_id}/versions/1"),
        *(f"/write/chapters/{live.public_id}/remove", f"/write/chapters/{live.public_id}/preview"),
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


def pages_of_archivists(stories: dict[str, Any]) -> list[str]:
    return [
        *("/", "/house", "/house/moderators", "/house/unclaimed", "/moderation"),
        f"/moderation/stories/{stories['salt'].public_id}",
        f"/moderation/stories/{stories['hidden'].public_id}",
        f"/stories/{stories['hidden'].public_id}",
    ]


WHO = [
    (None, pages_of_strangers),
    ("iris", pages_of_newcomers),
    ("maud", pages_of_authors),
    ("otto", pages_of_archivists),
]


@pytest.mark.parametrize(("who", "pages"), WHO, ids=["stranger", "newcomer", "author", "archivist"])
def test_axe_finds_nothing(
    who: str | None, pages: Any, stories: Any, opened: Any, signed_in: Any, maud: Any, iris: Any, otto: Any
) -> None:
    found: list[str] = []
    for width, scheme in [(360, "light"), (1280, "dark")]:
        page = opened(width=width, color_scheme=scheme)
        if who:
            signed_in(page, {"iris": iris, "maud": maud, "otto": otto}[who])
        for path in pages(stories):
            found += unclean(page, path, status=404 if path in NOT_THERE else 200)

    assert found == []


@pytest.mark.skipif(not CHECKER.exists(), reason="vnu-jar is not installed: bin/setup does it")
def test_the_html_checker_finds_nothing(
    client: Any, stories: Any, maud: Any, iris: Any, otto: Any, tmp_path: Path
) -> None:
    files: dict[str, str] = {}
    for person, (_who, pages) in zip([None, iris, maud, otto], WHO, strict=True):
        client.logout()
        if person:
            client.force_login(person)
        for path in pages(stories):
            file = tmp_path / f"{len(files)}.html"
            file.write_bytes(client.get(path).content)
            files[file.name] = path

    said = subprocess.run(
        ["java", "-jar", str(CHECKER), "--format", "gnu", *sorted(map(str, tmp_path.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    ).stderr

    for name, path in files.items():
        said = said.replace(f"{tmp_path}/{name}", path)
    assert said.splitlines() == []
