"""Finding the tag that somebody means, and making it when nobody has used it before."""

from __future__ import annotations

from feuilleton.tags.models import Tag, tag_key


def find_or_make(kind: str, typed: str) -> Tag:
    """The tag of that kind whose name is the typed one, but for case and spacing; new if there is none."""
    tag, _ = Tag.objects.get_or_create(kind=kind, key=tag_key(typed), defaults={"name": typed})
    return tag
