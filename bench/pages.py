"""Goals 1–11 of docs/performance.md: a chapter page hit, missed, signed in; a list; a review; bytes; memory; freshness.

A miss is read and drawn anew, whatever signed-in readers share (`pages/pieces.py`): strangers share only whole pages.
The review that is posted is counted in the web processes alone; what the task process does about it (letters) comes
after, and the next load waits until it is done.
"""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import browser, machine, sites, wrk

EDITS = 500
POSTED = 500
READS = 10_000
ONE_IN = 100  # reads comes a posted review
TTFB_SAMPLES = 100


def measure(*, rounds: int, seconds: float) -> dict[str, Any]:
    """All the figures; every comparison is between loads of the same round."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="feuilleton-bench-", dir="/tmp")))
        folder.chmod(0o755)
        said = sites.fill(folder / "ours")
        memory = _memory(folder / "ours", said["chapter"])
        ours = stack.enter_context(sites.ours(folder / "ours"))
        body, headers = _page(ours.url, said["chapter"])
        _signed_in(ours, said)
        nginx = stack.enter_context(sites.nginx(folder / "nginx", body, headers))
        plain, filled = stack.enter_context(sites.plain(folder / "plain", said))
        loads = _rounds(rounds, seconds, said, filled, {"ours": ours, "nginx": nginx, "plain": plain})
        figures = _compared(loads)
        figures |= _first_bytes(said, filled, ours.port, nginx.port, plain.port)
        figures |= browser.weigh(ours.url + said["chapter"])
        figures["html_bytes"] = len(body)
        figures |= {"pss_mb": memory, "pss_after_loads_mb": round(machine.pss_mb(ours.pid), 1)}
        figures["hit_share"] = _hit_share(folder / "ours", said)
        figures["stale"] = _stale(folder / "ours", ours.port, said["chapter"]) + _stale_reviews(ours.port, said)
    return {"reviews": len(said["reviews"]), "words": said["words"], "rounds": rounds} | figures


def _memory(data: Path, path: str) -> float:
    """MB of a process tree that was just started, after 1,000 requests."""
    with sites.ours(data) as ours:
        _ask_often(ours.port, path, 1_000)
        machine.wait_until_idle(ours.pid)
        return round(machine.pss_mb(ours.pid), 1)


def _page(url: str, path: str) -> tuple[bytes, dict[str, str]]:
    connection = http.client.HTTPConnection(url.removeprefix("http://"))
    for _ in range(2):
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
    kept = ("content-encoding", "vary", "cache-control", "content-security-policy", "referrer-policy")
    # nginx's own syntax cannot hold double quotes; no header of ours has any but the ETag, which nginx makes itself.
    return body, {name: value for name, value in answer.getheaders() if name.lower() in kept}


def _signed_in(ours: sites.Site, said: dict[str, Any]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", ours.port)
    connection.request("GET", said["chapter"], headers={"Cookie": f"sessionid={said['member']}"})
    if b"/me" not in connection.getresponse().read():
        raise RuntimeError("The member is not signed in: what would be measured is a stranger's page.")


def _rounds(
    rounds: int, seconds: float, said: dict[str, Any], filled: dict[str, Any], by: dict[str, sites.Site]
) -> dict[str, list[wrk.Load]]:
    ours, nginx, plain = by["ours"], by["nginx"], by["plain"]
    member = {"Cookie": f"sessionid={said['member']}"}
    reader = {"Cookie": f"sessionid={filled['session']}"}
    chapter, other = ours.url + said["chapter"], f"{plain.url}/chapters/{filled['chapter']}"
    loads: dict[str, list[wrk.Load]] = {}
    plan = {
        "hit": lambda: wrk.run(chapter, ours.pid, seconds=seconds),
        "nginx": lambda: wrk.run(f"{nginx.url}/page", nginx.pid, seconds=seconds),
        "miss": lambda: wrk.run(chapter, ours.pid, seconds=seconds, fresh=sites.DOMAIN),
        "plain": lambda: wrk.run(other, plain.pid, seconds=seconds),
        "member": lambda: wrk.run(chapter, ours.pid, seconds=seconds, headers=member),
        "plain_member": lambda: wrk.run(other, plain.pid, seconds=seconds, headers=reader),
        "review": lambda: wrk.run(
            f"{ours.url}{said['posted_to']}/reviews", ours.pid, seconds=seconds, posters=said["posters"], web_only=True
        ),
        "plain_review": lambda: wrk.run(
            f"{plain.url}/chapters/{filled['posted_to']}/reviews",
            plain.pid,
            seconds=seconds,
            posters=[filled["session"]],
        ),
        "list": lambda: wrk.run(ours.url + said["list"], ours.pid, seconds=seconds, fresh=sites.DOMAIN),
        "plain_list": lambda: wrk.run(f"{plain.url}/stories", plain.pid, seconds=seconds),
    }
    for number in range(rounds):
        for name, load in plan.items():
            machine.wait_until_idle(ours.pid)
            loads.setdefault(name, []).append(load())
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return loads


def _compared(loads: dict[str, list[wrk.Load]]) -> dict[str, Any]:
    def ratio(one: str, other: str, what: str) -> float:
        pairs = zip(loads[one], loads[other], strict=True)
        return round(statistics.median(getattr(a, what) / getattr(b, what) for a, b in pairs), 3)

    figures = {
        "hit_rate_vs_nginx": ratio("hit", "nginx", "rate"),
        "hit_cpu_vs_nginx": ratio("hit", "nginx", "cpu_ms"),
        "miss_cpu_vs_plain": ratio("miss", "plain", "cpu_ms"),
        "member_cpu_vs_plain": ratio("member", "plain_member", "cpu_ms"),
        "list_cpu_vs_plain": ratio("list", "plain_list", "cpu_ms"),
        "review_cpu_vs_plain": ratio("review", "plain_review", "cpu_ms"),
        "review_cpu_vs_plain_page": ratio("review", "plain", "cpu_ms"),
    }
    for name, runs in loads.items():
        figures[f"{name}_per_s"] = round(statistics.median(load.rate for load in runs), 1)
        figures[f"{name}_cpu_ms"] = round(statistics.median(load.cpu_ms for load in runs), 3)
    return figures


def _first_bytes(said: dict[str, Any], filled: dict[str, Any], ours: int, nginx: int, plain: int) -> dict[str, float]:
    times: dict[str, list[float]] = {"hit": [], "nginx": [], "miss": [], "plain": []}
    for number in range(TTFB_SAMPLES):
        times["hit"].append(_first_byte(ours, said["chapter"]))
        times["nginx"].append(_first_byte(nginx, "/page"))
        times["miss"].append(_first_byte(ours, said["chapter"], host=f"t{number}.{sites.DOMAIN}"))
        times["plain"].append(_first_byte(plain, f"/chapters/{filled['chapter']}"))
    median = {name: statistics.median(taken) for name, taken in times.items()}
    return {
        "ttfb_hit_vs_nginx": round(median["hit"] / median["nginx"], 3),
        "ttfb_miss_vs_plain": round(median["miss"] / median["plain"], 3),
    }


def _first_byte(port: int, path: str, host: str = "127.0.0.1") -> float:
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": host, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read(1)
    taken = time.perf_counter() - started
    connection.close()
    return taken


def _ask_often(port: int, path: str, times: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(times):
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        connection.getresponse().read()


def _stale(data: Path, port: int, path: str) -> int:
    """How many of the edits by one process the very next signed-out read through another did not show."""
    editor = subprocess.Popen(
        [sys.executable, "-m", "bench.editing", path.rpartition("/")[2]],
        cwd="/", env=sites.environment(data), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert editor.stdin
    assert editor.stdout
    connection = http.client.HTTPConnection("127.0.0.1", port)
    stale = 0
    for number in range(EDITS):
        editor.stdin.write(f"mark-{number:04}-x\n")
        editor.stdin.flush()
        editor.stdout.readline()
        connection.request("GET", path)
        stale += f"mark-{number:04}-x".encode() not in connection.getresponse().read()
    editor.stdin.close()
    editor.wait()
    return stale


def _stale_reviews(port: int, said: dict[str, Any]) -> int:
    """How many posted reviews the very next signed-out read did not show."""
    writer, reader = (http.client.HTTPConnection("127.0.0.1", port) for _ in range(2))
    return sum(_post_and_miss(writer, reader, said, said["chapter"], number) for number in range(POSTED))


def _post_and_miss(writer: Any, reader: Any, said: dict[str, Any], path: str, number: int) -> bool:
    mark = f"mark-{number:04}-y"
    session = said["posters"][-1 - number % len(said["posters"])]
    headers = {"Cookie": f"sessionid={session}", "Sec-Fetch-Site": "same-origin"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    writer.request("POST", f"{path}/reviews", body=f"text=I+read+it+twice+{mark}", headers=headers)
    answer = writer.getresponse()
    answer.read()
    if answer.status != 303:
        raise RuntimeError(f"A review was not taken: {answer.status}")
    reader.request("GET", path)
    return mark.encode() not in reader.getresponse().read()


def _hit_share(data: Path, said: dict[str, Any]) -> float:
    """The share of signed-out reads that the store answered, while one review is posted in so many reads."""
    given = json.dumps({"posters": said["posters"], "pages": said["pages"], "chapters": said["chapters"]})
    done = subprocess.run(
        [sys.executable, "-m", "bench.sharing", str(READS), str(ONE_IN)],
        cwd="/", env=sites.environment(data), input=given, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return round(json.loads(done.stdout.splitlines()[-1])["hit_share"], 4)
