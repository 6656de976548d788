"""Load by wrk, and the CPU that the server's process tree spent on it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import machine

CONNECTIONS = 8
_FRESH = Path(__file__).with_name("fresh.lua")
_POSTING = Path(__file__).with_name("posting.lua")


@dataclass(frozen=True)
class Load:
    """`rate`: requests a second; `cpu_ms`: user and system milliseconds of the server's tree for each request."""

    rate: float
    cpu_ms: float


def run(
    url: str,
    pid: int,
    *,
    seconds: float,
    headers: dict[str, str] | None = None,
    fresh: str = "",
    posters: Sequence[str] = (),
    web_only: bool = False,
) -> Load:
    """Load `url`, served by the process tree of `pid`. `fresh`: a domain; each request names another host of it.
    `posters`: session keys of members, who post a review each in turn. `web_only`: the task process is not counted.

    Raises RuntimeError if any answer was not a success.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "20s"]
    for name, value in {"Accept-Encoding": "gzip", **(headers or {})}.items():
        command += ["-H", f"{name}: {value}"]
    if fresh:
        command += ["-s", str(_FRESH), url, "--", fresh]
    elif posters:
        command += ["-s", str(_POSTING), url, "--", *posters]
    else:
        command.append(url)
    but = machine.task_processes(pid) if web_only else []
    before = machine.cpu_seconds(pid, but=but)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    spent = machine.cpu_seconds(pid, but=but) - before
    if re.search(r"Non-2xx|Socket errors", said):
        raise RuntimeError(f"{url}: {said}")
    requests = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    return Load(rate=rate, cpu_ms=spent * 1000 / max(requests, 1))
