"""A worker process: `python -m tests.tasks.a_worker NAME SECONDS_AHEAD` works off what is due by its clock, and ends.

SECONDS_AHEAD lets a worker live later, so that a test need not wait for a lease to end.
"""

import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from feuilleton.tasks import working

name, ahead = sys.argv[1], timedelta(seconds=float(sys.argv[2]))
print("ready", flush=True)
print(working.work_off(worker=name, clock=lambda: datetime.now(UTC) + ahead))
