"""The desk, a story's own page, its header, its chapters in order."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from feuilleton.moderation import hiding
from feuilleton.stories import authoring, removing
from feuilleton.stories.models import Chapter, Story
from tests import people
from tests.web.writing.forms import fields


def new_story(browser, **said):
    page = browser.get(reverse("write_new_story"))
    return browser.post(reverse("write_new_story"), fields(page, "/new") | said)


def test_an_empty_desk_says_how_to_begin(at_desk):
    page = at_desk.get(reverse("write")).content.decode()

    assert "Nothing here yet" in page
    assert reverse("write_new_story") in page


def test_a_story_begins_with_a_title_and_a_pen_name_made_there(at_desk, maud):
    response = new_story(at_desk, title="Salt Wages", new_pen_name="oystercatcher")

    story = Story.objects.get()
    assert response["Location"] == reverse("write_story", args=[story.public_id])
    assert [name.name for name in story.authors.all()] == ["oystercatcher"]
    assert maud.pen_names.get().name == "oystercatcher"


def test_everything_above_a_story_is_kept_as_typed(at_desk, maud):
    new_story(
        at_desk, title="Salt Wages", new_pen_name="oystercatcher", summary="Forty-one envelopes.", rating="teen",
        warnings=["death", "violence"], warning_words="drowning, in V", planned="9", audience="members", language="ar",
        fandoms="The Moonstone，Original", relationships="A/B, C x D", characters="Enid ,, Pike", free="sea\nham",
        disclaimer="Not mine.", status="hiatus",
    )  # fmt: skip

    story = Story.objects.get()
    page = at_desk.get(reverse("write_header", args=[story.public_id]))
    shown = fields(page, "/header")
    assert story.warnings == ["violence", "death"]
    assert (shown["planned"], shown["rating"], shown["audience"], shown["language"]) == ("9", "teen", "members", "ar")
    assert (shown["fandoms"], shown["relationships"]) == ("The Moonstone, Original", "A/B, C x D")
    assert (shown["characters"], shown["free"]) == ("Enid, Pike", "sea, ham")


def test_a_header_that_does_not_fit_is_refused_with_everything_still_in_it(at_desk):
    response = new_story(at_desk, title="T" * 10_000, new_pen_name="oystercatcher", summary="Kept.")

    assert response.status_code == 422
    assert "255 letters at most" in response.content.decode()
    shown = fields(response, "/new")
    assert (len(shown["title"]), shown["summary"], shown["new_pen_name"]) == (10_000, "Kept.", "oystercatcher")


def test_every_field_of_nonsense_is_refused_in_words(at_desk):
    for name, nonsense in {
        "planned": "many", "rating": "spicy", "status": "maybe", "audience": "my cat", "language": "<b>", "title": " ",
        "new_pen_name": "", "free": ", ".join(f"tag {one}" for one in range(100)),
    }.items():  # fmt: skip
        said = {"title": "Salt Wages", "new_pen_name": "oystercatcher"} | {name: nonsense}

        assert new_story(at_desk, **said).status_code == 422, name
    assert not Story.objects.exists()


def test_a_pen_name_that_is_taken_is_refused_and_nothing_is_begun(at_desk, nell):
    people.pen_name(nell, "oystercatcher")

    response = new_story(at_desk, title="Salt Wages", new_pen_name="Oystercatcher")

    assert response.status_code == 422
    assert "is taken" in response.content.decode()
    assert not Story.objects.exists()


def test_the_form_sent_twice_begins_one_story(at_desk):
    page = fields(at_desk.get(reverse("write_new_story")), "/new")
    sent = page | {"title": "Salt Wages", "new_pen_name": "oystercatcher"}

    answers = [at_desk.post(reverse("write_new_story"), sent) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Story.objects.count() == 1


def test_the_desk_tells_the_true_state_of_each_story(at_desk, maud, otto):
    people.published_story(maud, "Complete", chapters=2, planned=2)
    begun = people.published_story(maud, "Begun", planned=9)
    people.chapter(begun, maud, title="Half a thought")
    hiding.hide(people.published_story(maud, "Hidden"), reason="It names a living person.", by=otto, at=people.NOW)
    people.story(maud, "Unwritten")

    page = at_desk.get(reverse("write")).content.decode()

    for said in (
        *("Complete, in 2 chapters.", "Published: 1 of 9.", "1 draft waits", "It names a living person."),
        *("Nothing is published yet.", "Half a thought"),
    ):
        assert said in page, said


def test_the_desk_asks_the_database_no_more_for_more_stories(at_desk, maud, django_assert_max_num_queries):
    for place in range(5):
        people.chapter(people.published_story(maud, f"Story {place}"), maud)
    at_desk.get(reverse("write"))

    with django_assert_max_num_queries(12):
        at_desk.get(reverse("write"))


def test_a_storys_page_shows_its_chapters_as_they_stand(at_desk, maud, django_assert_max_num_queries):
    story = people.published_story(maud, chapters=3)
    people.chapter(story, maud, title="Half a thought")

    with django_assert_max_num_queries(10):
        page = at_desk.get(reverse("write_story", args=[story.public_id])).content.decode()

    assert page.count("Published") == 3
    assert "Half a thought" in page


def test_chapters_move_up_and_down_by_buttons(at_desk, maud):
    story = people.published_story(maud, chapters=3)
    first, second, third = story.chapters.in_reading_order()

    at_desk.post(reverse("write_move", args=[third.public_id]), {"do": "up"})
    at_desk.post(reverse("write_move", args=[first.public_id]), {"do": "up"})

    assert list(story.chapters.in_reading_order()) == [first, third, second]


def test_adding_a_chapter_twice_leads_to_the_one_that_is_still_empty(at_desk, story):
    answers = [at_desk.post(reverse("write_add_chapter", args=[story.public_id])) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert story.chapters.count() == 1


def test_a_chapter_goes_in_the_bin_after_a_page_that_says_what_goes_and_comes_back(at_desk, maud):
    chapter = people.published_story(maud).chapters.get()
    address = reverse("write_remove_chapter", args=[chapter.public_id])

    asked = at_desk.get(address).content.decode()
    assert "9 words" in asked
    assert "1 version" in asked
    for _ in range(2):
        assert at_desk.post(address).status_code == 303
    assert Client().get(reverse("chapter", args=[chapter.public_id])).status_code == 404
    assert "Bring back" in at_desk.get(reverse("write_story", args=[chapter.story.public_id])).content.decode()

    for _ in range(2):
        assert at_desk.post(reverse("write_bring_back_chapter", args=[chapter.public_id])).status_code == 303
    assert Client().get(reverse("chapter", args=[chapter.public_id])).status_code == 200


def test_a_story_goes_in_the_bin_and_comes_back_whole(at_desk, maud):
    story = people.published_story(maud, chapters=2)
    address = reverse("write_remove_story", args=[story.public_id])

    assert "2 chapters" in at_desk.get(address).content.decode()
    for _ in range(2):
        assert at_desk.post(address).status_code == 303
    assert Client().get(reverse("story", args=[story.public_id])).status_code == 404
    assert "Bring back" in at_desk.get(reverse("write")).content.decode()

    at_desk.post(reverse("write_bring_back_story", args=[story.public_id]))
    assert Client().get(reverse("story", args=[story.public_id])).status_code == 200


def test_what_was_deleted_for_good_is_not_there(at_desk, maud):
    story = people.published_story(maud)
    removing.remove_story(story, by=maud, at=people.NOW)
    removing.empty_bin(at=people.NOW + timedelta(days=31))

    assert at_desk.post(reverse("write_bring_back_story", args=[story.public_id])).status_code == 404
    assert not Chapter.objects.exists()


def test_a_story_is_signed_with_another_pen_name_of_its_author_only(at_desk, maud, nell, story):
    other = people.pen_name(maud, "oystercatcher")
    theirs = people.pen_name(nell)

    at_desk.post(reverse("write_sign", args=[story.public_id]), {"pen_name": other.public_id})
    refused = at_desk.post(reverse("write_sign", args=[story.public_id]), {"pen_name": theirs.public_id})

    assert refused.status_code == 404
    assert list(story.authors.all()) == [other]


def test_an_orphaned_story_stays_with_its_readers(at_desk, maud):
    story = people.published_story(maud)
    address = reverse("write_orphan", args=[story.public_id])

    assert "Take your name off" in at_desk.get(address).content.decode()
    at_desk.post(address)

    assert at_desk.get(reverse("write_story", args=[story.public_id])).status_code == 404
    assert Client().get(reverse("story", args=[story.public_id])).status_code == 200


def test_a_story_left_to_somebody_is_accepted_or_declined_on_their_desk(at_desk, maud, nell):
    one, other = people.published_story(nell, "One"), people.published_story(nell, "Other")
    for story in (one, other):
        authoring.orphan(story, by=nell, at=people.NOW, offered_to=people.pen_name(maud))

    assert "was left to you" in at_desk.get(reverse("write")).content.decode()
    for _ in range(2):
        assert at_desk.post(reverse("write_accept", args=[one.public_id])).status_code == 303
        assert at_desk.post(reverse("write_decline", args=[other.public_id])).status_code == 303

    assert list(one.authors.all()) == [people.pen_name(maud)]
    assert not other.authors.exists()
    assert "was left to you" not in at_desk.get(reverse("write")).content.decode()
