"""Finding our sentences, keeping a catalogue in step with them, compiling it."""

from __future__ import annotations

import gettext
from pathlib import Path

import polib
import pytest

from feuilleton.kit import catalogues

HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    code = tmp_path / "code"
    (code / "templates").mkdir(parents=True)
    (code / "told.py").write_text(
        '_("Kept." " Nobody knew.")\nngettext("%(n)s day", "%(n)s days", 2)\npgettext("month", "May")\nother("no")\n'
    )
    (code / "templates" / "page.html").write_text('<p title="{{ _("Kept. Nobody knew.") }}">{{ _("Read on") }}</p>')
    (code / "locale" / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (code / "locale" / "fr" / catalogues.PO).write_text(HEAD)
    return code


def test_sentences_of_code_and_templates_are_found_once(code: Path) -> None:
    found = catalogues.sentences(code)

    assert [(said.context, said.words, said.plural) for said in found] == [
        (None, "Kept. Nobody knew.", None),
        (None, "%(n)s day", "%(n)s days"),
        ("month", "May", None),
        (None, "Read on", None),
    ]
    assert found[0].files == ["code/told.py", "code/templates/page.html"]


def test_a_sentence_made_up_while_running_is_refused(code: Path) -> None:
    (code / "told.py").write_text('_(f"Hello {name}")')

    with pytest.raises(ValueError, match=r"told\.py"):
        catalogues.sentences(code)


def test_a_catalogue_keeps_its_translations_and_gains_what_is_new(code: Path) -> None:
    po = code / "locale" / "fr" / catalogues.PO
    po.write_text(HEAD + '\nmsgid "Read on"\nmsgstr "Lire la suite"\n\nmsgid "Gone"\nmsgstr "Parti"\n')

    catalogues.keep_in_step(po, catalogues.sentences(code))

    kept = {entry.msgid: entry for entry in polib.pofile(str(po))}
    assert kept["Read on"].msgstr == "Lire la suite"
    assert kept["%(n)s day"].msgstr_plural == {0: "", 1: ""}
    assert "Gone" not in kept
    before = po.read_text()
    catalogues.keep_in_step(po, catalogues.sentences(code))
    assert po.read_text() == before


def test_a_catalogue_is_compiled_again_only_when_it_changed(code: Path, tmp_path: Path) -> None:
    po, compiled = code / "locale" / "fr" / catalogues.PO, tmp_path / "compiled"
    po.write_text(HEAD + '\nmsgid "Read on"\nmsgstr "Lire la suite"\n')
    catalogues.compile_into(compiled, code)
    assert _translate(compiled, "Read on") == "Lire la suite"
    made = (compiled / "fr/LC_MESSAGES/django.mo").stat().st_ino

    catalogues.compile_into(compiled, code)
    assert (compiled / "fr/LC_MESSAGES/django.mo").stat().st_ino == made

    po.write_text(HEAD + '\nmsgid "Read on"\nmsgstr "Continuer"\n')
    catalogues.compile_into(compiled, code)
    assert _translate(compiled, "Read on") == "Continuer"
    assert [path.name for path in (compiled / "fr/LC_MESSAGES").iterdir()] == ["django.mo"]


def _translate(folder: Path, words: str) -> str:
    file = folder / "fr" / "LC_MESSAGES" / "django.mo"
    with file.open("rb") as opened:
        return gettext.GNUTranslations(opened).gettext(words)
