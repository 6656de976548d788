"""Who signs in, by name or by e-mail; and who it is that a session belongs to, asked at every page of theirs."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from feuilleton.accounts.models import User
from feuilleton.kit.prepared import Prepared


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, with a prepared query for the one question that every signed-in request asks."""

    def get_user(self, user_id: Any) -> User | None:
        user: User | None = _users.first(key=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None


_users = Prepared(lambda key: User.objects.filter(pk=key))
