"""A NUL sign in what is sent: PostgreSQL takes none, so a form that holds one is refused or tidied, and no failure."""

import pytest
from django.test import Client

from feuilleton.shelves.models import Mark, Shelved
from tests import people

NUL = "a\0b"
FORMS = {
    "/stories/{story}/shelves": {"own": NUL, "state": NUL},
    "/stories/{story}/marks": {"do": NUL, "chapter": NUL},
    "/stories/{story}/follow": {"do": NUL, "cadence": NUL, "many": NUL},
    "/stories/{story}/favorite": {"do": NUL, "next": NUL},
    "/stories/{story}/reviews": {"text": NUL, "as": NUL, "name": NUL, "email": NUL, "form_id": NUL},
    "/chapters/{chapter}/reviews": {"do": "guest", "text": NUL, "name": NUL, "email": NUL, "form_id": NUL},
    "/chapters/{chapter}/place": {"block": NUL, "offset": NUL},
    "/report/story/{story}": {"wrong": "other", "words": NUL, "email": NUL, "form_id": NUL},
    "/report/chapter/{chapter}": {"wrong": "cruel", "words": NUL, "form_id": NUL},
    "/me/shelves/move": {"story": NUL, "from": NUL, "to": NUL},
    "/me/shelves/own": {"name": NUL, "do": NUL},
    "/me/history": {"do": "forget", "story": NUL},
    "/me/blocks": {"name": NUL},
    "/me/blocks/let-go": {"block": NUL},
    "/inbox/seen": {"do": "see", "event": NUL},
    "/write/stories/{story}/notes/accept": {"note": NUL},
    "/write/stories/{story}/facts": {"subject": NUL, "relation": NUL, "object": NUL, "since": NUL, "note": NUL},
    "/write/chapters/{chapter}/notes/publish": {"version": NUL},
    "/write/stories/{story}/sign": {"pen_name": NUL, "name": NUL},
}


@pytest.mark.parametrize("who", ["a guest", "a member", "the author"])
@pytest.mark.parametrize("form", FORMS)
def test_no_form_breaks_on_a_nul_sign(form, who, maud, iris):
    chapter = people.published_story(maud).chapters.select_related("story").get()
    client = Client(raise_request_exception=False)
    if who != "a guest":
        client.force_login(iris if who == "a member" else maud)
    path = form.format(story=chapter.story.public_id, chapter=chapter.public_id)

    answer = client.post(path, FORMS[form], headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code < 500
    assert not Shelved.objects.exists()
    assert not Mark.objects.exists()
