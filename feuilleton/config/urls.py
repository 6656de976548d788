"""Every address of the site, by area."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from feuilleton.http import health

# Those asked most often first: addresses are tried in this order.
_AREAS = [
    "reading",
    "browsing",
    "reviews",
    "notes",
    "writing",
    "desk",
    "proofreading",
    "importing",
    "people",
    "house",
    "moderation",
    "shelves",
    "inbox",
    "feeds",
]


def _is_built(area: str) -> bool:
    return bool(find_spec(f"feuilleton.web.{area}") and find_spec(f"feuilleton.web.{area}.urls"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    *(path("", include(f"feuilleton.web.{area}.urls")) for area in _AREAS if _is_built(area)),
]

handler400 = "feuilleton.http.errors.bad_request"
handler403 = "feuilleton.http.errors.forbidden"
handler404 = "feuilleton.http.errors.not_found"
handler500 = "feuilleton.http.errors.server_error"
handler429 = "feuilleton.http.errors.too_often"  # allauth asks for this one
