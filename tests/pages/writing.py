"""A process that writes: `python -m tests.pages.writing 9` changes a text nine times and says each when it is kept."""

import os
import sys
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from feuilleton.events import recording


def write(times: int) -> None:
    text = ContentType.objects.get(app_label="text")
    for _ in range(times):
        with transaction.atomic():
            text.model = str(int(text.model) + 1)
            text.save()
            recording.record("written", by=None, about=text, at=datetime.now(UTC), touches=["text"])
        print(text.model, flush=True)


if __name__ == "__main__":
    write(int(sys.argv[1]))
