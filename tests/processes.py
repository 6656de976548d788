"""Other processes, for tests of what several do at once: each works on the test's own database.

The test must really commit: `@pytest.mark.django_db(transaction=True)`.
"""

import os
import subprocess
import sys

from django.db import connection


def start(module: str, *args: object) -> "subprocess.Popen[str]":
    """Run `python -m module args…` beside the test, its output piped."""
    command = [sys.executable, "-m", module, *map(str, args)]
    environment = {**os.environ, "FEUILLETON_TESTED": str(connection.settings_dict["NAME"])}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
