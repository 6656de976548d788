"""What a reader would call the device in their hand, from what its browser says of itself."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest

# The first that is found says it: browsers name the ones they descend from, too.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Kobo": "Kobo",
    "Kindle": "Kindle",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def of(request: HttpRequest) -> str:
    """`called` for the device that asks."""
    return called(request.headers.get("User-Agent", "")[:400])


@lru_cache(maxsize=1_000)
def called(user_agent: str) -> str:
    """“Firefox, Android”; what of it is not known is left out."""
    return ", ".join(name for names in (_BROWSERS, _SYSTEMS) if (name := _first(names, user_agent)))


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for sign, name in names.items() if sign in user_agent), "")
