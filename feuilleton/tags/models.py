"""The vocabulary that stories share. What an author typed stays with the story; this is what it points to."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from feuilleton.kit.ids import public_id

FANDOM, RELATIONSHIP, CHARACTER, FREE = "fandom", "relationship", "character", "free"
KINDS = [
    (FANDOM, _("Fandom")),
    (RELATIONSHIP, _("Relationship")),
    (CHARACTER, _("Character")),
    (FREE, _("Free tag")),
]


def tag_key(name: str) -> str:
    """What makes two typed tags one tag: compatibility forms, case and white space do not tell them apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Tag(models.Model):
    """One word of the vocabulary, of one kind."""

    KINDS: ClassVar = KINDS

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=12, choices=KINDS)
    name = models.CharField(max_length=150)
    key = models.CharField(max_length=300, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="tag_once_in_its_kind")]

    def __str__(self) -> str:
        return self.name
