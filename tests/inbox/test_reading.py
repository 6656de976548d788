"""One person's inbox: full at the commit, each thing once, and only what they may still see."""

from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.events.models import Event
from feuilleton.inbox import entries, glancing, reading, subscribing
from feuilleton.inbox.models import COMPLETE, DAILY, Alert
from feuilleton.moderation import hiding
from feuilleton.stories import announcing, authoring, describing, publishing, removing
from feuilleton.stories.models import HIATUS, MEMBERS, ONGOING, UNLISTED
from tests.people import NOW, pen_name, published_chapter, published_story, review

YEARS = timedelta(days=731)


def kinds(user, **asked):
    return [entry.kind for entry in reading.page(user, **asked).entries]


def titles(user, **asked):
    return [entry.chapter.title for entry in reading.page(user, **asked).entries if entry.chapter]


def described(story, by, **changes):
    header = describing.header_of(story)
    fields = {name: getattr(header, name) for name in header.__slots__} | changes
    describing.describe(story, describing.Header(**fields), by=by, at=NOW)


@pytest.fixture
def story(maud):
    return published_story(maud, chapters=1)


def test_a_chapter_is_in_the_inbox_when_the_rule_returns(maud, iris, nell, story):
    subscribing.follow(story, by=iris, at=NOW)

    published_chapter(story, maud, title="Neap")

    (entry,) = reading.page(iris).entries
    assert (entry.kind, entry.chapter.title, entry.story.title) == ("chapter_published", "Neap", "Salt Wages")
    assert reading.page(nell).entries == reading.page(maud).entries == []


def test_a_subscription_of_two_years_ago_still_tells(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW - YEARS)

    published_chapter(story, maud, title="After two years and a month", at=NOW)

    (entry,) = reading.page(iris).entries
    assert entry.chapter.title == "After two years and a month"


def test_what_was_there_before_is_no_news(maud, iris, story):
    published_chapter(story, maud)

    subscribing.follow(story, by=iris, at=NOW)

    assert reading.page(iris).entries == []


