"""How often somebody may do something. Counted in the cache that all workers share."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b

from django.core.cache import cache
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal


class TooOften(Refusal):
    """Somebody did something more often than anybody needs to."""


def limit(what: str, who: str | int, *, at_most: int, within: timedelta, at: datetime) -> None:
    """Count one more time that `who` did `what`; raise TooOften when it is more than `at_most` within one window.

    Windows begin at fixed times. Two requests in the same instant may be counted as one: a brake, not a lock.
    """
    seconds = int(within.total_seconds())
    window = int(at.timestamp()) // seconds
    name = blake2b(f"{what}\0{who}\0{window}".encode(errors="surrogatepass"), digest_size=16).hexdigest()
    count = cache.get(f"limit:{name}", 0)
    if count >= at_most:
        raise TooOften(_("That was tried too often. It can be done again in a while; nothing has changed until then."))
    cache.set(f"limit:{name}", count + 1, timeout=seconds)
