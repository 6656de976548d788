"""Who is using the data folder: servers and workers hold it together, a restore needs it alone.

A lock of the kernel on `data/in-use`: it ends with the process that took it, and with the children that inherited it.
"""

import fcntl
import os
from pathlib import Path

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal


def together(data: Path) -> int:
    """Hold the folder as one of several. Returns the descriptor; closing it lets go. Refusal during a restore."""
    return _hold(data, fcntl.LOCK_SH, _("A backup is being restored into %(data)s."))


def alone(data: Path) -> int:
    """Hold the folder alone. Refusal while a server or a worker uses it."""
    return _hold(data, fcntl.LOCK_EX, _("A server or worker is using %(data)s. Stop it first."))


def _hold(data: Path, how: int, words: str) -> int:
    held = os.open(data / "in-use", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, how | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(held)
        raise Refusal(words % {"data": data}) from error
    return held
