"""Parents and children among processes: ending with the parent, and leaving something to a child."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Let the kernel kill this process when its parent ends, however that happens. Linux only; elsewhere nothing.

    `parent` is the pid it had when this process was made: if it is gone already, this process ends at once.
    """
    try:
        prctl = ctypes.CDLL(None).prctl
    except (AttributeError, OSError):
        return
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def in_a_child(work: Callable[[], int]) -> int:
    """Fork, let the child do the work and exit, and return its exit status. This process stays as it was.

    The child goes on from here like any program: what it raises goes up to whoever called.
    """
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        end_with_parent(parent)
        sys.exit(work())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
