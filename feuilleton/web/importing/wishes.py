"""What the author wants made of a manuscript: the fields of the page, found in the file or typed over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName
from feuilleton.archive import keeping
from feuilleton.importing import bringing, decoding, tongues
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.stories import arranging
from feuilleton.stories.models import Story
from feuilleton.web.writing import header_form
from feuilleton.web.writing.header_form import TAG_FIELDS, Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from feuilleton.accounts.models import User
    from feuilleton.importing.models import Manuscript
    from feuilleton.importing.parting import Note, Part
    from feuilleton.importing.proposal import Proposal
    from feuilleton.stories.describing import Header

MANY = "warnings"  # the one field that holds a list
_HEADER = ("title", "summary", "disclaimer", "language", "rating", "warning_words", "status", "audience")
Values = dict[str, Any]


def story_of(person: User, public_id: str) -> Story | None:
    """The story of theirs that the manuscript goes on, None for a new one."""
    found: Story | None = Story.objects.editable_by(person).filter(public_id=public_id).first()
    return found


def charset_in(sent: QueryDict) -> str:
    """The charset somebody chose, "" for none. Raises Refusal for one that we do not offer."""
    charset = str(sent.get("charset", ""))
    if charset and charset not in decoding.CHARSETS:
        raise Refusal(_("We do not know this way of writing a file. Pick one from the list."), field="charset")
    return charset


def found(proposal: Proposal, parts: list[Part], person: User, story: Story | None) -> Values:
    """The value of every field of the page, as far as the file says it."""
    archive_language = keeping.the_archive().language
    language = tongues.spoken(proposal.manuscript.source, otherwise=archive_language)
    header = bringing.header_of(proposal, parts, language=language)
    values: Values = {name: getattr(header, name) for name in (*_HEADER, MANY)}
    values["planned"] = str(header.planned or "")
    for kind, name in TAG_FIELDS.items():
        values[name] = ", ".join(header.tags.get(kind, []))
    values["story"] = story.public_id if story else ""
    values |= _signed(proposal.pen_name, person)
    lone = arranging.next_number(story) if story else "1"
    for part in parts:
        values[f"number_{part.start}"] = part.number or (lone if len(parts) == 1 else "")
        values[f"name_{part.start}"] = part.title
        values[f"into_{part.start}"] = ""
        for note in part.notes:
            values[f"label_{note.start}"] = note.label
            values[f"note_{note.start}"] = note.text
    return values


def said_in(sent: QueryDict, before: Mapping[str, Any], values: Values) -> Values:
    """What the author has typed over what was found (`values`), with this form's fields put in."""
    said = dict(before)
    for name, value in values.items():
        # No box that is ticked and no field at all look alike; the title tells whether the form was there.
        if name == MANY and "title" in sent:
            typed: Any = sent.getlist(name)
        elif name != MANY and name in sent:
            typed = text.tidy(str(sent[name])).strip()
        else:
            continue
        if typed == value:
            said.pop(name, None)
        else:
            said[name] = typed
    return said


def header_of(proposal: Proposal, values: Values) -> Header:
    """The header these fields mean. Raises Refusal as `header_form.header_of`."""
    return header_form.header_of(said_of(values), other_headers=bringing.other_headers(proposal))


def said_of(values: Values) -> Said:
    """The same, as the fields of a story's header are drawn."""
    tags = {kind: values[name] for kind, name in TAG_FIELDS.items()}
    return Said(**{name: values[name] for name in (*_HEADER, MANY, "planned")}, tags=tags)


def parts_of(parts: list[Part], values: Values) -> list[Part]:
    """The chapters as the fields have them."""
    return [
        replace(
            part,
            number=values[f"number_{part.start}"],
            title=values[f"name_{part.start}"],
            into=values[f"into_{part.start}"],
            notes=tuple(_note(note, values) for note in part.notes),
        )
        for part in parts
    ]


def pen_name_of(values: Values, person: User) -> str:
    """The pen name typed, else the one chosen. Raises Refusal for none."""
    typed: str = values["new_pen_name"]
    chosen = PenName.objects.of(person).filter(public_id=values["pen_name"]).first()
    if not typed and chosen is None:
        raise Refusal(_("A story stands under a pen name. Any will do; it can be changed."), field="new_pen_name")
    return typed or str(chosen)


def with_said(manuscript: Manuscript, values: Values) -> Values:
    """The values that were found, with what the author typed over them."""
    return values | {name: said for name, said in manuscript.said.items() if name in values}


def _signed(name: str, person: User) -> Values:
    """The pen name the file says, if it is theirs; else their first; else, if it is free, the file's for a new one."""
    theirs = PenName.objects.of(person)
    own = theirs.named(name).first() if name else None
    chosen = own or theirs.in_order().first()
    is_free = bool(name) and not PenName.objects.named(name).exists()
    return {"pen_name": chosen.public_id if chosen else "", "new_pen_name": name if is_free and not chosen else ""}


def _note(note: Note, values: Values) -> Note:
    return replace(note, label=values[f"label_{note.start}"], text=values[f"note_{note.start}"])
