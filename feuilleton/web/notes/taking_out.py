"""All of one's own notes and highlights as a file: Markdown to read, JSON in the shape of W3C Web Annotations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.http.visitor import visitor_of
from feuilleton.notes import models
from feuilleton.notes.models import HERE, Note
from feuilleton.web import measures
from feuilleton.web.addresses import address, whole
from feuilleton.web.notes import finds, opposing, states
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_KINDS = {"md": "text/markdown; charset=utf-8", "json": "application/ld+json"}
_MOTIVES = {
    models.REACTION: "assessing",
    models.TYPO: "editing",
    models.WORDING: "editing",
    models.CONTINUITY: "questioning",
    models.QUESTION: "questioning",
    models.PRIVATE: "highlighting",
}


@signed_in
def take_out(request: HttpRequest, ending: str) -> HttpResponse:
    if ending not in _KINDS:
        raise Http404
    user = writer(request)
    notes = finds.in_order(Note.objects.written_by(user).exclude(kind=models.CLARIFICATION))
    rows = list(finds.with_places(notes))
    visitor = visitor_of(request)
    seen, chapters = finds.readable(rows, visitor), finds.chapters_of(rows, visitor)
    write = _markdown if ending == "md" else _annotations
    disposition = f'attachment; filename="notes.{ending}"'
    return HttpResponse(
        write(request, rows, seen, chapters), content_type=_KINDS[ending], headers={"Content-Disposition": disposition}
    )


def _markdown(request: HttpRequest, notes: Sequence[Any], seen: set[int], chapters: dict[int, str]) -> str:
    lines = [f"# {_('Your notes')}", "", measures.day(timezone.now())]
    story = chapter = None
    for note in notes:
        is_there = note.pk in seen
        if note.story_id != story:
            story, chapter = note.story_id, None
            lines += ["", f"## {note.story.title if is_there else _('A story that is not here any more')}"]
        if is_there and note.chapter_id != chapter:
            chapter = note.chapter_id
            url = whole(request, address("chapter", note.chapter.public_id))
            lines += ["", f"### [{opposing.called(note.chapter)}]({url})"]
        lines += ["", *_note(note, chapters if is_there else {})]
    return "\n".join(lines) + "\n"


def _note(note: Any, chapters: dict[int, str]) -> list[str]:
    quotes = [place.quote for place in note.places if place.revision_id in chapters and place.quote]
    lines = [line for quote in quotes for line in [*(f"> {part}" for part in quote.split("\n")), ""]]
    kind = dict(models.KINDS)[note.kind]
    said = [f"*{kind}*, {measures.day(note.made_at)}. {states.said(note)}"]
    if note.reaction:
        said.append(str(dict(models.REACTIONS)[note.reaction]))
    if note.replacement is not None:
        said.append(_("It should read: %(words)s") % {"words": note.replacement or "—"})
    if note.source:
        said.append(note.source)
    if note.answer:
        said.append(_("Its author answered: %(words)s") % {"words": note.answer})
    return lines + "\n\n".join(said).split("\n")


def _annotations(request: HttpRequest, notes: Sequence[Any], seen: set[int], chapters: dict[int, str]) -> str:
    items = [_annotation(request, note, chapters if note.pk in seen else {}) for note in notes]
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    return json.dumps(page, ensure_ascii=False, indent=1)


def _annotation(request: HttpRequest, note: Any, chapters: dict[int, str]) -> dict[str, Any]:
    """`here` is what it speaks of; what it contradicts is a second target."""
    places = sorted(note.places, key=lambda place: place.part != HERE)
    targets = [_target(request, one, chapters[one.revision_id]) for one in places if one.revision_id in chapters]
    source = whole(request, address("chapter", note.chapter.public_id))
    made = {
        "id": f"{whole(request, address('finds'))}#n-{note.public_id}",
        "type": "Annotation",
        "motivation": _MOTIVES.get(note.kind, "commenting"),
        "created": note.made_at.isoformat(timespec="seconds"),
        "body": _bodies(note),
        "target": targets or source,
    }
    return {name: value for name, value in made.items() if value}


def _bodies(note: Any) -> list[dict[str, str]]:
    said = [
        (note.source, "commenting"),
        (note.reaction, "tagging"),
        (note.replacement, "editing"),
        (note.answer, "replying"),
    ]
    return [
        {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": purpose}
        for words, purpose in said
        if words or (words == "" and purpose == "editing")
    ]


def _target(request: HttpRequest, place: Any, chapter: str) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": place.quote, "prefix": place.before, "suffix": place.after}
    target: dict[str, Any] = {"type": "SpecificResource", "selector": [quote]}
    target["source"] = whole(request, address("chapter", chapter))
    if not place.is_detached and place.start_block == place.end_block:
        spot = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
        target["selector"].append({"type": "FragmentSelector", "value": f"b-{place.start_block}", "refinedBy": spot})
    return target
