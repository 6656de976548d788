"""The reader's look: a closed vocabulary, one cookie, and attributes of `<html>`.

The cookie `look` is `theme:dark.size:115`; so is the field on an account. `VOCABULARY` is the one source of what may
stand in it: the front, the pages and the settings form all ask it. The default of each has no word and no attribute.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

COOKIE = "look"
LONGEST = 200

VOCABULARY: dict[str, tuple[str, ...]] = {
    "theme": ("paper", "white", "sepia", "grey", "dusk", "dark", "black"),
    "face": ("sans", "literata", "atkinson", "opendyslexic"),
    "size": ("75", "90", "115", "130", "150", "200", "250"),
    "width": ("narrow", "wide"),
    "leading": ("tight", "close", "open", "double"),
    "spacing": ("wide",),
    "paragraphs": ("web",),
    "justify": ("on",),
    "notes": ("off",),
    "warnings": ("off",),
    "plain": ("on",),
}


def understood(look: str) -> str:
    """The look with only what the vocabulary knows, each word once, in its order: equal looks are equal strings."""
    return _understood(look) if 0 < len(look) <= LONGEST else ""


@lru_cache(maxsize=512)
def _understood(look: str) -> str:
    said = dict(part.split(":", 1) for part in look.split(".") if ":" in part)
    return ".".join(f"{name}:{said[name]}" for name, values in VOCABULARY.items() if said.get(name) in values)


def made_of(choices: Mapping[str, str]) -> str:
    """The look for choices by name (`{"theme": "dark", "size": ""}`), as from a form. What is not known is left out."""
    return understood(".".join(f"{name}:{choices[name]}" for name in VOCABULARY if choices.get(name)))


def choices(look: str) -> dict[str, str]:
    """What a look says, by name: every name of the vocabulary, with "" for the default."""
    said = dict(part.split(":", 1) for part in understood(look).split(".") if part)
    return {name: said.get(name, "") for name in VOCABULARY}


def attributes(look: str) -> SafeString:
    """What the look writes into the opening tag: ` data-theme="dark" data-size="115"`, or nothing."""
    return _attributes(understood(look))


@lru_cache(maxsize=512)
def _attributes(look: str) -> SafeString:
    said = (part.split(":", 1) for part in look.split(".") if part)
    return mark_safe("".join(f' data-{name}="{value}"' for name, value in said))


def of(request: HttpRequest) -> str:
    """The look of whoever asks: this device's cookie, else the one kept on their account."""
    cookie = request.COOKIES.get(COOKIE)
    if cookie is not None:
        return understood(cookie)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user = getattr(request, "user", None)
    return understood(getattr(user, "look", "") or "")
