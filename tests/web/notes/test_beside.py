"""What stands beside a chapter's text: clarifications, counts, the list, and who sees which."""

import re

import pytest

from feuilleton.accounts import blocking
from feuilleton.notes import clarifying, deciding
from feuilleton.shelves import marking
from tests import people
from tests.web.notes.conftest import mend


def page_of(client, chapter):
    return client.get(f"/chapters/{chapter.public_id}").content.decode()


@pytest.fixture
def clarified(chapter, maud):
    passage = people.marked(chapter, "the lamp went out")
    return clarifying.clarify(
        passage, "It had no oil.\nThat is all.", by=maud, pen_name=people.pen_name(maud), at=people.NOW
    )


def test_without_notes_there_is_nothing_but_the_way_to_one(client, chapter):
    page = page_of(client, chapter)

    assert not re.search(r'class="said|painted-notes|class="column reviews notes"|credit', page)


def test_a_clarification_stands_after_its_paragraph_and_below_the_chapter(client, chapter, clarified):
    page = page_of(client, chapter)

    after = page.partition("Nobody on the quay moved")[2]
    assert after.index("<bdi>maud at sea</bdi> clarifies:") < after.index("</paragraph-links>")
    assert page.count("It had no oil.<br>That is all.") == 2
    block = chapter.live.blocks[-1]
    start = block.text.index("the lamp went out")
    assert f'data-spot="{block.id} {start} {block.id} {start + 17}"' in page
    assert f'<a href="#b-{block.id}">the lamp went out</a>' in page
    assert "Notes on this chapter" in page


def test_what_readers_tell_an_author_is_between_the_two(client, chapter, maud, iris, nell):
    people.noted(chapter, iris, "teh", "Is this <meant>?", kind="question")

    def seen_by(user):
        client.logout()
        if user:
            client.force_login(user)
        return "Is this &lt;meant&gt;?" in page_of(client, chapter)

    # Its author has it on her desk; the page is for reading.
    assert [seen_by(user) for user in (iris, maud, nell, None)] == [True, False, False, False]


def test_what_its_author_publishes_is_counted_at_the_paragraph_and_listed(client, chapter, maud, iris, nell):
    first = people.noted(chapter, iris, "teh", becomes="the")
    second = people.noted(chapter, nell, "rain", "Which rain?", kind="question", names_me=False)
    for note in (first, second):
        deciding.publish(note, by=maud, at=people.NOW)
    deciding.answer(second, "The first one.", by=maud, at=people.NOW)

    page = page_of(client, chapter)

    assert f'<a href="#n-{first.public_id}">2 notes</a>' in page
    assert page.index(f'id="n-{first.public_id}"') < page.index(f'id="n-{second.public_id}"')
    assert "iris at sea</bdi></a>" in page
    assert "nell at sea" not in page
    assert "A reader" in page
    assert "The first one." in page
    assert f'href="/report/note/{second.public_id}"' in page


def test_what_is_mended_is_not_shown_as_a_change_any_more(client, chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    client.force_login(iris)
    assert "<del>" in page_of(client, chapter)

    mend(chapter, note, maud)

    page = page_of(client, chapter)
    assert "It is mended." in page
    assert "<del>" not in page


def test_between_two_with_a_block_nothing_is_shown(client, chapter, maud, iris, nell):
    deciding.publish(people.noted(chapter, iris, "rain", "Which rain?", kind="question"), by=maud, at=people.NOW)
    client.force_login(nell)
    assert "Which rain?" in page_of(client, chapter)

    blocking.block(people.pen_name(iris), by=nell, at=people.NOW)

    assert "Which rain?" not in page_of(client, chapter)


def test_what_a_later_chapter_tells_waits_until_it_is_read(client, chapter, maud, iris, nell):
    later = people.published_chapter(chapter.story, maud, "The lamp was his.", title="His")
    note = people.noted(
        chapter, iris, "the lamp", "Whose?", kind="continuity", against=people.marked(later, "The lamp was his")
    )
    deciding.publish(note, by=maud, at=people.NOW)

    assert "Whose?" not in page_of(client, chapter)
    client.force_login(nell)
    assert "Whose?" not in page_of(client, chapter)
    marking.read(later, by=nell, at=people.NOW)
    assert "Whose?" in page_of(client, chapter)
    client.force_login(iris)
    assert "Whose?" in page_of(client, chapter)


def test_a_passage_that_is_gone_keeps_its_words_in_the_list(client, chapter, maud, clarified):
    people.revised(chapter, maud, "Edda counted the crates on teh quay twice, twice before the rain came.")

    page = page_of(client, chapter)

    assert "This passage is not in the text any more." in page
    assert "the lamp went out" in page
    assert "data-spot" not in page
    assert page.count("It had no oil.") == 1


def test_a_note_for_oneself_stands_at_its_passage(client, chapter, iris):
    people.noted(chapter, iris, "the lamp", "Read this to Dad.", kind="private")
    client.force_login(iris)

    page = page_of(client, chapter)

    assert "You marked this for yourself:" in page.partition("</paragraph-links>")[0]
    client.logout()
    assert "Dad" not in page_of(client, chapter)


def test_the_entire_story_has_the_clarifications_too(client, chapter, maud, clarified):
    people.published_chapter(chapter.story, maud, title="On")

    page = client.get(f"/stories/{chapter.story.public_id}/all").content.decode()

    assert page.count("It had no oil.") == 1
    assert "painted-notes" not in page
