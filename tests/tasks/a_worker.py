"""A worker process: `-m tests.tasks.a_worker NAME SECONDS_AHEAD [CREW]` works off what is due by its clock, and ends.

SECONDS_AHEAD lets a worker live later, so that a test need not wait for a lease to end. CREW is the folder in which
workers of one machine know each other; by default this one knows nobody.
"""

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from feuilleton.tasks import working
from feuilleton.tasks.crew import Crew


def clock() -> datetime:
    return datetime.now(UTC) + ahead


name, ahead = sys.argv[1], timedelta(seconds=float(sys.argv[2]))
crew = Crew(Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()))
with crew.joined(name):
    print("ready", flush=True)
    working.relieve(crew, at=datetime.now(UTC))
    print(working.work_off(worker=name, clock=clock))
