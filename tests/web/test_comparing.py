"""What changed between two texts, passage by passage."""

from feuilleton.kit.prose import aligning, sources
from feuilleton.kit.prose.blocks import pack
from feuilleton.stories.models import Draft
from feuilleton.web import comparing

OLD = "One fine morning the tide came in.\n\nNobody moved.\n\n***\n\nMr. Garrod sang a little."


def drafts(old, new, **fields):
    before = aligning.keep_ids([], sources.from_markdown(old))
    after = aligning.keep_ids(before, sources.from_markdown(new))
    return Draft(source=old, packed=pack(before)), Draft(source=new, packed=pack(after), **fields)


def said(old, new, **fields):
    """The differences as a line each: [-out-], {+in+}, ... for what stayed the same."""
    lines = []
    for passage in comparing.differences(*drafts(old, new, **fields)):
        marks = {"out": "[-{}-]", "in": "{{+{}+}}", "same": "{}"}
        line = "".join(marks[part.kind].format(part.text) for part in passage.parts)
        lines.append(f"{passage.of} {line}".strip() if line else f"... {passage.skipped}")
    return lines


def test_the_same_text_has_no_differences():
    assert said(OLD, OLD) == []


def test_a_word_that_changed_stands_between_those_that_did_not():
    assert said(OLD, OLD.replace("fine", "grey")) == [
        "One [-fine-]{+grey+} morning the tide came in.",
        "... 3 passages the same",
    ]


def test_a_passage_that_went_stands_where_it_stood():
    assert said(OLD, OLD.replace("Nobody moved.\n\n", "")) == [
        "... 1 passage the same",
        "[-Nobody moved.-]",
        "... 2 passages the same",
    ]


def test_the_first_passage_may_go():
    assert said(OLD, OLD.split("\n\n", 1)[1])[0] == "[-One fine morning the tide came in.-]"


def test_a_new_passage_stands_where_it_came():
    assert said(OLD, OLD + "\n\nThen a stop.") == ["... 4 passages the same", "{+Then a stop.+}"]


def test_a_paragraph_that_was_parted_shows_only_the_parting():
    old = "The sluice is older than the Company. It has a wheel of bog oak, and three men to start it."

    assert said(old, old.replace("Company. It", "Company.\n\nIt")) == [
        "The sluice is older than the Company.[- -]{+\n+}It has a wheel of bog oak, and three men to start it."
    ]


def test_two_paragraphs_that_were_joined_show_only_the_joining():
    new = "The sluice is older than the Company. It has a wheel of bog oak, and three men to start it."

    assert said(new.replace("Company. It", "Company.\n\nIt"), new) == [
        "The sluice is older than the Company.[-\n-]{+ +}It has a wheel of bog oak, and three men to start it."
    ]


def test_what_moved_is_said_to_have_moved():
    first, second, *rest = OLD.split("\n\n")

    lines = said(OLD, "\n\n".join([second, *rest, first]))

    assert [line for line in lines if line.startswith("Moved here:")] == [
        "Moved here: One fine morning the tide came in."
    ]
    assert not any("[-" in line or "{+" in line for line in lines)


def test_italics_alone_are_a_difference_without_words():
    assert said(OLD, OLD.replace("fine", "*fine*"))[0] == "Set differently: One fine morning the tide came in."


def test_headings_and_notes_are_compared_too():
    notes = [{"place": "after", "label": "Thanks", "source": "To you.", "html": ""}]

    assert said(OLD, OLD, title="The Sluice", notes=notes)[:2] == [
        "Title: {+The Sluice+}",
        "Notes after: {+Thanks\nTo you.+}",
    ]


def test_japanese_is_compared_by_character():
    assert said("潮が満ちてきた。", "潮が引いてきた。") == ["潮が[-満ち-]{+引い+}てきた。"]
