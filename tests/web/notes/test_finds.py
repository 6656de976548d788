"""The page of one's finds, and taking all of them out."""

import json
import re

import pytest

from feuilleton.notes import deciding
from feuilleton.notes.models import Note
from feuilleton.stories import publishing
from tests import people
from tests.web.notes.conftest import mend

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def reader(client, iris):
    people.pen_name(iris)
    client.force_login(iris)


def page_of(client, path="/me/finds"):
    return client.get(path).content.decode()


def test_nothing_yet(client):
    assert "Nothing yet." in page_of(client)
    assert "None yet." in page_of(client, "/me/finds/own")
    assert '<a href="/me/finds">Your finds</a>' in page_of(client, "/me")


def test_what_became_of_each_is_said_story_by_story(client, chapter, maud, iris, nell):
    other = people.published_story(maud, "Another").chapters.get()
    slip = people.noted(chapter, iris, "teh", becomes="the")
    asked = people.noted(chapter, iris, "rain", "Which rain?", kind="question")
    loved = people.noted(other, iris, "The tide", "Ah.", kind="reaction")
    people.noted(chapter, nell, "Nobody", "Nell’s.", kind="question")
    people.noted(chapter, iris, "lamp", "For me alone.", kind="private")
    deciding.answer(asked, "The first one.", by=maud, at=people.NOW)
    mend(chapter, slip, maud)

    page = page_of(client)

    assert "One thing you found is mended." in page
    assert page.index(">Another</a>") < page.index(">Salt Wages</a>")
    assert "Mended on <time" in page
    assert re.search(r"<del>.*</span>teh</del>.*<ins>.*</span>the</ins>", page)
    assert "The first one." in page
    assert "Its author has it." in page
    assert page.index(f'id="n-{loved.public_id}"') < page.index(f'id="n-{asked.public_id}"')
    assert "Nell’s." not in page
    assert "For me alone." not in page
    assert "For me alone." in page_of(client, "/me/finds/own")


def test_thanks_are_renamed_a_note_opened_again_once_and_taken_back(client, chapter, maud, iris):
    note = people.noted(chapter, iris, "teh", becomes="the")
    deciding.decline(note, by=maud, at=people.NOW)
    here = f"/me/finds/{note.public_id}"
    assert f'action="{here}/reopen"' in page_of(client)

    client.post(f"{here}/name", {"as": "nobody"}, headers=SAME_ORIGIN)
    client.post(f"{here}/reopen", headers=SAME_ORIGIN)

    note.refresh_from_db()
    assert (note.names_me, note.state) == (False, "open")
    deciding.decline(note, by=maud, at=people.NOW)
    assert f'action="{here}/reopen"' not in page_of(client)
    assert client.post(f"{here}/reopen", headers=SAME_ORIGIN).status_code == 422

    assert "Take this note back?" in page_of(client, f"{here}/take-back")
    client.post(f"{here}/take-back", headers=SAME_ORIGIN)
    assert not Note.objects.exists()


def test_nobody_touches_what_another_found(client, chapter, nell):
    note = people.noted(chapter, nell, "teh", becomes="the")

    for act in ("take-back", "reopen", "name"):
        answer = client.post(f"/me/finds/{note.public_id}/{act}", {"as": "nobody"}, headers=SAME_ORIGIN)
        assert answer.status_code == 404

    assert Note.objects.get().names_me


def test_of_a_story_that_is_gone_ones_own_words_stay(client, chapter, maud, iris):
    people.noted(chapter, iris, "rain", "Which rain?", kind="question")
    publishing.withdraw(chapter, by=maud, at=people.NOW)

    for page in (page_of(client), *(page_of(client, f"/me/finds/notes.{ending}") for ending in ("md", "json"))):
        assert "Which rain?" in page
        assert "The Quay" not in page
        assert "Salt Wages" not in page


def test_more_than_twenty_go_on_to_another_page(client, chapter, iris):
    for number in range(21):
        people.noted(chapter, iris, "rain", f"Question {number}?", kind="question")

    assert page_of(client).count('class="review"') == 20
    assert page_of(client, "/me/finds?page=2").count('class="review"') == 1
    assert client.get("/me/finds?page=3").status_code == 404


def test_all_is_taken_out_as_markdown(client, chapter, maud, iris):
    people.noted(chapter, iris, "teh", "Twice.", becomes="the")
    people.noted(chapter, iris, "lamp", "For me alone.", kind="private")

    answer = client.get("/me/finds/notes.md")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.md"'
    text = answer.content.decode()
    assert "## Salt Wages" in text
    assert f"### [I. The Quay](http://testserver/chapters/{chapter.public_id})" in text
    assert re.search(r"> teh\n+.*Typo.*\n+It should read: the\n+Twice\.", text)
    assert "For me alone." in text


def test_all_is_taken_out_as_web_annotations(client, chapter, maud, iris):
    later = people.published_chapter(chapter.story, maud, "The lamp was his.", title="His")
    against = people.marked(later, "his")
    note = people.noted(chapter, iris, "the lamp", "Whose?", kind="continuity", against=against)

    page = json.loads(client.get("/me/finds/notes.json").content)

    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    [item] = page["items"]
    assert item["id"] == f"http://testserver/me/finds#n-{note.public_id}"
    assert item["body"][0]["value"] == "Whose?"
    first, second = item["target"]
    assert first["source"] == f"http://testserver/chapters/{chapter.public_id}"
    assert first["selector"][0]["exact"] == "the lamp"
    block = chapter.live.blocks[-1]
    assert first["selector"][1] == {
        "type": "FragmentSelector",
        "value": f"b-{block.id}",
        "refinedBy": {
            "type": "TextPositionSelector",
            "start": block.text.index("the lamp"),
            "end": block.text.index("the lamp") + len("the lamp"),
        },
    }
    assert second["source"] == f"http://testserver/chapters/{later.public_id}"
