"""The one row that says what this archive is called, speaks, asks of people and says of itself."""

from __future__ import annotations

from django.db import models

TOUCHES = ["archive"]


class Archive(models.Model):
    """The archive. There is one row, with id 1; `archive.keeping.the_archive()` finds it."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=80, default="Feuilleton")
    tagline = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=35, default="en")
    about = models.TextField(blank=True, default="")
    about_html = models.TextField(blank=True, default="")
    rules = models.TextField(blank=True, default="")
    rules_html = models.TextField(blank=True, default="")
    founding_code_hash = models.CharField(max_length=200, blank=True, default="")
    secret_mark = models.CharField(max_length=64, blank=True, default="")
    founded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="archive_is_one")]

    def __str__(self) -> str:
        return self.name
