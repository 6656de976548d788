"""Addresses of our pages: paths by name, and whole ones for machines."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme


@lru_cache(maxsize=20_000)
def address(name: str, *args: object, **kwargs: object) -> str:
    """The path of a view. Remembered: a list of stories asks for a hundred, and they never change."""
    return reverse(name, args=args, kwargs=kwargs)


@lru_cache(maxsize=100)
def has_address(name: str, *args: object) -> bool:
    """Whether the site has this page: pages link only to what is there."""
    try:
        return bool(reverse(name, args=args))
    except NoReverseMatch:
        return False


def whole(request: HttpRequest, path: str) -> str:
    """The path as an address that works from anywhere."""
    return request.build_absolute_uri(path)


def safe_return(request: HttpRequest, otherwise: str) -> str:
    """Where a form's `next` sends the reader back to: a page of ours, or `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else otherwise
