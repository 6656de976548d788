"""A process that writes two rows in each transaction until it is stopped: `python -m tests.ops.a_scribe`."""

import itertools
from datetime import UTC, datetime

import django

django.setup()

from django.db import transaction

from feuilleton.tasks.models import Schedule

for n in itertools.count():
    with transaction.atomic():
        for letter in "ab":
            Schedule.objects.create(name=f"{letter}{n}", next_at=datetime.now(UTC))
    if n == 0:
        print("writing", flush=True)
