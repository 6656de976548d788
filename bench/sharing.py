"""How many signed-out reads the page store answers while reviews are posted: the front over Django, in this process.

`-m bench.sharing READS EVERY < JSON`: reads pages at random, all alike, and posts a review to one of the chapters
before each EVERY reads. Prints {"hit_share": …, "reads": …, "posted": …}.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application


def main() -> None:
    reads, every = int(sys.argv[1]), int(sys.argv[2])
    said = json.load(sys.stdin)
    django = get_wsgi_application()
    made = 0

    def counted(environ: dict[str, Any], start_response: Any) -> Any:
        nonlocal made
        made += 1
        return django(environ, start_response)

    lot, posted = random.Random(1), 0  # noqa: S311 – the same reads at every run
    with tempfile.TemporaryDirectory() as folder:
        front = _front(counted, Path(folder))
        for number in range(reads):
            if number % every == 0:
                _post(django, f"{lot.choice(said['chapters'])}/reviews", said["posters"][posted], f"Of {number}.")
                posted += 1
            _ask(front, lot.choice(said["pages"]))
    print(json.dumps({"hit_share": 1 - made / reads, "reads": reads, "posted": posted}))


def _front(django: Any, folder: Path) -> Any:
    from feuilleton.pages import freshness, keys
    from feuilleton.pages.front import Front
    from feuilleton.pages.rows import Rows
    from feuilleton.pages.store import Store

    rows = Rows(folder / "pages.sqlite3", cap=2**28)
    return Front(django, Store(freshness.log(), rows, release="measured", memory=2**25), keys.of_this_site())


def _post(django: Any, path: str, session: str, text: str) -> None:
    body = f"text={text}".encode()
    headers = {
        "HTTP_COOKIE": f"sessionid={session}",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
    }
    status = _ask(django, path, "POST", body, headers)
    if not status.startswith("303"):
        raise RuntimeError(f"A review was not taken: {status}")


def _ask(application: Any, path: str, method: str = "GET", body: bytes = b"", headers: Any = None) -> str:
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        **(headers or {}),
    }
    answer = application(environ, lambda status, *_rest: said.append(status))
    for _part in answer:
        pass
    if hasattr(answer, "close"):
        answer.close()
    return said[0]


if __name__ == "__main__":
    main()
