"""Under which name a page is stored, and for whom stored pages are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

from feuilleton.pages import looks

PARAMETERS = frozenset({"page"})
"""The query parameters that stored pages may know. Whatever else stands in an address, they neither see nor keep."""

ADULT = "adult"
MOST_OTHER_SITES = 32
LONGEST_HOST = 300
LONGEST_PATH = 400
LONGEST_QUERY = 400

Environ = dict[str, Any]


class Reader(NamedTuple):
    """What a signed-out reader's cookies say: may they see adult pages, and in which look."""

    adult: bool
    look: str


STRANGER = Reader(adult=False, look="")


class Keys:
    """Reads requests as one site's settings say. They are read once: a look at a setting costs as much as the rest."""

    def __init__(
        self,
        *,
        hosts: Sequence[str],
        session_cookie: str = "sessionid",
        https_header: tuple[str, str] | None = None,
        forwarded_host: bool = False,
    ) -> None:
        self._session_cookie = session_cookie
        self._https_header = https_header
        self._host_header = "HTTP_X_FORWARDED_HOST" if forwarded_host else "HTTP_HOST"
        self._site = lru_cache(maxsize=256)(lambda host, scheme: _checked(host, scheme, hosts))
        self._hosts = frozenset(hosts)
        self._other_sites: set[str] = set()

    def reader(self, environ: Environ) -> Reader | None:
        """Who asks, as far as stored pages care; None when the page must be made for this one visitor."""
        if "HTTP_AUTHORIZATION" in environ:
            return None
        cookies = environ.get("HTTP_COOKIE")
        if not cookies:
            return STRANGER
        if self._session_cookie in cookies or "messages" in cookies:
            return None
        if ADULT not in cookies and looks.COOKIE not in cookies:
            return STRANGER
        return _understood(cookies) if len(cookies) < 1000 else _read(cookies)

    def key(self, environ: Environ, reader: Reader) -> str | None:
        """The name of the page asked for; None when no stored page can be meant."""
        scheme = self._told_scheme(environ) if self._https_header else environ["wsgi.url_scheme"]
        host = environ.get(self._host_header) or environ.get("HTTP_HOST", "")
        path = environ["PATH_INFO"]
        query = environ["QUERY_STRING"]
        site = self._site(host, scheme) if len(host) <= LONGEST_HOST else None
        if site is None or len(path) > LONGEST_PATH or not self._has_room_for(site, host, environ):
            return None
        if query:
            known = parameters(query)
            if known is None:
                return None
            query = urlencode(sorted(known.items()))
        return f"{site} {reader.adult:d} {path}?{query}"

    def _has_room_for(self, site: str, host: str, environ: Environ) -> bool:
        """Whether pages are kept for this site: under its own name and port always, under a few others at most.

        Any port will do in a Host, and any name below a dot: each would fill the store with all pages once more.
        """
        name, _, port = host.partition(":")
        if (not port or port == environ.get("SERVER_PORT")) and name in self._hosts:
            return True
        if site not in self._other_sites and len(self._other_sites) < MOST_OTHER_SITES:
            self._other_sites.add(site)
        return site in self._other_sites

    def _told_scheme(self, environ: Environ) -> str:
        name, secure = self._https_header or ("", "")
        return "https" if environ.get(name, "").split(",")[0].strip() == secure else "http"


def of_this_site() -> Keys:
    """Keys by Django's settings."""
    return Keys(
        hosts=settings.ALLOWED_HOSTS,
        session_cookie=settings.SESSION_COOKIE_NAME,
        https_header=settings.SECURE_PROXY_SSL_HEADER,
        forwarded_host=settings.USE_X_FORWARDED_HOST,
    )


def parameters(query: str) -> dict[str, str] | None:
    """The parameters of a query that stored pages know; None when they are hostile or said twice."""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        said = parse_qsl(query, keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return None
    pairs = [pair for pair in said if pair[0] in PARAMETERS]
    known = dict(pairs)
    return known if len(known) == len(pairs) else None


def _read(cookies: str) -> Reader:
    jar = parse_cookie(cookies)
    return Reader(adult=jar.get(ADULT) == "1", look=looks.understood(jar.get(looks.COOKIE, "")))


_understood = lru_cache(maxsize=512)(_read)


def _checked(host: str, scheme: str, allowed: Sequence[str]) -> str | None:
    domain, _ = split_domain_port(host)
    return f"{scheme}://{host.lower()}" if domain and validate_host(domain, allowed) else None
