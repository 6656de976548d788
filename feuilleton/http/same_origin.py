"""A form is believed when the browser itself says that our own page sent it. Who says nothing needs a token.

So a stored page, whose bytes are everybody's, can hold a form: `Sec-Fetch-Site` is sent by every browser over https and
to this machine, and no page can set it. On plain http the browser's `Origin` says the same. What has neither, an old
browser or a program, needs Django's token. Two private names of Django are used; tests pin what they do.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware


class SameOriginMiddleware(CsrfViewMiddleware):
    """Django's check of forms, which a browser's own word satisfies."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseForbidden | None:
        if request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin":
            return self._accept(request)  # type: ignore[attr-defined, no-any-return]
        return super().process_view(request, view, args, kwargs)

    def _check_token(self, request: HttpRequest) -> None:
        if "HTTP_ORIGIN" in request.META and "HTTP_SEC_FETCH_SITE" not in request.META:
            return  # Django has just compared Origin with our host.
        super()._check_token(request)  # type: ignore[misc]
