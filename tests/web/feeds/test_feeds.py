"""Feeds: valid whatever is in them, what their readers may see and no more, no sooner than letters go out."""

from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from feuilleton.accounts import blocking
from feuilleton.events import reading as log
from feuilleton.events.models import Event
from feuilleton.inbox import feeding, releasing, subscribing
from feuilleton.inbox.models import Alert, Release
from feuilleton.moderation import hiding
from feuilleton.pages import freshness, keys
from feuilleton.pages.front import Front
from feuilleton.pages.rows import Rows
from feuilleton.pages.store import Store
from feuilleton.stories import announcing, authoring, describing, publishing, removing
from feuilleton.stories.models import EVERYONE, HIATUS, MEMBERS, UNLISTED
from tests.pages.conftest import Browser
from tests.people import NOW, chapter, pen_name, published_chapter, published_story, review
from tests.web.feeds.grammar import faults, texts, titles

LATER = NOW + timedelta(hours=1)
HOSTILE = [
    '<script>alert(1)</script> & ]]> "quoted"',
    "مذياع الطابق الخامس",
    "第三回 夜の電車",
    "Ночь, улица, фонарь",
    "שלום \u202e reversed",
    "𝔉raktur 👩‍👩‍👧 Zero\u200bwidth",
    "&amp;lt;b&amp;gt;",
    "x" * 255,
]


def out(at=LATER):
    """Let everything that was told leave the house."""
    log.read("inbox", at=at)
    for release in Release.objects.filter(released_at=None, cancelled_at=None):
        releasing.release(release.event, at=at)


def described(story, by, **changes):
    header = describing.header_of(story)
    fields = {name: getattr(header, name) for name in header.__slots__} | changes
    describing.describe(story, describing.Header(**fields), by=by, at=NOW)


def feed(path):
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert faults(answer.content) == []
    return answer.content


def paths(story):
    author = story.authors.get()
    return {"site": "/feed", "story": f"/stories/{story.public_id}/feed", "person": f"/people/{author.public_id}/feed"}


@pytest.fixture
def own(iris):
    """The address of iris's own feed."""
    return f"/feeds/{feeding.open_anew(iris)}"


def test_an_empty_archive_has_a_valid_feed(db, maud):
    assert titles(feed("/feed")) == []
    assert titles(feed(f"/people/{pen_name(maud).public_id}/feed")) == []


@pytest.mark.parametrize("title", HOSTILE)
def test_feeds_are_valid_whatever_things_are_called(title, maud, iris, own):
    language = "ar" if title.startswith("مذ") else "ja" if title.startswith("第") else "en-GB"
    story = published_story(maud, title, summary=f"{title}\n\nin short", language=language, planned=3)
    subscribing.follow(story, by=iris, at=NOW)
    published_chapter(story, maud, title=title, number="2", summary=title)
    announcing.announce(story, title, by=maud, at=NOW)
    out()

    for path in (*paths(story).values(), own):
        assert any(title in one for one in titles(feed(path))), path
    assert f'xml:lang="{language}"'.encode() in feed("/feed")


def test_an_orphaned_story_is_by_the_archive(maud, iris, own):
    story = published_story(maud)
    subscribing.follow(story, by=iris, at=NOW)
    published_chapter(story, maud)
    authoring.orphan(story, by=maud, at=NOW)
    out()

    for path in ("/feed", f"/stories/{story.public_id}/feed", own):
        assert "maud" not in feed(path).decode()


def test_what_is_not_atom_is_found(db):
    good = feed("/feed")

    assert faults(good.replace(b"<updated>", b"<updated>on ")) != []
    assert faults(good.replace(b"<id>", b"<x>").replace(b"</id>", b"</x>")) != []
    assert faults(good.replace(b'rel="self"', b'rel="other"')) == ["a feed links to itself"]


def test_ids_stay_the_same_and_are_one_for_each_thing(maud):
    story = published_story(maud, chapters=2)
    out()

    before = set(texts(feed("/feed"), "id"))
    described(story, maud, title="Another title")

    assert set(texts(feed("/feed"), "id")) == before
    assert all(one.startswith("urn:uuid:") for one in before)
    assert before & set(texts(feed(f"/stories/{story.public_id}/feed"), "id"))


