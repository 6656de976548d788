"""Saying something about a passage by the form."""

import html

import pytest

from feuilleton.notes.models import AGAINST, HERE, Note, Placement
from feuilleton.stories import models, publishing, welcoming
from feuilleton.stories.welcoming import Welcome
from feuilleton.web.notes import brake, passages
from tests import people
from tests.web.notes.conftest import Form, mark_of

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def reader(client, iris):
    people.pen_name(iris)
    client.force_login(iris)


def quote(note, part=HERE):
    return Placement.objects.get(note=note, part=part, is_newest=True).quote


def test_a_correction_is_looked_over_before_it_is_sent(client, form, chapter):
    sheet = form("teh")
    corrected = sheet.fields["replacement"].replace("teh", "the")

    looked = sheet.send(kind="typo", replacement=corrected)
    sent = sheet.again(looked).send()

    assert looked.status_code == 200
    assert '<del><span class="hush">out: </span>teh</del><ins><span class="hush">in: </span>the</ins>' in (
        looked.content.decode()
    )
    assert sent.status_code == 303
    assert sent.headers["Location"].startswith(f"/chapters/{chapter.public_id}#b-")
    note = Note.objects.get()
    assert (note.kind, quote(note), note.replacement) == ("typo", "teh", "the")
    assert note.pen_name.name == "iris at sea"
    assert note.names_me


def test_what_was_changed_after_the_look_is_shown_once_more(form):
    sheet = form("teh")
    looked = sheet.again(sheet.send(kind="typo", replacement=sheet.fields["replacement"].replace("teh", "the")))

    again = looked.send(replacement=looked.fields["replacement"].replace("rain", "snow"))

    assert again.status_code == 200
    assert "snow</ins>" in again.content.decode()
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "passage", "becomes"),
    [
        ("twice, twice", "twice", ", twice", ""),
        ("on teh", "on the old", "teh", "the old"),
        ("the crates", "all the crates", "counted", "counted all"),
        ("Edda", "So Edda", "Edda", "So Edda"),
        ("came.", "came!", ".", "!"),
    ],
)
def test_only_the_words_that_differ_are_marked(form, before, after, passage, becomes):
    sheet = form("teh")
    corrected = sheet.fields["replacement"].replace(before, after, 1)

    sheet.send(kind="wording", replacement=corrected, seen=corrected)

    note = Note.objects.get()
    assert (quote(note).strip(), note.replacement.strip()) == (passage, becomes)


def test_selected_words_come_along_by_code_points(client, chapter, form):
    text = chapter.live.blocks[1].text
    start = text.index("nothing")

    sheet = form("nothing", start=start, end=start + 7, quote="nothing", revision=chapter.live_id)

    assert sheet.fields["passage"] == sheet.fields["replacement"] == "nothing"
    assert "<mark>nothing</mark>" in sheet.page
    assert sheet.send(kind="reaction", reaction="moved").status_code == 303
    assert quote(Note.objects.get()) == "nothing"


def test_words_are_found_in_the_paragraph_and_several_places_are_asked_about(form):
    sheet = form("teh")

    lost = sheet.send(kind="question", words="Which quay?", passage="the key")
    asked = sheet.send(kind="question", words="Why <twice>?", passage="twice")
    sent = sheet.again(asked).send(which="1")

    assert lost.status_code == asked.status_code == 422
    assert "Copy them from the text" in lost.content.decode()
    assert "Why &lt;twice&gt;?" in asked.content.decode()
    assert asked.content.decode().count('name="which"') == 2
    assert sent.status_code == 303
    placed = Placement.objects.get(is_newest=True)
    assert placed.start == "Edda counted the crates on teh quay twice, ".__len__()


def test_words_that_stand_everywhere_are_not_offered_one_by_one(form, monkeypatch):
    monkeypatch.setattr(passages, "MOST_PLACES", 3)

    asked = form("teh").send(kind="question", words="Why?", passage="e")

    assert asked.status_code == 422
    assert "Add the words around them." in asked.content.decode()
    assert 'name="which"' not in asked.content.decode()


