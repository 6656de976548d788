"""Who is in front of the page, read from the request."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.pages import keys, looks


def visitor_of(request: HttpRequest) -> Visitor:
    """The visitor that every `visible_to` is asked with. Without a session cookie it costs no query."""
    adult = request.COOKIES.get(keys.ADULT) == "1"
    user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if user is None or not user.is_authenticated:
        return Visitor(adult_ok=True) if adult else STRANGER
    return Visitor(user=user, adult_ok=adult or user.adult_ok)


def address_of(request: HttpRequest) -> str:
    """The visitor's network address, as told by as many proxies as ALLAUTH_TRUSTED_PROXY_COUNT says we trust."""
    trusted = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if trusted and len(told) >= trusted:
        return str(told[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(request: HttpRequest) -> str:
    """What limits know the visitor by: their address, in IPv6 the /64 of it, all of which is one subscriber's."""
    told = address_of(request)
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))


def in_templates(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `visitor`, and `look`, the attributes that the opening `<html` tag wears."""
    return {
        "visitor": SimpleLazyObject(lambda: visitor_of(request)),
        "look": SimpleLazyObject(lambda: looks.attributes(looks.of(request))),
    }
