"""Reporting something from its page, the moderators' list of what was reported, and what they do about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from feuilleton.accounts import blocking
from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import STRANGER
from feuilleton.events import reading
from feuilleton.moderation import hiding, reporting
from feuilleton.moderation.models import Report
from feuilleton.notes import deciding
from feuilleton.notes.models import Note
from feuilleton.reviews.models import Review
from feuilleton.stories import welcoming
from feuilleton.stories.models import ALL, Chapter, Story
from feuilleton.stories.welcoming import Welcome
from feuilleton.tasks import working
from tests import people
from tests.web.writing.forms import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter(maud: User) -> Chapter:
    found: Chapter = people.published_story(maud, summary="Forty-one envelopes.").chapters.get()
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def report(thing: Any, by: User, words: str = "Line three.") -> Report:
    return reporting.report(thing, wrong="cruel", words=words, by=by, at=people.NOW)


# Reporting


def test_the_pages_of_stories_and_chapters_lead_to_the_form(client: Client, chapter: Chapter) -> None:
    for kind, thing in (("story", chapter.story), ("chapter", chapter)):
        path = f"/report/{kind}/{thing.public_id}"
        page = "stories" if kind == "story" else "chapters"
        assert f'href="{path}"' in client.get(f"/{page}/{thing.public_id}").content.decode()
        assert "Salt Wages" in client.get(path).content.decode()
        assert 'value="labels"' in client.get(path).content.decode()


def test_a_member_reports_and_is_told_so_where_they_came_from(chapter: Chapter, nell: User) -> None:
    browser = signed_in(nell)
    path = f"/report/chapter/{chapter.public_id}"
    page = browser.get(path)
    assert 'name="email"' not in page.content.decode()

    done = browser.post(path, {"wrong": "copied", "words": "From a book.", "email": "no@example.org"}, follow=True)

    assert done.redirect_chain[-1][0] == f"/chapters/{chapter.public_id}"
    assert "Reported. A moderator will read it." in done.content.decode()
    kept = Report.objects.get()
    assert (kept.by, kept.email, kept.wrong, kept.words) == (nell, "", "copied", "From a book.")


def test_a_guest_s_form_sent_twice_is_one_report(client: Client, chapter: Chapter) -> None:
    path = f"/report/story/{chapter.story.public_id}"
    sent = {"form_id": fields(client.get(path), "")["form_id"], "wrong": "spam", "words": "Lamps."}

    assert [client.post(path, sent).status_code for _ in range(2)] == [303, 303]

    assert Report.objects.get().by is None


@pytest.mark.parametrize("kind", ["story", "chapter", "review"])
def test_one_reports_only_what_one_sees(
    kind: str, client: Client, chapter: Chapter, maud: User, iris: User, nell: User, otto: User
) -> None:
    review = people.review(chapter, iris)
    path = f"/report/{kind}/{ {'story': chapter.story, 'chapter': chapter, 'review': review}[kind].public_id }"
    assert client.get(path).status_code == 200
    if kind == "review":
        blocking.block(people.pen_name(iris), by=nell, at=people.NOW)
        assert signed_in(nell).post(path, {"wrong": "cruel"}).status_code == 404

    hiding.hide(chapter.story, reason="A mistake.", by=otto, at=people.NOW)

    for browser in (client, signed_in(nell)):
        assert browser.get(path).status_code == browser.post(path, {"wrong": "cruel"}).status_code == 404
    assert not Report.objects.exists()


def test_a_draft_is_nothing_to_report_even_for_its_author(maud: User) -> None:
    draft = people.story(maud)
    unseen = people.chapter(draft, maud)

    for path in (f"/report/story/{draft.public_id}", f"/report/chapter/{unseen.public_id}", "/report/person/x"):
        assert signed_in(maud).get(path).status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"wrong": ""}, "Say what is wrong with it."),
        ({"wrong": "other", "words": " "}, "Say in your words"),
        ({"wrong": "cruel", "words": "x" * 5_001}, "5,000 letters"),
        ({"wrong": "cruel", "words": "Line three.", "email": "nowhere"}, "no e-mail address"),
    ],
)
def test_what_was_typed_stands_in_the_form_that_is_refused(
    said: dict[str, str], words: str, client: Client, chapter: Chapter
) -> None:
    answer = client.post(f"/report/chapter/{chapter.public_id}", {"form_id": "abc", **said})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert said.get("words", "") in page
    assert said.get("email", "") in page
    assert fields(answer, "")["form_id"] == "abc"
    assert not Report.objects.exists()


def test_too_many_in_an_hour_are_refused_with_the_words_kept(client: Client, maud: User) -> None:
    stories = [people.published_story(maud, f"Story {number}") for number in range(21)]

    answers = [client.post(f"/report/story/{one.public_id}", {"wrong": "other", "words": "Lamps."}) for one in stories]

    assert [answer.status_code for answer in answers] == [303] * 20 + [422]
    assert "Lamps." in answers[-1].content.decode()


def test_what_asks_first_is_not_shown_on_the_form(client: Client, maud: User, iris: User) -> None:
    story = people.published_story(maud, rating="explicit", summary="Not for everybody.")
    review = people.review(story.chapters.get(), iris, "Nor is this.")

    for path in (f"/report/story/{story.public_id}", f"/report/review/{review.public_id}"):
        page = client.get(path).content.decode()
        assert "Not for everybody." not in page
        assert "Nor is this." not in page


# What moderators see and do


def test_the_list_shows_what_was_reported_by_whom_and_where(
    chapter: Chapter, iris: User, nell: User, otto: User
) -> None:
    review = people.review(chapter, iris, "You <fool>.")
    report(review, nell, "Rude & wrong.")
    reporting.report(chapter.story, wrong="copied", words="", by=None, email="kim@example.org", at=people.NOW)

    page = signed_in(otto).get("/moderation/reports").content.decode()

    assert "2 reports wait" in page
    assert "You &lt;fool&gt;." in page
    assert "Rude &amp; wrong." in page
    assert "Reported by nell" in page
    assert "Reported by a guest, kim@example.org" in page
    assert f'href="/reviews/{review.public_id}"' in page
    assert page.index("kim@") < page.index("by nell")
    oldest = signed_in(otto).get("/moderation/reports?oldest=1").content.decode()
    assert oldest.index("by nell") < oldest.index("kim@")


def test_the_list_is_as_long_as_there_are_reports_at_no_cost(
    chapter: Chapter, maud: User, nell: User, otto: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(21):
        report(people.published_chapter(chapter.story, maud, title=f"C{number}"), nell)
    browser = signed_in(otto)
    browser.get("/moderation/reports")

    with django_assert_max_num_queries(6):
        assert browser.get("/moderation/reports").content.decode().count("See to it") == 20
    assert browser.get("/moderation/reports?page=2").content.decode().count("See to it") == 1
    assert browser.get("/moderation/reports?page=3").status_code == 404


def test_an_answer_reaches_the_sender_and_the_report_waits_no_more(chapter: Chapter, nell: User, otto: User) -> None:
    made = report(chapter, nell)
    browser = signed_in(otto)

    done = browser.post(f"/moderation/reports/{made.public_id}", {"do": "answer", "answer": "Mended."}, follow=True)

    working.work_off(clock=timezone.now)
    assert [letter.to for letter in mail.outbox] == [["nell@example.org"]]
    assert "Nothing waits." in done.content.decode()
    assert "Mended." in browser.get("/moderation/reports?answered=1").content.decode()
    assert "Mended." in browser.get(f"/moderation/reports/{made.public_id}").content.decode()


def test_a_reported_review_is_hidden_and_what_was_typed_as_an_answer_stays(
    chapter: Chapter, iris: User, nell: User, otto: User
) -> None:
    review = people.review(chapter, iris)
    made = report(review, nell)
    path = f"/moderation/reports/{made.public_id}"

    page = signed_in(otto).post(path, {"do": "hide", "reason": "Rule 3.", "answer": "Half an ans"}).content.decode()

    assert "Half an ans" in page
    assert "Hidden. Whoever wrote it sees why." in page
    assert not Review.objects.visible_to(STRANGER).exists()
    review.refresh_from_db()
    assert review.hidden_reason == "Rule 3."
    assert Report.objects.waiting().exists()


@pytest.fixture
def note(chapter: Chapter, maud: User, iris: User) -> Note:
    """A question of iris's on the chapter, which its author has published."""
    welcoming.welcome(chapter.story, Welcome(notes_welcome=ALL), by=maud, at=people.NOW)
    made = people.noted(chapter, iris, "The tide", "You <fool>?", kind="question")
    deciding.publish(made, by=maud, at=people.NOW)
    return made


