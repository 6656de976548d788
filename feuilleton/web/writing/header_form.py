"""A story's header between the form and the rules: what is said in each field, and the header that means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit import languages, text
from feuilleton.kit.errors import Refusal
from feuilleton.stories import models
from feuilleton.stories.describing import Header
from feuilleton.tags.models import CHARACTER, FANDOM, FREE, RELATIONSHIP

if TYPE_CHECKING:
    from django.http import QueryDict

    from feuilleton.stories.models import Story

# Which field of the form holds which kind of tag.
TAG_FIELDS = {FANDOM: "fandoms", RELATIONSHIP: "relationships", CHARACTER: "characters", FREE: "free"}
_COMMAS = re.compile(r"[,，،\n]")


@dataclass
class Said:
    """The header's fields as they stand in the form, all of them strings but the warnings. `tags`: by kind."""

    title: str = ""
    summary: str = ""
    disclaimer: str = ""
    language: str = "en"
    rating: str = models.UNRATED
    warnings: list[str] = field(default_factory=list)
    warning_words: str = ""
    status: str = models.ONGOING
    planned: str = ""
    audience: str = models.EVERYONE
    tags: dict[str, str] = field(default_factory=dict)


def said_in(sent: QueryDict) -> Said:
    """What a form sent; a field it does not have says what a new story's says."""
    new = Said()
    words = {
        name: text.tidy(sent.get(name, getattr(new, name)))
        for name in (
            *("title", "summary", "disclaimer", "language", "rating"),
            *("warning_words", "status", "planned", "audience"),
        )
    }
    tags = {kind: text.tidy(sent.get(name, "")) for kind, name in TAG_FIELDS.items()}
    return Said(**words, warnings=sent.getlist("warnings"), tags=tags)


def said_by(story: Story) -> Said:
    """What a story's header says, as its author would type it."""
    tags: dict[str, list[str]] = {kind: [] for kind in TAG_FIELDS}
    for kind, typed in story.story_tags.order_by("position", "id").values_list("kind", "typed"):
        tags[kind].append(typed)
    return Said(
        title=story.title,
        summary=story.summary,
        disclaimer=story.disclaimer,
        language=story.language,
        rating=story.rating,
        warnings=story.warnings,
        warning_words=story.warning_words,
        status=story.status,
        planned=str(story.planned or ""),
        audience=story.audience,
        tags={kind: ", ".join(typed) for kind, typed in tags.items()},
    )


def header_of(said: Said, *, other_headers: list[dict[str, str]]) -> Header:
    """The header that these fields mean. Raises Refusal if the planned number is none."""
    return Header(
        title=said.title,
        summary=said.summary,
        disclaimer=said.disclaimer,
        language=said.language,
        rating=said.rating,
        warnings=said.warnings,
        warning_words=said.warning_words,
        status=said.status,
        planned=_planned(said.planned),
        audience=said.audience,
        tags={kind: _COMMAS.split(typed) for kind, typed in said.tags.items()},
        other_headers=other_headers,
    )


def language_choices(chosen: str) -> list[tuple[str, str]]:
    """Every language by its own name; a tag beyond the list, as an import may bring, stays to be chosen."""
    known = list(languages.NAMES.items())
    return known if chosen in languages.NAMES else [(chosen, f"{languages.name(chosen)} ({chosen})"), *known]


def _planned(said: str) -> int | None:
    said = text.one_line(said)
    if not said or said == "?":
        return None
    if not (said.isdecimal() and len(said) <= 6):
        raise Refusal(_("How many chapters are planned is a number, or nothing while it is open."), field="planned")
    return int(said)