def test_who_follows_the_story_and_its_author_is_told_once(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    subscribing.follow(pen_name(maud), by=iris, at=NOW)

    published_chapter(story, maud)

    assert kinds(iris) == ["chapter_published"]


def test_the_story_s_own_rule_comes_before_its_author_s(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW, cadence=COMPLETE)
    subscribing.follow(pen_name(maud), by=iris, at=NOW)

    published_chapter(story, maud)
    other = published_story(maud, "Another")

    assert [entry.story.title for entry in reading.page(iris).entries] == [other.title]


def test_who_follows_an_author_is_told_of_all_their_stories(maud, iris):
    subscribing.follow(pen_name(maud), by=iris, at=NOW)

    published_story(maud, "One")
    published_story(maud, "Two")

    assert [entry.story.title for entry in reading.page(iris).entries] == ["Two", "One"]


def test_the_author_s_own_subscription_of_before_is_silent_once_the_story_is_theirs(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    authoring.add(story, pen_name(iris), by=maud, at=NOW) if hasattr(authoring, "add") else story.authorships.create(
        pen_name=pen_name(iris), position=2
    )

    published_chapter(story, maud)

    assert reading.page(iris).entries == []


def test_a_chapter_and_the_end_it_brings_are_one(maud, iris):
    story = published_story(maud, planned=2)
    subscribing.follow(story, by=iris, at=NOW)

    published_chapter(story, maud, title="The last")

    (entry,) = reading.page(iris).entries
    assert (entry.kind, entry.chapter.title, len(entry.events)) == ("story_completed", "The last", 2)


def test_who_waits_for_the_end_hears_of_the_end_alone(maud, iris):
    story = published_story(maud, planned=3)
    subscribing.follow(story, by=iris, at=NOW, cadence=COMPLETE)

    published_chapter(story, maud)
    assert kinds(iris) == []
    published_chapter(story, maud, title="The last")

    assert kinds(iris) == ["story_completed"]


def test_a_pause_a_return_and_a_word_aside(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW, cadence=DAILY)

    described(story, maud, status=HIATUS)
    announcing.announce(story, "Back in *spring*.", by=maud, at=NOW)

    page = reading.page(iris)
    assert [entry.kind for entry in page.entries] == ["announcement_made", "story_paused"]
    assert "<em>spring</em>" in page.entries[0].words.html
    described(story, maud, status=ONGOING)
    assert kinds(iris) == ["story_resumed", "announcement_made"]


WITHDRAWN = {
    "withdrawn": lambda chapter, by, otto: publishing.withdraw(chapter, by=by, at=NOW),
    "removed": lambda chapter, by, otto: removing.remove_chapter(chapter, by=by, at=NOW),
    "story removed": lambda chapter, by, otto: removing.remove_story(chapter.story, by=by, at=NOW),
    "hidden": lambda chapter, by, otto: hiding.hide(chapter.story, reason="Copied.", by=otto, at=NOW),
}


@pytest.mark.parametrize("how", WITHDRAWN)
@pytest.mark.parametrize("who", ["iris", "otto"])
def test_what_may_no_longer_be_seen_is_gone_from_every_inbox(how, who, maud, iris, otto, story):
    reader = iris if who == "iris" else otto
    subscribing.follow(story, by=reader, at=NOW)
    chapter = published_chapter(story, maud)
    assert kinds(reader) == ["chapter_published"]

    WITHDRAWN[how](chapter, maud, otto)

    assert kinds(reader) == []


def test_an_announcement_that_was_taken_back_is_gone(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    announced = announcing.announce(story, "A pause.", by=maud, at=NOW)

    announcing.withdraw(announced, by=maud, at=NOW)

    assert kinds(iris) == []


def test_a_minor_edit_tells_nobody(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    chapter = story.chapters.get()
    from feuilleton.stories import drafting
    from feuilleton.stories.composing import Typed

    drafting.save(
        chapter, Typed(source="Other words.", number="1"), version=drafting.find(chapter).version, by=maud, at=NOW
    )
    publishing.publish(chapter, by=maud, at=NOW, change="minor")

    assert kinds(iris) == []


@pytest.mark.parametrize(("audience", "heard"), [(MEMBERS, True), (UNLISTED, False)])
def test_who_follows_the_author_hears_of_members_stories_not_of_unlisted_ones(audience, heard, maud, iris):
    subscribing.follow(pen_name(maud), by=iris, at=NOW)

    published_story(maud, audience=audience)

    assert (kinds(iris) == ["chapter_published"]) is heard


def test_who_follows_an_unlisted_story_hears_of_it(maud, iris):
    story = published_story(maud, audience=UNLISTED)
    subscribing.follow(story, by=iris, at=NOW)

    published_chapter(story, maud)

    assert kinds(iris) == ["chapter_published"]


@pytest.mark.parametrize("who_blocks", ["the author", "the reader"])
def test_nothing_is_told_across_a_block(who_blocks, maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    published_chapter(story, maud)
    blocker, blocked = (maud, iris) if who_blocks == "the author" else (iris, maud)

    blocking.block(pen_name(blocked), by=blocker, at=NOW)

    assert kinds(iris) == []


def test_one_that_ended_tells_nothing(maud, iris, story):
    subscription = subscribing.follow(story, by=iris, at=NOW)
    subscribing.end(subscription, at=NOW)

    published_chapter(story, maud)

    assert kinds(iris) == []


def test_pages_hold_everything_once_both_ways(maud, iris):
    stories = [published_story(maud, f"Story {number}", planned=4) for number in range(3)]
    for story in stories:
        subscribing.follow(story, by=iris, at=NOW)
    subscribing.follow(pen_name(maud), by=iris, at=NOW)
    for number in range(3):
        for story in stories:
            published_chapter(story, maud, title=f"{story.title}, {number}")
    gone = published_chapter(published_story(maud, "Other"), maud)
    publishing.withdraw(gone, by=maud, at=NOW)
    everything = [entry.events for entry in reading.page(iris, each=100).entries]
    assert len(everything) == 10  # nine chapters, three of them with an end, and the first of the other story

    for oldest in (False, True):
        for each in (1, 2, 3, 5):
            seen, edge, pages = [], None, 0
            while True:
                page = reading.page(iris, each=each, edge=edge, oldest=oldest)
                seen += [entry.events for entry in page.entries]
                edge, pages = page.edge, pages + 1
                if edge is None or pages > 40:
                    break
            assert seen == (everything[::-1] if oldest else everything)


def test_only_one_story_s(maud, iris):
    one, two = published_story(maud, "One"), published_story(maud, "Two")
    subscribing.follow(one, by=iris, at=NOW)
    subscribing.follow(pen_name(maud), by=iris, at=NOW)

    published_chapter(one, maud, title="of one")
    published_chapter(two, maud, title="of two")

    assert titles(iris, story=one.pk) == ["of one"]
    assert titles(iris, story=two.pk) == ["of two"]


def test_a_story_one_does_not_follow_shows_nothing_when_asked_for(maud, iris, story):
    published_chapter(story, maud)

    assert kinds(iris, story=story.pk) == []


def test_seen_all_what_comes_later_is_new(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    published_chapter(story, maud, title="first")
    seen = reading.page(iris).entries[0].event
    published_chapter(story, maud, title="second")

    glancing.see_all(iris, up_to=seen, at=NOW)

    assert titles(iris, show="new") == ["second"]
    assert reading.count_new(iris) == 1


def test_where_nothing_happened_counting_asks_one_question(story, iris, maud, django_assert_num_queries):
    subscribing.follow(story, by=iris, at=NOW)
    reading.count_new(iris)

    with django_assert_num_queries(1):
        assert reading.count_new(iris) == 0


def test_single_ones_are_seen_and_put_back(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    for title in ("a", "b", "c"):
        published_chapter(story, maud, title=title)
    by_title = {entry.chapter.title: entry.event for entry in reading.page(iris).entries}

    glancing.see(iris, [by_title["b"]], at=NOW)
    assert titles(iris, show="new") == ["c", "a"]
    glancing.see_all(iris, up_to=by_title["c"], at=NOW)
    assert titles(iris, show="new") == []
    glancing.put_back(iris, [by_title["a"], by_title["c"]])
    glancing.put_back(iris, [by_title["a"]])

    assert titles(iris, show="new") == ["c", "a"]
    assert titles(iris, show="new", oldest=True) == ["a", "c"]
    assert titles(iris) == ["c", "b", "a"]


def test_nobody_sees_beyond_what_has_happened(maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW)

    glancing.see_all(iris, up_to=10**15, at=NOW)
    published_chapter(story, maud)

    assert reading.count_new(iris) == 1


def test_a_chapter_that_was_read_is_not_new(maud, iris, story):
    from feuilleton.shelves import marking

    subscribing.follow(story, by=iris, at=NOW)
    chapter = published_chapter(story, maud)

    marking.read_up_to(chapter, by=iris, at=NOW)

    assert (kinds(iris, show="new"), kinds(iris)) == ([], ["chapter_published"])


def alert(user, said, kind="review_written"):
    event = Event.objects.filter(kind=kind, subject_id=said.pk).latest("id")
    return Alert.objects.update_or_create(
        user=user, event=event.pk, defaults={"kind": kind, "story": said.story, "review_id": said.pk, "at": event.at}
    )[0]


def test_a_review_stands_among_the_rest_and_waits_for_an_answer(maud, iris, story):
    said = review(story.chapters.get(), iris, "The hooks! I counted the ||drowned|| hooks.")
    alert(maud, said)

    (entry,) = reading.page(maud, show="answer").entries
    assert (entry.said.by, entry.to_answer, entry.said.chapter[2]) == ("iris at sea", True, "Day 1")
    assert "drowned" not in entry.said.first_words
    assert "hooks." in entry.said.first_words
    review(said, maud, "I am glad you counted.")

    assert kinds(maud, show="answer") == []
    assert kinds(maud) == ["review_written"]


def test_a_review_that_is_gone_is_gone_from_the_inbox(maud, iris, story):
    from feuilleton.reviews import reviewing

    said = review(story.chapters.get(), iris)
    alert(maud, said)

    reviewing.delete(said, by=iris, at=NOW)

    assert kinds(maud) == []


def test_a_review_across_a_block_is_not_shown(maud, iris, story):
    said = review(story.chapters.get(), iris)
    alert(maud, said)

    blocking.block(pen_name(iris), by=maud, at=NOW)

    assert kinds(maud) == []


def test_many_questions_are_asked_only_once(maud, iris, django_assert_max_num_queries):
    stories = [published_story(maud, f"Story {number}", planned=3) for number in range(20)]
    for story in stories:
        subscribing.follow(story, by=iris, at=NOW)
        published_chapter(story, maud)
        announcing.announce(story, "A word.", by=maud, at=NOW)
        published_chapter(story, maud)
    reading.page(iris)

    with django_assert_max_num_queries(7):
        page = reading.page(iris)

    assert len(page.entries) == reading.A_PAGE


def test_first_words_are_cut_between_words():
    begun = entries.begun("word " * 200)

    assert len(begun) <= entries.FIRST_WORDS + 1
    assert begun.endswith("word…")
