"""Where messages for the next page wait: in a cookie, which is only there while there is one."""

from __future__ import annotations

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponseBase


class RemarkStorage(CookieStorage):
    """Django's storage deletes its cookie on every page that looks for messages; ours only where there was one.

    A page that sets a cookie, if only to delete it, could not be stored.
    """

    def _update_cookie(self, encoded_data: str, response: HttpResponseBase) -> None:
        if encoded_data or self.cookie_name in self.request.COOKIES:
            super()._update_cookie(encoded_data, response)  # type: ignore[misc]
