"""The servers that are measured, each a process tree on a loopback port: ours, nginx, plain Django."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import machine

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[1]
DOMAIN = "bench.test"
WORKERS = 2


@dataclass
class Site:
    """A server that answers on `url`."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self.process.pid


def environment(data: Path) -> dict[str, str]:
    """The environment of our processes with that data folder."""
    return os.environ | {
        "FEUILLETON_DATA": str(data),
        "FEUILLETON_HOSTS": f"127.0.0.1,localhost,.{DOMAIN}",
        "FEUILLETON_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "feuilleton.config.settings",
        "PYTHONPATH": str(HOUSE),
    }


def fill(data: Path, *, writers: int = 0) -> dict[str, Any]:
    """Make what is measured in our data folder (a secret too), through the rules."""
    return fill_by("bench.filling", data, writers)


def fill_by(module: str, data: Path, *given: int) -> dict[str, Any]:
    """Have that module fill our data folder, in a process of its own, and return what it says."""
    data.mkdir(parents=True, exist_ok=True)
    secret = data / "secret"
    if not secret.exists():
        secret.write_text("only-for-measuring-" + "x" * 40)
        secret.chmod(0o600)
    return _json_of([sys.executable, "-m", module, *map(str, given)], environment(data))


@contextlib.contextmanager
def ours(data: Path, port: int | None = None) -> Iterator[Site]:
    """Feuilleton as `bin/serve` runs it."""
    site = start_ours(data, port)
    try:
        yield site
    finally:
        machine.stop(site.process)


def start_ours(data: Path, port: int | None = None) -> Site:
    """As `ours`, for who ends it otherwise."""
    port = port or machine.free_port()
    command = [sys.executable, "-m", "feuilleton", "serve", "--port", str(port), "--empty"]
    return _start(command, port, environment(data), data / "serve.log")


@contextlib.contextmanager
def nginx(folder: Path, body: bytes, headers: dict[str, str]) -> Iterator[Site]:
    """nginx with two workers, answering /page with these bytes from a file, under these headers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page").write_bytes(body)
    port = machine.free_port()
    added = "".join(f'add_header {name} "{value}";' for name, value in headers.items())
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes {WORKERS}; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 256; }\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;\n"
        f"client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;\n"
        f"uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}; default_type 'text/html; charset=utf-8'; {added} }} }}\n"
    )
    folder.chmod(0o755)
    site = _start(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], port, dict(os.environ), None)
    try:
        yield site
    finally:
        machine.stop(site.process)


@contextlib.contextmanager
def plain(folder: Path, said: dict[str, Any]) -> Iterator[tuple[Site, dict[str, Any]]]:
    """The plain Django site under granian with as many workers as ours; and what its filling said."""
    folder.mkdir(parents=True, exist_ok=True)
    variables = os.environ | {
        "PLAIN_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.plain.settings",
        "PYTHONPATH": str(HOUSE),
    }
    filled = _json_of([sys.executable, "-m", "bench.plain.filling"], variables, json.dumps(said).encode())
    port = machine.free_port()
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--workers", str(WORKERS)]
    command += ["--blocking-threads", "2", "--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    site = _start([*command, "bench.plain.wsgi:application"], port, variables, folder / "log")
    try:
        yield site, filled
    finally:
        machine.stop(site.process)


def _start(command: list[str], port: int, variables: dict[str, str], log: Path | None) -> Site:
    with contextlib.ExitStack() as stack:
        said = stack.enter_context(log.open("ab")) if log else subprocess.DEVNULL
        process = subprocess.Popen(
            command, cwd="/", env=variables, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
    try:
        machine.wait_for(port, process)
    except RuntimeError as error:
        machine.stop(process)
        raise RuntimeError(f"{error}\n{log.read_text()[-2000:] if log else ''}") from error
    return Site(process, port)


def _json_of(command: list[str], variables: dict[str, str], given: bytes | None = None) -> dict[str, Any]:
    done = subprocess.run(command, cwd="/", env=variables, input=given, stdout=subprocess.PIPE, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said