def test_a_reaction_is_one_choice_and_a_note_for_oneself_is_nobody_elses(client, form, maud):
    form("Nobody").send(kind="reaction", reaction="loved", passage="the lamp went out")
    kept = form("Nobody").send(kind="private", words="Read this to Dad.", follow=True)

    assert set(Note.objects.values_list("kind", flat=True)) == {"reaction", "private"}
    page = client.get(kept.headers["Location"].split("#")[0]).content.decode()
    assert "Kept. Only you see it." in page
    client.force_login(maud)
    assert "Dad" not in client.get(kept.headers["Location"].split("#")[0]).content.decode()


def test_what_became_of_it_is_said_beside_the_passage(client, form, chapter):
    form("Nobody").send(kind="question", words="Which lamp?")

    page = client.get(f"/chapters/{chapter.public_id}").content.decode()

    said = page.index("You hear when it is decided.")
    assert page.index("Nobody on the quay") < said < page.index("</paragraph-links>")
    assert page.count("You hear when it is decided.") == 1
    assert f'<a href="/me/finds/{Note.objects.get().public_id}/take-back?next=' in page
    assert "You hear when" not in client.get(f"/chapters/{chapter.public_id}").content.decode()


def test_refusals_keep_every_word(form):
    typed = {"kind": "wording", "words": "", "passage": "the crates", "names_me": "no", "against_passage": "so"}

    refused = form("teh").send(**typed)

    assert refused.status_code == 422
    assert "Correct the words, or say what is wrong with them." in refused.content.decode()
    fields = form("teh").again(refused).fields
    assert {name: fields[name] for name in ("kind", "passage", "names_me")} == {
        name: typed[name] for name in ("kind", "passage", "names_me")
    }


def test_a_kind_that_is_not_asked_for_is_refused(client, maud, iris):
    chapter = people.published_story(maud).chapters.get()

    refused = Form(client, mark_of(chapter, "The tide")).send(kind="wording", words="Kill the tide <here>.")

    assert refused.status_code == 422
    assert "does not ask for notes of this kind" in refused.content.decode()
    assert "Kill the tide &lt;here&gt;." in refused.content.decode()


def test_who_was_signed_out_while_writing_signs_in_and_it_is_sent(client, form):
    sheet = form("teh")
    client.logout()

    waiting = sheet.send(kind="question", words="Which <quay>?")
    sent = sheet.send(kind="question", words="Which <quay>?", sign_in_name="iris", sign_in_password=people.PASSWORD)

    assert waiting.status_code == 403
    assert "Which &lt;quay&gt;?" in waiting.content.decode()
    assert sent.status_code == 303
    assert Note.objects.get().source == "Which <quay>?"


def test_words_for_what_is_gone_come_back(form, chapter, maud):
    sheet = form("teh")
    publishing.withdraw(chapter, by=maud, at=people.NOW)

    answer = sheet.send(kind="question", words="Which quay?")

    assert answer.status_code == 422
    assert "Which quay?" in answer.content.decode()


def test_a_note_on_a_text_that_was_revised_meanwhile_stands_in_the_new_one(form, chapter, maud):
    sheet = form("Nobody")
    people.revised(chapter, maud, "A new beginning.\n\nNobody on the quay moved until the lamp went out.")

    assert sheet.send(kind="question", words="Which lamp?", passage="the lamp").status_code == 303
    newest = Placement.objects.get(is_newest=True)
    assert (newest.quote, newest.revision.ordinal) == ("the lamp", 2)


def test_a_member_without_a_pen_name_may_take_one_or_stay_unnamed(client, form, nell):
    client.force_login(nell)

    sheet = form("Nobody")
    sheet.send(kind="question", words="Who?")
    form("Nobody").send(kind="question", words="Who now?", new_name="Nell")

    assert "Do not name me" not in sheet.page
    unnamed, named = Note.objects.order_by("pk")
    assert (unnamed.pen_name, unnamed.names_me) == (None, False)
    assert (named.pen_name.name, named.names_me) == ("Nell", True)


def test_what_is_public_at_once_is_said_so(client, form, chapter, maud):
    welcoming.welcome(chapter.story, Welcome(notes_welcome=models.MARGIN), by=maud, at=people.NOW)

    sheet = form("Nobody")
    sheet.send(kind="question", words="Who?")

    assert "every reader sees it at once" in sheet.page
    assert '<p data-for="reaction question">Every reader of the chapter, at once.</p>' in sheet.page
    assert '<p data-for="typo wording continuity formatting">Its author alone' in sheet.page
    assert Note.objects.get().is_public
    assert "Every reader of the chapter sees it, too." in client.get(f"/chapters/{chapter.public_id}").content.decode()


