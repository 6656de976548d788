"""A house that speaks French: its pages, dates, figures and books; what people wrote stays in their own language."""

from __future__ import annotations

import argparse
import io
import re
import zipfile
from datetime import datetime

import pytest
from django.core.wsgi import get_wsgi_application

from feuilleton.accounts.models import User
from feuilleton.archive import keeping, speaking
from feuilleton.ops import exporting
from feuilleton.pages import keys
from feuilleton.pages.front import Front
from feuilleton.stories.models import Story
from tests import people
from tests.pages.conftest import Browser, make_store  # noqa: F401 – a fixture

THIN = "\u202f"
pytestmark = pytest.mark.usefixtures("our_languages")


def speak(language: str, by: User, at: datetime = people.NOW) -> None:
    keeping.describe(name="Salines", tagline="", language=language, about="", rules="", by=by, at=at)


@pytest.fixture
def story(maud: User) -> Story:
    text = "The tide came in. " * 400
    made = people.story(maud, "Salt Wages", language="en", rating="general", planned=9)
    people.published_chapter(made, maud, text, title="Payday")
    people.published_chapter(made, maud, title="Sunday")
    made.refresh_from_db()
    return made


@pytest.fixture
def in_french(otto: User) -> None:
    speak("fr", otto)


def page(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    text = answer.content.decode()
    assert '<html lang="fr" dir="ltr"' in text
    return text


def test_the_front_page_speaks_french(client, story, in_french):
    home = page(client, "/")

    assert "Chercher une histoire" in home
    assert "Derniers épisodes" in home
    assert re.search(r">(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d+ \w+ 20\d\d<", home)
    assert "21 nov. 2026" in home
    assert re.search(r'lang="en">Salt Wages</a> par <a', home)


def test_a_story_speaks_french_about_english_words(client, story, in_french):
    told = page(client, f"/stories/{story.public_id}")

    assert "Commencer à lire" in told
    assert "2 chapitres sur 9" in told
    assert re.search(r"1[\u202f\u00a0]60\d mots", told)
    assert '<a class="title" href="/chapters/' in told
    assert re.search(r'lang="en">Payday</a>', told)


def test_a_chapter_keeps_its_own_language(client, story, in_french):
    chapter = story.chapters.order_by("position").last()
    told = page(client, f"/chapters/{chapter.public_id}")

    assert "II <i>sur</i> IX" in told
    assert '<span class="hush" lang="fr">Chapitre 2 sur 9</span>' in told
    assert '<article class="column" lang="en">' in told
    assert '<p class="facts" lang="fr"><span>9 mots</span>' in told


def test_the_gate_the_door_and_what_is_not_there_speak_french(client, maud, in_french):
    explicit = people.published_story(maud, "Brine", rating="explicit").chapters.get()

    assert "Ceci est pour adultes" in page(client, f"/chapters/{explicit.public_id}")
    door = page(client, "/sign-in")
    assert "Mot de passe" in door
    assert "Connexion" in door
    assert "Il n’y a rien ici" in page(client, "/nowhere", 404)


def test_what_django_says_is_french_too(client, in_french):
    answer = client.post("/sign-in", {"login": "", "password": ""}, HTTP_SEC_FETCH_SITE="same-origin")

    assert "Ce champ est obligatoire." in answer.content.decode()


def test_books_speak_french_about_english_words(client, story, in_french):
    text = client.get(f"/stories/{story.public_id}.txt").content.decode()
    assert "par maud at sea" in text
    assert f"Chapitre 2 sur 9{THIN}: Sunday" in text
    assert f"Public{THIN}: Tout public" in text

    book = zipfile.ZipFile(io.BytesIO(client.get(f"/stories/{story.public_id}.epub").content))
    pages = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xhtml", ".opf"))}
    assert any("Sommaire" in words for words in pages.values())
    assert all('xml:lang="en"' in words for name, words in pages.items() if "chapter" in name)


def test_the_export_command_speaks_the_house_s_language(story, in_french, tmp_path):
    taken = tmp_path / "story.txt"
    exporting.run(argparse.Namespace(story=story.public_id, format="txt", output=taken))

    assert f"Public{THIN}: Tout public" in taken.read_text()


@pytest.mark.django_db(transaction=True)
def test_stored_pages_are_made_anew_when_the_house_changes_its_language(settings, make_store, maud, otto):  # noqa: F811
    settings.ALLOWED_HOSTS = ["testserver"]
    story = people.published_story(maud)
    speak("en", otto)
    browser = Browser(Front(get_wsgi_application(), make_store(), keys.of_this_site()))
    paths = ["/", "/stories", "/about", f"/stories/{story.public_id}", f"/chapters/{story.chapters.get().public_id}"]
    for path in paths:
        assert '<html lang="en"' in browser.get(path).text, path

    speak("fr", otto)
    for path in paths:
        assert '<html lang="fr"' in browser.get(path).text, path
        assert "Aller au texte" in browser.get(path).text, path

    speak("en", otto)
    for path in paths:
        assert '<html lang="en"' in browser.get(path).text, path


@pytest.mark.parametrize("language", ["ar", "ja"])
def test_a_house_whose_language_we_do_not_speak_says_so_and_speaks_english(client, story, otto, language):
    speak(language, otto)
    assert language not in speaking.catalogues()

    told = client.get(f"/stories/{story.public_id}").content.decode()
    assert '<html lang="en" dir="ltr"' in told
    assert "Begin reading" in told