def test_a_chapter_waits_for_the_end_of_its_hold(maud, iris, own):
    story = published_story(maud)
    subscribing.follow(story, by=iris, at=NOW)
    out()
    published_chapter(story, maud, title="Held", at=LATER)
    everywhere = [*paths(story).values(), own]

    assert not any("Held" in one for path in everywhere for one in titles(feed(path)))
    log.read("inbox", at=LATER)
    assert not any("Held" in one for path in everywhere for one in titles(feed(path)))
    out(LATER + timedelta(minutes=3))

    assert all(any("Held" in one for one in titles(feed(path))) for path in everywhere)


def test_one_that_was_taken_back_in_its_hold_never_comes(maud, iris, own):
    story = published_story(maud)
    subscribing.follow(story, by=iris, at=NOW)
    taken = published_chapter(story, maud, title="Taken back")
    publishing.withdraw(taken, by=maud, at=NOW)
    out()

    assert not any("Taken" in one for path in [*paths(story).values(), own] for one in titles(feed(path)))


def test_chapters_of_before_anything_was_told_are_there(maud):
    story = published_story(maud, chapters=2)
    out()
    Event.objects.all().delete()

    assert len(titles(feed(f"/stories/{story.public_id}/feed"))) == 2


NOWHERE, STORY_ONLY, INBOX_ONLY = set(), {"story", "own"}, {"own"}
EVERYWHERE = {"site", "story", "person", "own"}


def _draft(story, maud, otto):
    chapter(story, maud, title="News")


def _published(story, maud, otto):
    return published_chapter(story, maud, title="News")


def _with(**changes):
    def do(story, maud, otto):
        described(story, maud, **changes)
        _published(story, maud, otto)

    return do


def _withdrawn(story, maud, otto):
    publishing.withdraw(_published(story, maud, otto), by=maud, at=NOW)


def _shown_again(story, maud, otto):
    made = _published(story, maud, otto)
    publishing.withdraw(made, by=maud, at=NOW)
    publishing.publish(made, by=maud, at=NOW)


def _hidden(story, maud, otto):
    _published(story, maud, otto)
    hiding.hide(story, reason="Copied.", by=otto, at=NOW)


def _removed(story, maud, otto):
    _published(story, maud, otto)
    removing.remove_story(story, by=maud, at=NOW)


def _stopped(story, maud, otto):
    _published(story, maud, otto)
    log.read("inbox", at=NOW)
    releasing.stop(Event.objects.filter(kind="chapter_published").latest("id"), by=otto, at=NOW)


TABLE = {
    "a draft": (_draft, NOWHERE),
    "published": (_published, EVERYWHERE),
    "explicit": (_with(rating="explicit"), EVERYWHERE),
    "unlisted": (_with(audience=UNLISTED), STORY_ONLY),
    "for members": (_with(audience=MEMBERS), INBOX_ONLY),
    "withdrawn": (_withdrawn, NOWHERE),
    "withdrawn and shown again": (_shown_again, EVERYWHERE),
    "hidden": (_hidden, NOWHERE),
    "removed": (_removed, NOWHERE),
    "stopped by the archivist": (_stopped, NOWHERE),
}


@pytest.mark.parametrize("what", TABLE)
def test_who_sees_what(what, maud, iris, otto, own):
    do, seen_in = TABLE[what]
    story = published_story(maud, audience=EVERYONE)
    subscribing.follow(story, by=iris, at=NOW)
    out()

    do(story, maud, otto)
    out()

    for name, path in {**paths(story), "own": own}.items():
        answer = Client().get(path)
        found = answer.status_code == 200 and any("News" in one for one in titles(answer.content))
        assert found is (name in seen_in), name
        assert answer.status_code in (200, 404)


@pytest.mark.parametrize("what", ["blocked", "ended", "never followed", "one's own"])
def test_who_is_told_nothing_in_their_own_feed(what, maud, iris):
    story = published_story(maud)
    reader = maud if what == "one's own" else iris
    if what in ("blocked", "ended"):
        subscription = subscribing.follow(story, by=iris, at=NOW)
    if what == "blocked":
        blocking.block(pen_name(iris), by=maud, at=NOW)
    if what == "ended":
        subscribing.end(subscription, at=NOW)
    published_chapter(story, maud)
    out()

    assert titles(feed(f"/feeds/{feeding.open_anew(reader)}")) == []


