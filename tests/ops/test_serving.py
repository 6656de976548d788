"""Serving: from the first start to the last, whoever is killed, and each thing that stops it said in one sentence."""

import contextlib
import os
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import houses
from tests.houses import House, Server

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> House:
    return houses.new(tmp_path)


def test_the_first_start_tells_stories_and_every_start_says_who_can_sign_in(house):
    with house.serving() as first:
        passwords = re.findall(r"^    (\w+)  +(\S+)", first.said, re.M)
        assert _status(first.address) == 200
        pids = [first.process.pid, *first.children()]

    assert {name for name, _password in passwords} == {"maud", "iris", "otto"}
    assert first.process.returncode == 0
    assert not any(map(_is_alive, pids))
    assert (house.data / "secret").stat().st_mode & 0o777 == 0o600

    with house.serving() as second:
        assert re.findall(r"^    (\w+)  +(\S+)", second.said, re.M) == passwords
        assert "Preparing" not in second.said
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(timeout=30) == 0


def test_an_empty_archive_is_founded_with_a_code_from_the_terminal(house):
    with house.serving("--empty") as server:
        code = re.search(r"code:\n    (\S{12,})\n", server.said)
        assert code
        assert code[1] not in str(house.contents())
        assert "otto" not in server.said

    with house.serving() as server:
        # It was begun empty, and stays so.
        assert "code:\n" in server.said
        assert house.contents()["stories_story"] == []


def test_letters_written_by_the_task_process_lead_to_the_address_of_this_machine(house):
    with house.serving("--empty") as server:
        _eventually(lambda: _all_but(server))
        _web, (tasks, *_none) = _children_of(server)

        told = Path(f"/proc/{tasks}/environ").read_bytes().split(b"\0")
        assert f"FEUILLETON_ADDRESS=http://127.0.0.1:{server.port}".encode() in told


def test_what_is_killed_comes_back_and_nothing_outlives_its_parent(house):
    with house.serving("--empty") as server:
        # One worker may answer before the other, and the tasks, have begun.
        _eventually(lambda: _all_but(server))
        web, tasks = _children_of(server)
        os.kill(web[0], signal.SIGKILL)
        os.kill(tasks[0], signal.SIGKILL)
        # The other worker goes on answering; a reader may at most be sent away by the one that is dying.
        _eventually(lambda: _status(server.address + "healthz") == 200)
        _eventually(lambda: _all_but(server, web[0], tasks[0]))

        web, tasks = _children_of(server)
        server.process.kill()
        server.process.wait()
        _eventually(lambda: not any(map(_is_alive, web + tasks)))

    with house.serving() as again:
        assert _status(again.address + "healthz") == 200


def test_what_is_refused_while_a_server_runs_and_when_its_secret_is_gone(house, tmp_path):
    with house.serving("--empty") as server:
        assert house.run("backup", tmp_path / "file").returncode == 0

        _refused(house.run("serve", "--port", server.port), f"Port {server.port} is taken")
        _refused(house.run("restore", tmp_path / "file"), "Stop it first")

        assert _status(server.address + "healthz") == 200

    secret = house.data / "secret"
    secret.write_text("another")
    _refused(house.run("serve", "--port", "0"), "secret that this data was made with is missing")
    secret.unlink()
    _refused(house.run("serve", "--port", "0"), "secret that this data was made with is missing")
    assert not secret.exists()
    assert house.run("restore", tmp_path / "file").returncode == 0
    assert secret.exists()


def test_a_port_taken_by_anybody_is_refused(house):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        _refused(house.run("serve", "--port", port), f"Port {port} is taken")


def test_an_address_that_is_not_ours_is_refused(house):
    _refused(house.run("serve", "--host", "192.0.2.1", "--port", "0"), "cannot listen on 192.0.2.1")


def test_a_data_folder_that_cannot_be_written_is_refused(house, tmp_path):
    (tmp_path / "file").write_text("not a folder")

    _refused(house.run("serve", "--port", "0", FEUILLETON_DATA=str(tmp_path / "file")), "cannot be written")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_or_read_only_disk_is_refused(house, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size=1m tmpfs {disk} 2>/dev/null") != 0:
        pytest.skip("no disk can be mounted here")
    try:
        _refused(house.run("serve", "--port", "0", FEUILLETON_DATA=str(disk / "data")), "is full")
        os.system(f"mount -o remount,ro {disk}")
        _refused(house.run("serve", "--port", "0", FEUILLETON_DATA=str(disk / "data")), "cannot be written")
    finally:
        os.system(f"umount {disk}")


def test_debug_is_refused_on_an_address_that_others_reach(house):
    done = house.run("serve", "--host", "0.0.0.0", "--port", "0", FEUILLETON_DEBUG="1")

    _refused(done, "FEUILLETON_DEBUG")
    assert not house.data.exists()


@pytest.mark.parametrize("wrong", ["70000", "http"])
def test_a_port_that_is_none_is_refused(house, wrong):
    assert house.run("serve", f"--port={wrong}").returncode == 2


def _children_of(server: Server) -> tuple[list[int], list[int]]:
    children = server.children()
    tasks = [pid for pid, command in children.items() if " work " in command]
    return [pid for pid in children if pid not in tasks], tasks


def _all_but(server: Server, *gone: int) -> bool:
    web, tasks = _children_of(server)
    return len(web) == 2 and len(tasks) == 1 and not {*web, *tasks} & {*gone}


def _refused(done: object, words: str) -> None:
    assert done.returncode == 1  # type: ignore[attr-defined]
    assert words in done.stderr  # type: ignore[attr-defined]
    assert done.stderr.count("\n") == 1, done.stderr  # type: ignore[attr-defined]


def _status(address: str) -> int:
    try:
        return int(urllib.request.urlopen(address, timeout=30).status)
    except urllib.error.HTTPError as error:
        return error.code


def _eventually(holds: Callable[[], bool]) -> None:
    # Busy machines are slow; what never comes fails.
    for _ in range(600):
        with contextlib.suppress(OSError):
            if holds():
                return
        time.sleep(0.1)
    raise AssertionError("It never came to be.")


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
