"""Publishing, revising, withdrawing, setting aside: from the form to what readers see."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.events.models import Event
from feuilleton.inbox import subscribing
from feuilleton.inbox.models import Release
from feuilleton.stories.models import Draft
from tests import people
from tests.web.writing.forms import fields


@pytest.fixture
def published(maud, story):
    return people.published_chapter(story, maud, title="The Sluice")


def send(browser, chapter, name, **changed):
    page = browser.get(reverse("write_chapter", args=[chapter.public_id]))
    return browser.post(reverse(name, args=[chapter.public_id]), fields(page, "/save") | changed, follow=True)


def test_publishing_takes_the_words_in_the_form(at_desk, chapter):
    response = send(at_desk, chapter, "write_publish", text="Only now written.")

    assert "Published" in response.content.decode()
    assert "Only now written." in Client().get(reverse("chapter", args=[chapter.public_id])).content.decode()


def test_an_empty_chapter_is_not_published_and_its_title_is_still_there(at_desk, chapter):
    response = send(at_desk, chapter, "write_publish", text="  ", title="Nothing yet")

    assert response.status_code == 422
    assert "no text yet" in response.content.decode()
    assert fields(response, "/save")["title"] == "Nothing yet"


def test_publishing_sent_twice_publishes_once(at_desk, chapter):
    page = at_desk.get(reverse("write_chapter", args=[chapter.public_id]))
    sent = fields(page, "/save") | {"text": "Sent twice."}

    answers = [at_desk.post(reverse("write_publish", args=[chapter.public_id]), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert chapter.revisions.count() == 1


def test_a_minor_revision_moves_no_date(at_desk, published):
    before = published.updated_at

    send(at_desk, published, "write_publish", text="The tide came in.", change="minor")

    published.refresh_from_db()
    assert published.live.change == "minor"
    assert published.updated_at == before


def test_a_change_of_no_known_name_is_refused_in_words(at_desk, published):
    response = send(at_desk, published, "write_publish", text="New.", change="improved")

    assert response.status_code == 422
    assert fields(response, "/save")["text"] == "New."


def test_withdrawing_hides_the_chapter_and_keeps_what_was_being_typed(at_desk, published):
    send(at_desk, published, "write_withdraw", text="Half a new begin")

    assert Client().get(reverse("chapter", args=[published.public_id])).status_code == 404
    assert Draft.objects.get(chapter=published).source == "Half a new begin"


def test_a_withdrawn_chapter_is_shown_again_as_it_was(at_desk, published):
    send(at_desk, published, "write_withdraw")

    send(at_desk, published, "write_publish")

    assert Client().get(reverse("chapter", args=[published.public_id])).status_code == 200
    assert published.revisions.count() == 1


def test_the_desk_does_not_say_that_readers_have_what_was_withdrawn(at_desk, published):
    send(at_desk, published, "write_withdraw")

    page = at_desk.get(reverse("write_chapter", args=[published.public_id])).content.decode()

    assert "As readers had it." in page
    assert "Publish it again</button>" in page


def test_setting_the_draft_aside_keeps_it_among_the_versions(at_desk, published):
    response = send(at_desk, published, "write_set_aside", text="Not after all.")

    assert not Draft.objects.filter(chapter=published).exists()
    assert published.revisions.get(change="aside").source == "Not after all."
    assert fields(response, "/save")["text"] == people.WORDS


def test_setting_aside_sent_twice_is_done_once(at_desk, published):
    page = at_desk.get(reverse("write_chapter", args=[published.public_id]))
    sent = fields(page, "/save") | {"text": "Not after all."}

    answers = [at_desk.post(reverse("write_set_aside", args=[published.public_id]), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert published.revisions.filter(change="aside").count() == 1


def test_publishing_over_a_text_saved_elsewhere_shows_both(at_desk, other_tab, chapter):
    page = at_desk.get(reverse("write_chapter", args=[chapter.public_id]))
    send(other_tab, chapter, "write_save", text="From the phone.")

    response = at_desk.post(
        reverse("write_publish", args=[chapter.public_id]), fields(page, "/save") | {"text": "From the desk."}
    )

    assert response.status_code == 409
    assert not chapter.revisions.exists()


def test_the_preview_is_the_page_of_readers_with_the_words_of_the_form(at_desk, chapter):
    response = send(at_desk, chapter, "write_preview", text="Seen *before* anybody.")

    page = response.content.decode()
    assert "Seen <em>before</em> anybody." in page
    assert "Nobody else sees this page." in page
    assert "noindex" in page
    assert Client().get(reverse("chapter", args=[chapter.public_id])).status_code == 404


def said(response):
    """What the house says at the head of the page."""
    found = re.search(r'<p class="told" role="status">(.*?)</p>', response.content.decode())
    return found[1] if found else ""


def test_before_and_after_publishing_it_is_said_how_many_are_told(at_desk, story, chapter, iris, nell):
    subscribing.follow(story, by=iris, at=people.NOW)
    subscribing.follow(story, by=nell, at=people.NOW, mail=False)
    page = at_desk.get(reverse("write_chapter", args=[chapter.public_id])).content.decode()

    assert "2 readers will be told. Letters wait for 2 minutes, in which you can withdraw it and none leaves." in page
    assert said(send(at_desk, chapter, "write_publish")) == (
        "Published: “The Sluice”. 2 readers are told. "
        "Letters leave in 2 minutes. Withdraw it before then, and none does."
    )
    assert said(send(at_desk, chapter, "write_withdraw")).startswith("Withdrawn before any letter left.")


def test_while_letters_wait_it_is_withdrawn_where_that_is_said(at_desk, story, chapter, iris):
    subscribing.follow(story, by=iris, at=people.NOW)
    page = send(at_desk, chapter, "write_publish", text="Too soon.").content.decode()
    send(at_desk, chapter, "write_save", text="Better words.")
    address = reverse("write_withdraw", args=[chapter.public_id])

    sent = at_desk.post(address, {"words": "stored"}, follow=True)

    assert f'name="words" value="stored" formaction="{address}"' in page
    assert said(sent).startswith("Withdrawn before any letter left.")
    assert Draft.objects.get(chapter=chapter).source == "Better words."
    assert address not in sent.content.decode()


@pytest.mark.parametrize(("hold", "mail"), [(0, True), (60, False)])
def test_where_no_letter_waits_the_chapter_s_own_page_withdraws_it(hold, mail, settings, at_desk, story, chapter, iris):
    settings.FEUILLETON_HOLD = hold
    subscribing.follow(story, by=iris, at=people.NOW, mail=mail)

    assert "/withdraw" not in send(at_desk, chapter, "write_publish").content.decode()


@pytest.mark.parametrize(
    ("hold", "mail", "news"),
    [
        (60, True, "1 reader is told. Letters leave in 1 minute. Withdraw it before then, and none does."),
        (30, True, "1 reader is told. Letters leave in 30 seconds. Withdraw it before then, and none does."),
        (0, True, "1 reader is told. Letters leave at once."),
        (60, False, "1 reader is told."),
    ],
)
def test_no_more_is_said_of_letters_than_is_so(hold, mail, news, settings, at_desk, story, chapter, iris):
    settings.FEUILLETON_HOLD = hold
    subscribing.follow(story, by=iris, at=people.NOW, mail=mail)

    assert said(send(at_desk, chapter, "write_publish")) == f"Published: “The Sluice”. {news}"


def test_where_nobody_follows_it_is_said_that_nobody_is_told(at_desk, chapter):
    assert said(send(at_desk, chapter, "write_publish")).endswith("Nobody follows it yet, so nobody is told.")


def test_a_revision_tells_nobody_and_says_so(at_desk, published, story, iris):
    subscribing.follow(story, by=iris, at=people.NOW)

    page = at_desk.get(reverse("write_chapter", args=[published.public_id])).content.decode()

    assert "Nobody is told of a revision." in page
    assert "Nobody is told of a revision." in said(send(at_desk, published, "write_publish", text="Other words."))


def test_what_is_withdrawn_and_shown_again_after_its_letters_is_told_to_nobody(at_desk, published, story, iris):
    subscribing.follow(story, by=iris, at=people.NOW)
    Release.objects.create(event=Event.objects.get(kind="chapter_published"), due_at=people.NOW, released_at=people.NOW)

    assert said(send(at_desk, published, "write_withdraw")).startswith("Withdrawn. Readers no longer see it")
    assert said(send(at_desk, published, "write_publish")).endswith("and are not told again.")
