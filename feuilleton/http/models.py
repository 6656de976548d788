"""The table of the cache: what all workers must count together, such as tries to sign in. Django's cache writes it."""

from __future__ import annotations

from django.db import models


class Remembered(models.Model):
    """One entry, in the columns that Django's database cache expects. Never touched through this model."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
