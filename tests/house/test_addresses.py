"""Every address of the site, tried by people it is not for: nothing of theirs is shown, and nothing breaks."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from feuilleton.kit.ids import public_id
from feuilleton.moderation import hiding
from feuilleton.notes import deciding
from feuilleton.stories import publishing, removing, stating, welcoming
from feuilleton.stories.models import ALL, TRAIT, Story
from feuilleton.stories.stating import Stated
from feuilleton.stories.welcoming import Welcome
from tests import people

SECRET = "Nobody may read this but Maud"
STRANGE_WORDS = ["x", "0", "-1", "9" * 30, "%00", "..%2f..", "é", "a" * 500, "<script>"]


def _routes(patterns=None, before=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _filled(route, words):
    """The route as a path, with each of its places filled by the next of the words."""
    path, rest = "/", route
    given = iter(words)
    while "<" in rest:
        head, _, rest = rest.partition("<")
        place, _, rest = rest.partition(">")
        path += head + ("1" if place.startswith("int:") else next(given, words[-1]))
    return path + rest.replace("$", "").replace("^", "")


@pytest.fixture
def hidden_things(maud, otto, iris):
    """The public ids of what only maud may see: a draft, a hidden story, one in the bin, a withdrawn chapter, what
    iris tells her of a passage, a fact."""
    draft = people.story(maud, SECRET)
    hidden = people.published_story(maud, SECRET)
    binned = people.published_story(maud, SECRET)
    open_story = people.published_story(maud, "Open")
    withdrawn = people.published_chapter(open_story, maud, SECRET, title=SECRET)
    unwritten = people.chapter(draft, maud, SECRET, title=SECRET)
    beside = people.chapter(open_story, maud, SECRET, title=SECRET)
    hiding.hide(hidden, reason="Copied.", by=otto, at=people.NOW)
    removing.remove_story(binned, by=maud, at=people.NOW)
    publishing.withdraw(withdrawn, by=maud, at=people.NOW)
    welcoming.welcome(open_story, Welcome(notes_welcome=ALL), by=maud, at=people.NOW)
    shown = open_story.chapters.published().first()
    notes = [people.noted(shown, iris, "tide", SECRET, kind=kind) for kind in ("question", "private", "continuity")]
    deciding.answer(notes[0], SECRET, by=maud, at=people.NOW)
    fact = stating.state(open_story, Stated(SECRET, TRAIT, SECRET), by=maud, at=people.NOW)
    kept = (draft, hidden, binned, withdrawn, unwritten, beside, *notes, fact)
    return [one.public_id for one in kept]


@pytest.fixture
def open_things(hidden_things):
    """The public ids of what anybody may see, on which stands what only maud may."""
    story = Story.objects.get(title="Open")
    return [story.public_id, story.chapters.published().first().public_id]


def _client(user):
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["a stranger", "another member"])
def test_nobody_else_is_shown_what_is_maud_s(who, hidden_things, open_things, nell):
    client = _client(nell if who == "another member" else None)
    seen = []

    for route in _routes():
        for thing in [*hidden_things, *open_things] if "<" in route else [""]:
            for ask in (client.get, client.post):
                response = ask(_filled(route, [thing]), headers={"Sec-Fetch-Site": "same-origin"})
                body = b"" if response.streaming else response.content
                if response.status_code >= 500 or SECRET.encode() in body:
                    seen.append((route, thing, ask.__name__, response.status_code))
        if who == "another member":
            client.force_login(nell)  # one of the addresses signs out

    assert seen == []


@pytest.mark.parametrize("word", STRANGE_WORDS)
def test_no_address_breaks_on_strange_words(word, maud):
    client = _client(maud)
    broken = []

    for route in _routes():
        for ask in (client.get, client.post):
            response = ask(_filled(route, [word]) + f"?page={word}&q={word}&next={word}", {"text": "\0", "page": word})
            if response.status_code >= 500:
                broken.append((route, ask.__name__, response.status_code))

    assert broken == []


def test_an_id_that_is_nobodys_is_a_404_like_one_that_is_hidden(hidden_things, nell):
    client = _client(nell)

    for name in ("stories", "chapters"):
        answers = {client.get(f"/{name}/{thing}").status_code for thing in [*hidden_things, public_id()]}
        assert answers == {404}
