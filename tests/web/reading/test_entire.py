"""The entire story on one page."""

from tests import people


def test_all_chapters_stand_on_one_page_with_places_of_their_own(client, maud):
    story = people.published_story(maud, chapters=3)
    people.chapter(story, maud, title="A draft")

    page = client.get(f"/stories/{story.public_id}/all").content.decode()

    assert page.count('<article class="part"') == 3
    for chapter in story.chapters.published():
        assert f'id="c-{chapter.public_id}"' in page
        assert f'href="#c-{chapter.public_id}"' in page
    assert "A draft" not in page


def test_ids_are_once_on_the_page_though_notes_repeat(client, maud):
    story = people.story(maud)
    for _ in range(2):
        people.published_chapter(story, maud, notes=[people.note("Again.")])

    page = client.get(f"/stories/{story.public_id}/all").content.decode()

    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