def test_a_published_note_is_reported_by_anybody_and_a_private_one_by_nobody(
    client: Client, chapter: Chapter, note: Note, maud: User, nell: User, otto: User
) -> None:
    path = f"/report/note/{note.public_id}"
    page = client.get(path).content.decode()
    assert "A note on “Salt Wages”" in page
    assert 'value="labels"' not in page
    assert "You &lt;fool&gt;?" in page

    sent = signed_in(nell).post(path, {"wrong": "cruel"})

    assert sent["Location"] == f"/chapters/{chapter.public_id}"
    assert Report.objects.get().thing == note
    deciding.unpublish(note, by=maud, at=people.NOW)
    for browser in (client, signed_in(nell), signed_in(otto), signed_in(maud)):
        assert browser.get(path).status_code == 404
    assert "It is not there any more." in signed_in(otto).get("/moderation/reports").content.decode()


def test_a_reported_note_is_hidden_and_shown_again_and_its_writer_told_why(
    chapter: Chapter, note: Note, iris: User, nell: User, otto: User
) -> None:
    path, browser = f"/moderation/reports/{report(note, nell).public_id}", signed_in(otto)
    assert "Lock them" not in browser.get(path).content.decode()

    done = browser.post(path, {"do": "hide", "reason": "Rule 3."}, follow=True).content.decode()

    note.refresh_from_db()
    assert "Hidden. Whoever wrote it is told why." in done
    assert (note.is_public, note.hidden_reason) == (False, "Rule 3.")
    reading.read("inbox", at=people.NOW)
    inbox = signed_in(iris).get("/inbox").content.decode()
    assert "A moderator has hidden your note on" in inbox
    assert "Rule 3." in inbox
    assert "Readers see it again." in browser.post(path, {"do": "show"}, follow=True).content.decode()
    note.refresh_from_db()
    assert note.is_public


