"""What letters say, of whom, in which language; and what they leave out."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta

import pytest

from feuilleton.events.models import Event
from feuilleton.inbox import wording
from feuilleton.inbox.models import Alert, Wishes
from feuilleton.stories import announcing, describing, welcoming
from feuilleton.stories.describing import Header
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.inbox import news
from tests.people import NOW
from tests.web.conftest import compiled, our_languages  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db

SUMMARY = "The storm comes in from the wrong side."


@pytest.fixture(autouse=True)
def address(settings):
    settings.FEUILLETON_ADDRESS = "https://tales.example.org/"


def read(message):
    return email.message_from_bytes(message, policy=email.policy.default)


def cast(mould):
    return read(mould.cast(to="iris@example.org", token="t0k-en_", message_id="<news.5.7@localhost>"))


def part(message, kind="plain"):
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def told(kind):
    return Event.objects.filter(kind=kind).latest("pk")


def letter(kind="chapter_published", **wishes):
    mould = wording.mould(told(kind), **wishes)
    assert mould is not None
    return cast(mould)


# Of a chapter


def test_a_new_chapter(tale, maud):
    chapter = people.published_chapter(tale, maud, title="Neap", summary=SUMMARY)

    message = letter()

    words = part(message)
    assert message["Subject"] == "Salt Wages: Chapter 2: Neap"
    assert "“Salt Wages” by maud at sea has a new chapter." in words
    assert f"> {SUMMARY}" in words
    assert f"\nhttps://tales.example.org/chapters/{chapter.public_id}\n" in words
    assert "\nhttps://tales.example.org/unsubscribe/t0k-en_\n" in words
    assert "\nhttps://tales.example.org/me/alerts\n" in words
    assert "You get this letter because you follow this story or its author at Feuilleton." in words
    assert "\n— Feuilleton\n" in words


def test_chapters_of_one_story_stand_in_one_thread(tale, maud):
    people.published_chapter(tale, maud)
    first = letter()
    people.published_chapter(tale, maud)
    second = letter()

    for message in (first, second):
        assert message["References"] == message["In-Reply-To"] == f"<story.{tale.public_id}@localhost>"
        assert message["List-Id"] == f'"Salt Wages" <{tale.public_id}.stories.localhost>'


def test_one_click_ends_the_subscription_whose_letter_it_is(tale, maud):
    people.published_chapter(tale, maud)

    message = letter()

    assert message["List-Unsubscribe"] == "<https://tales.example.org/unsubscribe/t0k-en_>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_text_is_in_it_only_if_author_and_reader_both_want_it(tale, maud):
    people.published_chapter(tale, maud, "The <i>tide</i> came in.\n\nNobody moved.", title="Neap")
    assert "Nobody moved." not in part(letter(with_text=True))

    welcoming.welcome(tale, Welcome(mails_text=True), by=maud, at=NOW)

    assert "Nobody moved." not in part(letter())
    both = letter(with_text=True)
    assert "Nobody moved." in part(both)
    assert "<p" in part(both, "html").partition("<hr>")[0]
    assert "Nobody moved." in part(both, "html")
    assert "Nobody moved." not in part(letter(with_text=True, neutral=True))


@pytest.mark.parametrize(("rating", "wished"), [("mature", False), ("explicit", False), ("general", True)])
def test_outside_a_letter_nothing_shows_of_what_others_need_not_see(maud, rating, wished):
    story = people.published_story(maud, rating=rating, at=NOW - timedelta(days=1))
    people.published_chapter(story, maud, title="Neap", summary=SUMMARY)

    message = letter(neutral=wished)

    assert message["Subject"] == "A story you follow has a new chapter"
    assert message["List-Id"] == f"<{story.public_id}.stories.localhost>"
    assert SUMMARY not in part(message)
    assert "Salt Wages" not in part(message).partition("\n")[0]
    assert "“Salt Wages” by maud at sea" in part(message)


def test_the_words_of_a_story_keep_their_language(maud):
    story = people.published_story(maud, "مذياع الطابق الخامس", language="ar", at=NOW - timedelta(days=1))
    people.published_chapter(story, maud, title="المحطّة", summary="ملخّص")

    message = letter()

    html = part(message, "html")
    assert message["Subject"] == "مذياع الطابق الخامس: Chapter 2: المحطّة"
    assert '<html lang="en" dir="ltr">' in html
    assert '<bdi lang="ar" dir="rtl">مذياع الطابق الخامس</bdi>' in html
    assert '<h2>Chapter <bdi>2</bdi>: <bdi lang="ar" dir="rtl">المحطّة</bdi></h2>' in html
    assert '<blockquote lang="ar" dir="rtl"><p>ملخّص</p></blockquote>' in html


def test_what_an_author_typed_is_never_markup(maud):
    story = people.published_story(maud, "<b>Salt</b> & %(who)s %s", at=NOW - timedelta(days=1))
    people.published_chapter(story, maud, title="</p><script>", summary="<img src=x> 100 %")

    html = part(letter(), "html")

    assert "&lt;b&gt;Salt&lt;/b&gt; &amp; %(who)s %s" in html
    assert "<script>" not in html
    assert "<img" not in html


def test_without_an_address_of_the_site_a_letter_says_where_to_look(tale, maud, settings):
    settings.FEUILLETON_ADDRESS = ""
    people.published_chapter(tale, maud)

    message = letter()

    assert "Sign in at Feuilleton: you find it in your inbox." in part(message)
    assert "http" not in part(message)
    assert message["List-Unsubscribe"] is None


# Of the rest


def test_the_chapter_that_ends_a_story_says_so(maud):
    story = people.published_story(maud, planned=2, at=NOW - timedelta(days=1))
    people.published_chapter(story, maud)

    assert "With it the story is complete." in part(letter())
    assert letter("story_completed")["Subject"] == "Salt Wages is complete"
    assert "It has 2 chapters." in part(letter("story_completed"))


def test_a_pause_and_a_return(tale, maud):
    describing.describe(tale, Header(title=tale.title, status="hiatus"), by=maud, at=NOW)
    assert letter("story_paused")["Subject"] == "Salt Wages pauses"

    describing.describe(tale, Header(title=tale.title, status="ongoing"), by=maud, at=NOW)
    assert "goes on after a pause" in part(letter("story_resumed"))


def test_an_announcement(tale, maud):
    announcing.announce(tale, "A week off.\n\nThen more.", by=maud, at=NOW)

    message = letter("announcement_made")

    assert message["Subject"] == "Salt Wages: a word from its author"
    assert "maud at sea says something to the readers of “Salt Wages”:\n\n> A week off.\n>\n> Then more." in part(
        message
    )
    assert "A week off" not in part(letter("announcement_made", neutral=True))


def test_chapters_that_wait(tale, maud, otto):
    other = people.published_story(maud, "Second", at=NOW - timedelta(days=1))
    chapters = [people.published_chapter(tale, maud, title="Neap"), people.published_chapter(other, maud, title="One")]

    message = cast(wording.waiting(told("chapter_published"), chapters))
    only = cast(wording.waiting(told("chapter_published"), chapters[:1]))

    assert message["Subject"] == "2 chapters wait for you"
    assert only["Subject"] == "Salt Wages: 1 chapter waits"
    words = part(message)
    assert words.index("Salt Wages") < words.index("Neap") < words.index("Second") < words.index("One")
    assert f"https://tales.example.org/chapters/{chapters[0].public_id}" in words


def test_what_is_gone_has_no_letter(tale, maud):
    people.published_chapter(tale, maud)
    event = told("chapter_published")
    tale.delete()

    assert wording.mould(event) is None
    assert wording.mould(Event(kind="person_joined", subject_type="accounts.user", subject_id=maud.pk)) is None


def test_letters_speak_the_language_of_the_archive(tale, maud, our_languages, otto):  # noqa: F811
    from feuilleton.archive import keeping

    people.published_chapter(tale, maud)
    keeping.describe(name="Sel", tagline="", language="fr", about="", rules="", by=otto, at=NOW)

    message = letter()

    assert message["Content-Language"] == "fr"
    assert '<html lang="fr" dir="ltr">' in part(message, "html")
    assert '<bdi lang="en" dir="ltr">Salt Wages</bdi>' in part(message, "html")


# To one person


def personal(user, **wishes):
    kept = Wishes(user=user, token="t0k-en_", **wishes)
    alert = Alert.objects.filter(user=user).latest("pk")
    return read(wording.personal(alert, user, kept, id="<alert.5.7@localhost>"))


def test_a_review_of_one_s_story(tale, maud, iris):
    review = people.review(tale, iris, "I *screamed* on a bus.\n\nTwice.")
    news.spread()

    message = personal(maud)

    assert message["Subject"] == "iris at sea reviewed Salt Wages"
    assert message["To"] == "maud@example.org"
    assert "> I screamed on a bus.\n>\n> Twice." in part(message)
    assert f"https://tales.example.org/reviews/{review.public_id}" in part(message)
    assert message["List-Unsubscribe"] == "<https://tales.example.org/unsubscribe/t0k-en_.reviews>"
    assert personal(maud, neutral=True)["Subject"] == "A review of your story"
    assert "screamed" not in part(personal(maud, neutral=True))


def test_a_review_that_is_held_waits(tale, maud, iris):
    welcoming.welcome(tale, Welcome(reviews_held="everyone"), by=maud, at=NOW)
    tale.refresh_from_db()
    people.review(tale, iris)
    news.spread()

    message = personal(maud)

    assert message["Subject"] == "A review waits for you: Salt Wages"
    assert "nobody sees it until you let it through" in part(message)


def test_an_answer_keeps_what_is_hidden_hidden(tale, maud, iris):
    review = people.review(tale, iris)
    people.review(review, maud, "Thank you. ||It was the butler.||")
    news.spread()

    message = personal(iris)

    assert message["Subject"] == "maud at sea answered you: Salt Wages"
    assert "Thank you." in part(message)
    assert "butler" not in part(message)
    assert "butler" not in part(message, "html")
    assert message["List-Unsubscribe"] == "<https://tales.example.org/unsubscribe/t0k-en_.answers>"


def test_a_review_that_is_gone_has_no_letter(tale, maud, iris):
    review = people.review(tale, iris)
    news.spread()
    alert = Alert.objects.get(user=maud)
    review.delete()

    assert wording.personal(alert, maud, Wishes(user=maud), id="<alert.5.7@localhost>") is None
