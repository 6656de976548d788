"""Start the archive: pages and background work, until Ctrl-C or SIGTERM.

The first start on this machine's own address (127.0.0.1, the default) loads stories to try it with and prints who can
sign in. With --empty, or on any other address, the archive starts empty, and a one-time code printed here makes the
first account its archivist. Everything it keeps is in the folder FEUILLETON_DATA (./data).
"""

import argparse
import errno
import http.client
import ipaddress
import os
import socket
import threading
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.archive import founding
from feuilleton.kit import processes
from feuilleton.kit.errors import Refusal
from feuilleton.ops import holding, preparing, running

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- and where this machine finds itself then


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--host, --port, --empty."""
    parser.add_argument("--host", default="127.0.0.1", help=_("the address to listen on (127.0.0.1)"))
    parser.add_argument("--port", type=_port, default=8000, help=_("the port to listen on (8000; 0 takes a free one)"))
    parser.add_argument("--empty", action="store_true", help=_("begin without the demonstration stories"))


def run(args: argparse.Namespace) -> int:
    """Prepare in a child process, then serve until told to stop."""
    here = is_loopback(args.host)
    if settings.DEBUG and not here:
        raise Refusal(
            _("FEUILLETON_DEBUG shows what is inside to whoever asks, so it works only on this machine's own address.")
        )
    port = free_port(args.host, args.port)
    preparing.folder(settings.DATA)
    held = holding.together(settings.DATA)
    if not here and not os.environ.get("FEUILLETON_HOSTS"):
        settings.ALLOWED_HOSTS = names_of(args.host)
        os.environ["FEUILLETON_HOSTS"] = ",".join(settings.ALLOWED_HOSTS)
    if here and not settings.FEUILLETON_ADDRESS:
        # Letters are written where no request says it: by the task process, which has it from the environment.
        settings.FEUILLETON_ADDRESS = os.environ["FEUILLETON_ADDRESS"] = f"http://{in_an_address(args.host)}:{port}"
    # In a child, because the web workers are forks of this process, which therefore must not have opened the database.
    failed = processes.in_a_child(lambda: _prepare(demo=here and not args.empty, here=here))
    if failed:
        return failed
    settings.SECRET_KEY = preparing.read_secret(settings.DATA)
    running.run(host=args.host, port=port, when_up=lambda: _tell_when_up(args.host, port))
    os.close(held)
    return 0


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def free_port(host: str, port: int) -> int:
    """The port, or for 0 one that is free. Refusal if it cannot be had: granian would silently share a taken one."""
    try:
        family, kind, protocol, _name, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            return int(probe.getsockname()[1])
    except OSError as error:
        words = {
            errno.EADDRINUSE: _("Port %(port)s is taken. Give another with --port."),
            errno.EACCES: _("Port %(port)s needs more rights than this user has. Give one above 1023 with --port."),
        }.get(error.errno or 0, _("This machine cannot listen on %(host)s: %(why)s."))
        raise Refusal(words % {"port": port, "host": host, "why": error.strerror}) from error


def names_of(host: str) -> list[str]:
    """The host names that requests may ask for when nobody has said which: the address itself, or this machine's."""
    if host not in EVERYWHERE:
        return ["localhost", "127.0.0.1", "[::1]", in_an_address(host)]
    own = {socket.gethostname(), socket.getfqdn()}
    with suppress(OSError):
        own |= {in_an_address(str(found[4][0])) for found in socket.getaddrinfo(socket.gethostname(), None)}
    return ["localhost", "127.0.0.1", "[::1]", *sorted(own)]


def in_an_address(host: str) -> str:
    """The host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def _prepare(*, demo: bool, here: bool) -> int:
    data: Path = settings.DATA
    preparing.secret(data)
    preparing.languages()
    if preparing.pending_migrations():
        _tell(_("Preparing the database …"))
        preparing.database()
    preparing.secret_fits(data)
    preparing.static_files()
    if demo and founding.is_untouched():
        _tell(_("Loading stories to try it with …"))
        # Imported here, since only the very first start needs what it needs.
        import_module("feuilleton.ops.demonstrating").load(data=data, at=timezone.now())
    if founding.needs_founding():
        _tell(_("This archive has no archivist yet. Make the first account, at /found, with this code:"))
        _tell(f"    {founding.new_code()}")
    if not here:
        _tell(_("On the open internet, put a proxy that buffers requests in front: docs/hosting says how."))
    if (data / "logins").is_file():
        _tell((data / "logins").read_text().rstrip())
    if not settings.FEUILLETON_SMTP:
        folder = settings.FEUILLETON_MAIL_FOLDER
        _tell(_("Mail is written to files in %(folder)s, as FEUILLETON_SMTP names no server.") % {"folder": folder})
    return 0


def _tell_when_up(host: str, port: int) -> None:
    threading.Thread(target=_ask_until_it_answers, args=(_reachable(host), port), daemon=True).start()


def _ask_until_it_answers(host: str, port: int) -> None:
    while True:
        try:
            asked = http.client.HTTPConnection(host, port, timeout=5)
            asked.request("GET", "/healthz")
            asked.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            address = f"http://{in_an_address(host)}:{port}/"
            _tell(_("Feuilleton is at %(address)s — Ctrl-C ends it.") % {"address": address})
            return


def _reachable(host: str) -> str:
    return EVERYWHERE.get(host, host)


def _port(typed: str) -> int:
    if not (typed.isdecimal() and int(typed) <= 65535):
        raise argparse.ArgumentTypeError(_("a port is a number from 0 to 65535"))
    return int(typed)


def _tell(words: str) -> None:
    print(words, flush=True)