def test_no_feed_holds_a_chapter_s_text(maud, iris, own):
    story = published_story(maud, rating="explicit", summary="In short.")
    subscribing.follow(story, by=iris, at=NOW)
    published_chapter(story, maud, "Words that only readers of the page shall see.", title="News")
    out()

    for path in (*paths(story).values(), own):
        body = feed(path).decode()
        assert "News" in body
        assert "only readers of the page" not in body
        assert "In short." in body


def test_a_story_s_feed_tells_how_it_stands(maud):
    story = published_story(maud, "Salt Wages", planned=2)
    announcing.announce(story, "Back *soon*.", by=maud, at=NOW)
    described(story, maud, status=HIATUS)
    out()
    path = f"/stories/{story.public_id}/feed"

    assert {"Salt Wages: a word from its author", "Salt Wages is on hiatus"} <= set(titles(feed(path)))
    assert any("<em>soon</em>" in one for one in texts(feed(path), "content"))
    published_chapter(story, maud)
    described(story, maud, status="ongoing")
    out()

    assert "Salt Wages is complete" in titles(feed(path))
    assert "Salt Wages is on hiatus" not in titles(feed(path))
    assert "Salt Wages is complete" in titles(feed(f"/people/{pen_name(maud).public_id}/feed"))


def test_one_s_own_feed_is_private_and_can_be_closed(client, maud, iris, own):
    answer = client.get(own)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"

    again = f"/feeds/{feeding.open_anew(iris)}"
    assert (client.get(own).status_code, client.get(again).status_code) == (404, 200)
    feeding.close(iris)

    assert client.get(again).status_code == 404


@pytest.mark.parametrize("token", ["x", "None", "0", "a" * 40, "%00", "é"])
def test_no_guess_opens_a_feed(token, client, iris, own):
    assert client.get(f"/feeds/{token}").status_code in (400, 404)


def test_a_closed_account_has_no_feed(client, iris, own):
    iris.is_active = False
    iris.save()

    assert client.get(own).status_code == 404


def test_one_s_own_feed_has_reviews_and_answers_too(maud, iris, own):
    story = published_story(maud)
    said = review(story.chapters.get(), iris, "Tide & <b>wages</b>.")
    answer = review(said, maud, "Thank you.")
    event = Event.objects.filter(kind="review_written", subject_id=answer.pk).latest("id")
    Alert.objects.update_or_create(
        user=iris,
        event=event.pk,
        defaults={"kind": "review_answered", "story": story, "review_id": answer.pk, "at": NOW},
    )

    assert titles(feed(own)) == ["Salt Wages: maud at sea answered you"]


def test_pages_name_their_feeds(client, maud):
    story = published_story(maud)

    for path, named in {
        "/": "/feed",
        f"/stories/{story.public_id}": f"/stories/{story.public_id}/feed",
        f"/people/{pen_name(maud).public_id}": f"/people/{pen_name(maud).public_id}/feed",
    }.items():
        page = client.get(path).content.decode()
        assert f'type="application/atom+xml" href="http://testserver{named}"' in page, path


@pytest.fixture
def browser(settings, tmp_path, transactional_db):
    settings.ALLOWED_HOSTS = ["testserver"]
    store = Store(freshness.log(), Rows(tmp_path / "pages.sqlite3", cap=10_000_000), release="1", memory=10_000_000)
    yield Browser(Front(get_wsgi_application(), store, keys.of_this_site()))
    store.log.close()


@pytest.mark.parametrize("name", ["site", "story", "person"])
def test_a_feed_that_did_not_change_is_a_304_and_is_fresh_at_once(name, browser, maud):
    story = published_story(maud)
    other = published_chapter(story, maud, title="Another", at=NOW)
    out()
    path = paths(story)[name]

    etag = browser.get(path).headers["etag"]
    assert browser.get(path, HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"
    publishing.withdraw(other, by=maud, at=LATER)
    changed = browser.get(path, HTTP_IF_NONE_MATCH=etag)

    assert changed.status == "200 OK"
    assert "Another" not in changed.text
    published_chapter(story, maud, title="Held", at=LATER)
    assert "Held" not in browser.get(path).text
    out(LATER + timedelta(minutes=3))
    assert "Held" in browser.get(path).text
