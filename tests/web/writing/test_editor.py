"""Writing a chapter: opening, saving, notes, and what is refused."""

import pytest
from django.urls import reverse

from feuilleton.stories import publishing, removing
from feuilleton.stories.models import Draft
from tests import people
from tests.web.writing.forms import fields


def open_chapter(browser, chapter):
    response = browser.get(reverse("write_chapter", args=[chapter.public_id]))
    assert response.status_code == 200
    return fields(response, "/save")


def test_a_chapter_opens_with_what_is_stored(at_desk, chapter):
    said = open_chapter(at_desk, chapter)

    assert said["title"] == "The Sluice"
    assert said["text"] == people.WORDS
    assert said["version"] == "1"


def test_what_is_saved_is_there_when_it_is_opened_again(at_desk, chapter):
    said = open_chapter(at_desk, chapter) | {"text": "They drained the long pan.\r\n\r\nTo see."}

    response = at_desk.post(reverse("write_save", args=[chapter.public_id]), said)

    assert response.status_code == 303
    assert open_chapter(at_desk, chapter)["text"] == "They drained the long pan.\n\nTo see."


def test_a_script_is_told_the_new_version_and_the_words(at_desk, chapter):
    said = open_chapter(at_desk, chapter) | {"text": "Three words now."}

    response = at_desk.post(
        reverse("write_save", args=[chapter.public_id]), said, headers={"Accept": "application/json"}
    )

    told = response.json()
    assert told["version"] == 2
    assert told["say"].startswith("Saved at ")
    assert "3 words" in told["say"]


def test_what_is_the_same_is_not_saved_again(at_desk, maud, story):
    chapter = people.published_chapter(story, maud)
    said = open_chapter(at_desk, chapter)

    at_desk.post(reverse("write_save", args=[chapter.public_id]), said)

    assert not Draft.objects.filter(chapter=chapter).exists()


def test_notes_keep_their_labels_and_order_and_one_more_is_offered(at_desk, chapter):
    said = open_chapter(at_desk, chapter) | {
        "before_label_1": "Mind yourselves",
        "before_text_1": "Drowning.",
        "after_text_1": "One.",
        "after_text_2": "Two.",
    }

    response = at_desk.post(reverse("write_note", args=[chapter.public_id]), said | {"place": "after"}, follow=True)

    shown = fields(response, "/save")
    assert (shown["before_label_1"], shown["before_text_1"]) == ("Mind yourselves", "Drowning.")
    assert [shown[f"after_text_{place}"] for place in (1, 2, 3)] == ["One.", "Two.", ""]
    assert "before_text_2" not in shown


def test_a_title_of_ten_thousand_letters_is_refused_and_everything_is_still_in_the_form(at_desk, chapter):
    said = open_chapter(at_desk, chapter) | {"title": "T" * 10_000, "text": "Kept."}

    response = at_desk.post(reverse("write_save", args=[chapter.public_id]), said)

    assert response.status_code == 422
    assert "10,000 letters" in response.content.decode()
    shown = fields(response, "/save")
    assert (shown["title"], shown["text"]) == ("T" * 10_000, "Kept.")


def test_a_script_is_told_the_refusal_in_words(at_desk, chapter):
    response = at_desk.post(
        reverse("write_save", args=[chapter.public_id]),
        {"title": "T" * 300, "text": "x", "version": "1"},
        headers={"Accept": "application/json"},
    )

    assert response.status_code == 422
    assert response.json()["field"] == "title"


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "title=Only",
        "version=1&title=Only",
        "version=x&text=x",
        f"version={'9' * 400}&text=x",
        "version=-1&text=%ED%A0%80%00",
        "before_text_999=%00&version=0&text=x",
    ],
)
def test_a_body_of_nonsense_is_refused_and_overwrites_nothing(at_desk, chapter, sent):
    response = at_desk.post(
        reverse("write_save", args=[chapter.public_id]), sent, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in (409, 422)
    assert Draft.objects.get(chapter=chapter).source == people.WORDS


def test_a_whole_body_that_is_no_form_is_refused(at_desk, chapter):
    for kind in ("application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain"):
        response = at_desk.post(reverse("write_save", args=[chapter.public_id]), b"\xff\x00[", content_type=kind)

        assert response.status_code in (400, 422), kind


def test_the_address_of_a_form_opened_as_a_page_leads_to_the_chapter(at_desk, chapter):
    response = at_desk.get(reverse("write_save", args=[chapter.public_id]))

    assert (response.status_code, response["Location"]) == (303, reverse("write_chapter", args=[chapter.public_id]))


def test_somebody_elses_chapter_is_not_there(client, nell, chapter, maud):
    published = people.published_chapter(chapter.story, maud)
    client.force_login(nell)

    for one in (chapter, published):
        assert client.get(reverse("write_chapter", args=[one.public_id])).status_code == 404
        assert client.post(reverse("write_save", args=[one.public_id]), {"text": "Mine!"}).status_code == 404


def test_what_is_typed_into_a_chapter_in_the_bin_stands_on_the_page_that_says_so(at_desk, chapter, maud):
    said = open_chapter(at_desk, chapter) | {"text": "Typed too late."}
    removing.remove_chapter(chapter, by=maud, at=people.NOW)

    response = at_desk.post(reverse("write_save", args=[chapter.public_id]), said)

    assert response.status_code == 422
    assert "in the bin" in response.content.decode()
    assert "Typed too late." in response.content.decode()


def test_a_text_of_two_million_signs_and_more_is_refused_and_still_there(at_desk, chapter):
    long = "A word and " * 182_000

    response = at_desk.post(
        reverse("write_save", args=[chapter.public_id]), open_chapter(at_desk, chapter) | {"text": long}
    )

    assert response.status_code == 422
    assert fields(response, "/save")["text"] == long


def test_text_that_came_as_plain_text_opens_as_markdown(at_desk, maud, story):
    chapter = people.chapter(story, maud, text="1986. A *good* year.\n\nOr so.", format="text")

    assert open_chapter(at_desk, chapter)["text"] == "1986\\. A *good* year.\n\nOr so."


def test_imported_text_sent_back_by_a_browser_keeps_every_block_and_its_id(at_desk, maud, story):
    typed = "1986. A *good* year, 3 * 4, snake_case.\n\n* * *\n\n> Said\n> she.\n\n| In verse\n|   indented"
    chapter = people.published_chapter(story, maud, typed)
    said = open_chapter(at_desk, chapter)
    sent = {name: value.replace("\n", "\r\n") for name, value in said.items()} | {"title": "Only the title"}

    at_desk.post(reverse("write_save", args=[chapter.public_id]), sent)

    assert Draft.objects.get(chapter=chapter).blocks == chapter.live.blocks


def test_a_published_chapter_asks_what_changed_and_a_new_one_does_not(at_desk, chapter, maud):
    address = reverse("write_chapter", args=[chapter.public_id])
    before = at_desk.get(address).content.decode()
    publishing.publish(chapter, by=maud, at=people.NOW)

    assert 'name="change"' not in before
    assert 'name="change"' in at_desk.get(address).content.decode()


def test_a_page_of_writing_asks_the_database_little(at_desk, maud, story, django_assert_max_num_queries):
    chapter = people.published_chapter(story, maud)
    address = reverse("write_chapter", args=[chapter.public_id])
    at_desk.get(address)

    with django_assert_max_num_queries(8):
        at_desk.get(address)
