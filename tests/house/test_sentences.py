"""What we say to people: every sentence is in every catalogue, whole, and set as that language sets it."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from feuilleton.kit import catalogues

CODE = Path(__file__).parents[2] / "feuilleton"
PLACE = re.compile(r"%\((\w+)\)")
THIN = "\u202f"  # narrow no-break space


@pytest.fixture(scope="module", params=sorted(CODE.glob(f"locale/*/{catalogues.PO}")), ids=lambda po: po.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    return polib.pofile(str(request.param))


@pytest.fixture(scope="module")
def french() -> polib.POFile:
    return polib.pofile(str(CODE / "locale" / "fr" / catalogues.PO))


def test_every_sentence_is_in_the_catalogue_and_nothing_else(catalogue: polib.POFile) -> None:
    said = {sentence.key(): sentence.plural for sentence in catalogues.sentences(CODE)}
    kept = {(entry.msgctxt, entry.msgid): entry.msgid_plural or None for entry in catalogue}

    assert {"only said": said.keys() - kept.keys(), "only kept": kept.keys() - said.keys()} == {
        "only said": set(),
        "only kept": set(),
    }, "run bin/messages, and translate what is new"
    assert kept == said


def test_every_sentence_is_translated(catalogue: polib.POFile) -> None:
    assert len(catalogue) > 900
    assert not [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy or entry.obsolete]


def test_translations_have_the_places_of_their_sentences(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        allowed = [sorted(PLACE.findall(words)) for words in (entry.msgid, entry.msgid_plural) if words]
        for translated in entry.msgstr_plural.values() or [entry.msgstr]:
            assert sorted(PLACE.findall(translated)) in allowed, entry.msgid
            assert translated.count("%") == len(PLACE.findall(translated)), entry.msgid


def test_french_is_set_as_french(french: polib.POFile) -> None:
    for entry in french:
        for words in entry.msgstr_plural.values() or [entry.msgstr]:
            assert "'" not in words, words
            assert '"' not in words, words
            assert not re.search(r"[ \u00a0][;:!?»]|«[^\u202f]|[^\u202f]»", words), f"{words!r} needs {THIN!r}"
            assert not re.search(r"[^\W\d][;!?]", words), words
            assert "!" not in words, words
