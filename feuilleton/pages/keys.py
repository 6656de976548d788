"""Under which name a page is stored, and for whom stored pages are."""

from __future__ import annotations

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
LONGEST_PATH = 400
LONGEST_QUERY = 400

Environ = dict[str, Any]


class Reader(NamedTuple):
    """What a signed-out reader's cookies say: may they see adult pages, and in which look."""

    adult: bool
    look: str


STRANGER = Reader(adult=False, look="")


def reader(environ: Environ) -> Reader | None:
    """Who asks, as far as stored pages care; None when the page must be made for this one visitor."""
    if "HTTP_AUTHORIZATION" in environ:
        return None
    cookies = environ.get("HTTP_COOKIE")
    if not cookies:
        return STRANGER
    if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
        return None
    if ADULT not in cookies and looks.COOKIE not in cookies:
        return STRANGER
    return _understood(cookies) if len(cookies) < 1000 else _read(cookies)


def _read(cookies: str) -> Reader:
    jar = parse_cookie(cookies)
    return Reader(adult=jar.get(ADULT) == "1", look=looks.understood(jar.get(looks.COOKIE, "")))


_understood = lru_cache(maxsize=512)(_read)


def key(environ: Environ, reader: Reader) -> str | None:
    """The name of the page asked for; None when no stored page can be meant."""
    site = _site(environ)
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    if site is None or len(path) > LONGEST_PATH:
        return None
    if query:
        known = parameters(query)
        if known is None:
            return None
        query = urlencode(sorted(known.items()))
    return f"{site} {reader.adult:d} {path}?{query}"


def parameters(query: str) -> dict[str, str] | None:
    """The parameters of a query that stored pages know; None when they are hostile or said twice."""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        pairs = [
            pair
            for pair in parse_qsl(query, keep_blank_values=True, max_num_fields=20, errors="strict")
            if pair[0] in PARAMETERS
        ]
    except ValueError:
        return None
    known = dict(pairs)
    return known if len(known) == len(pairs) else None


def _site(environ: Environ) -> str | None:
    host = environ.get("HTTP_X_FORWARDED_HOST") if settings.USE_X_FORWARDED_HOST else None
    return _checked(host or environ.get("HTTP_HOST", ""), _scheme(environ), tuple(settings.ALLOWED_HOSTS))


def _scheme(environ: Environ) -> str:
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        return "https" if environ.get(name, "").split(",")[0].strip() == secure else "http"
    scheme: str = environ.get("wsgi.url_scheme", "http")
    return scheme


@lru_cache(maxsize=256)
def _checked(host: str, scheme: str, allowed: tuple[str, ...]) -> str | None:
    domain, _ = split_domain_port(host)
    return f"{scheme}://{host.lower()}" if domain and validate_host(domain, allowed) else None