def test_sixty_an_hour_are_enough(form, monkeypatch):
    monkeypatch.setattr(brake, "WRITTEN", 2)
    for words in ("One?", "Two?"):
        form("Nobody").send(kind="question", words=words)

    answer = form("Nobody").send(kind="question", words="Three?")

    assert answer.status_code == 422
    assert "60 within an hour" in answer.content.decode()
    assert "Three?" in answer.content.decode()


def test_a_second_passage_is_chosen_step_by_step_with_everything_that_was_typed(client, form, chapter, maud):
    other = people.published_chapter(chapter.story, maud, "Edda had one arm.\n\nShe was **born** so.", title="Arms")
    draft = people.chapter(chapter.story, maud, "Nobody may read this.", title="A secret to come")
    sheet = form("teh")

    chapters = sheet.send(kind="continuity", words="She has <two>.", passage="Edda", choose="chapters")
    paragraphs = sheet.again(chapters).send(choose=f"in:{other.public_id}")
    block = other.live.blocks[1].id
    chosen = sheet.again(paragraphs).send(choose=f"take:{other.public_id}:{block}")
    filled = sheet.again(chosen)
    sent = filled.send(against_passage="born so")

    assert "I. The Quay" in chapters.content.decode()
    assert "Edda</blockquote>" in chapters.content.decode()
    assert "A secret to come" not in chapters.content.decode()
    assert draft.public_id not in chapters.content.decode()
    assert "Edda had one arm." in paragraphs.content.decode()
    assert filled.fields["against_passage"] == "She was born so."
    assert filled.fields["words"] == "She has <two>."
    assert sent.status_code == 303
    note = Note.objects.get()
    assert (quote(note), quote(note, AGAINST)) == ("Edda", "born so")


def test_the_chooser_offers_nothing_that_is_not_the_readers_to_see(form, chapter, maud):
    draft = people.chapter(chapter.story, maud, "Nobody may read this.", title="A secret to come")

    sheet = form("teh")
    inside = sheet.send(kind="continuity", words="No.", choose=f"in:{draft.public_id}")
    taken = sheet.send(kind="continuity", words="No.", against=draft.public_id, against_block="x", passage="Edda")

    assert "Nobody may read this" not in inside.content.decode()
    assert html.unescape(taken.content.decode()).count("That passage is not there any more.") >= 1
    assert not Note.objects.exists()


def test_marking_across_paragraphs(form, chapter):
    first, second = chapter.live.blocks[:2]
    start = first.text.index("rain")
    end = len(first.text) + 1 + len("“You said")

    sheet = form("teh", start=start, end=end, to=second.id, revision=chapter.live_id)
    sheet.send(kind="reaction", reaction="gripped")

    assert quote(Note.objects.get()) == "rain came.\n“You said"


def test_a_selection_that_begins_where_a_paragraph_ends_begins_with_the_next(form, chapter):
    first, second = chapter.live.blocks[:2]
    start, end = len(first.text), len(first.text) + 1 + len("“You said")

    sheet = form("teh", start=start, end=end, to=second.id, revision=chapter.live_id)
    sent = sheet.send(kind="reaction", reaction="gripped", passage="“You said")

    assert sent.status_code == 303
    assert quote(Note.objects.get()) == "“You said"


def test_two_paragraphs_cannot_be_made_one(form, chapter):
    second = chapter.live.blocks[1]
    sheet = form("teh", to=second.id, revision=chapter.live_id)
    joined = sheet.fields["replacement"].replace("came.\n“You said", "came. “We said")

    sent = sheet.send(kind="wording", replacement=joined, seen=joined)

    assert sent.status_code == 422
    assert "stays within one paragraph" in sent.content.decode()
    assert not Note.objects.exists()


def test_what_is_taken_back_counts_too(client, form, monkeypatch):
    monkeypatch.setattr(brake, "CHANGED", 1)
    for words in ("One?", "Two?"):
        form("Nobody").send(kind="question", words=words)
        last = client.post(f"/me/finds/{Note.objects.get().public_id}/take-back", headers=SAME_ORIGIN)

    assert last.status_code == 422
    assert Note.objects.get().source == "Two?"