@pytest.mark.parametrize("kind", ["story", "chapter"])
def test_hiding_from_a_report_about_a_story_or_a_chapter_hides_the_story(
    kind: str, chapter: Chapter, nell: User, otto: User
) -> None:
    made = report(chapter.story if kind == "story" else chapter, nell)
    path = f"/moderation/reports/{made.public_id}"

    done = signed_in(otto).post(path, {"do": "hide", "reason": "Rule 1."}, follow=True)

    assert Story.objects.get().hidden_reason == "Rule 1."
    assert f"/moderation/stories/{chapter.story.public_id}" in done.content.decode()


def test_the_reviews_of_a_reported_chapter_are_locked_and_opened(chapter: Chapter, nell: User, otto: User) -> None:
    path = f"/moderation/reports/{report(chapter, nell).public_id}"

    assert 'value="unlock"' in signed_in(otto).post(path, {"do": "lock"}, follow=True).content.decode()
    chapter.refresh_from_db()
    assert chapter.reviews_locked_at is not None

    signed_in(otto).post(path, {"do": "unlock"})
    chapter.refresh_from_db()
    assert chapter.reviews_locked_at is None


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"do": "hide", "answer": "Half an ans"}, "Say why"),
        ({"do": "answer", "reason": "Half a reas"}, "Say what came of it."),
        ({"do": "lock"}, "did not arrive whole"),
        ({"do": "burn"}, "did not arrive whole"),
    ],
)
def test_a_button_that_lacks_something_is_refused_with_all_that_was_typed(
    sent: dict[str, str], words: str, chapter: Chapter, nell: User, otto: User
) -> None:
    answer = signed_in(otto).post(f"/moderation/reports/{report(chapter.story, nell).public_id}", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert all(typed in page for name, typed in sent.items() if name != "do")
    assert Report.objects.waiting().exists()
    assert not Story.objects.get().is_hidden


def test_a_report_about_what_is_gone_can_still_be_answered(chapter: Chapter, nell: User, otto: User) -> None:
    made = report(chapter, nell)
    chapter.story.delete()
    browser, path = signed_in(otto), f"/moderation/reports/{made.public_id}"

    assert "It is not there any more." in browser.get(path).content.decode()
    assert browser.post(path, {"do": "hide", "reason": "Rule 1."}).status_code == 422
    assert browser.post(path, {"do": "answer", "answer": "Gone."}).status_code == 303
    assert not Report.objects.waiting().exists()


def test_to_everybody_else_there_are_no_reports_and_no_author_learns_who_reported(
    client: Client, chapter: Chapter, maud: User, iris: User, nell: User
) -> None:
    made = report(chapter, nell)

    for browser in (client, signed_in(maud), signed_in(iris), signed_in(nell)):
        for path in ("/moderation/reports", f"/moderation/reports/{made.public_id}"):
            assert browser.get(path).status_code == 404
            sent = browser.post(path, {"do": "answer", "answer": "No."})
            assert sent.status_code == (403 if browser is client else 404)
            assert "Line three." not in sent.content.decode()
        for path in (f"/stories/{chapter.story.public_id}", f"/write/stories/{chapter.story.public_id}"):
            assert "nell" not in browser.get(path).content.decode().replace("nell</", "")

    assert Report.objects.waiting().exists()
