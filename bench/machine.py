"""What the operating system says of a process and all it started: CPU time and memory. And waiting for a port."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_A_WHILE = 0.5  # seconds
_NEXT_TO_NOTHING = 0.05  # of one core


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Until a request is answered. Raises RuntimeError when the process ends first or it takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode} before it answered.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("HEAD", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{process.args} did not answer within {seconds} s.")


def tree(pid: int) -> list[int]:
    """The process and everything below it."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def task_processes(pid: int) -> list[int]:
    """Those of the tree that do the work which waits in the database."""
    found = []
    for one in tree(pid):
        words = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
        found += [one] * (b"work" in words)
    return found


def cpu_seconds(pid: int, but: Sequence[int] = ()) -> float:
    """User and system time of the whole tree so far, `but` for these processes of it."""
    total = 0
    for one in set(tree(pid)) - set(but):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def wait_until_idle(pid: int, seconds: float = 120) -> None:
    """Until the tree does next to nothing: what an earlier load left to be done is no part of the next one.

    Raises RuntimeError when it takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        before = cpu_seconds(pid)
        time.sleep(_A_WHILE)
        if cpu_seconds(pid) - before <= _A_WHILE * _NEXT_TO_NOTHING:
            return
    raise RuntimeError(f"{pid} is still at work after {seconds} s.")


def pss_mb(pid: int) -> float:
    """Proportional set size of the whole tree, in MB of 1,000,000 bytes."""
    total = 0
    for one in tree(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total / 1e6


def kill_tree(pid: int) -> None:
    """SIGKILL to everything at once, as a power cut would."""
    for one in reversed(tree(pid)):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end; kill what has not ended after ten seconds."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            kill_tree(process.pid)
            process.wait()
