"""Sessions that know whose they are, so that a person can end them. No address and no browser is kept."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django_tasks import task

from feuilleton.accounts.models import Session, User
from feuilleton.kit.prepared import Prepared


class SessionStore(DatabaseStore):
    """Django's sessions in the database, each with its user beside it."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = _sessions.first(key=self.session_key or "")
        if found is None or found.expire_date <= timezone.now():  # A request is where the clock enters.
            self._session_key = None
            return None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        session.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return session


_sessions = Prepared(lambda key: Session.objects.filter(session_key=key))


def end_all(user: User, *, but: str | None = None) -> int:
    """Sign the person out everywhere, `but` in the session of that key. Returns how many ended."""
    return user.sessions.exclude(session_key=but).delete()[0]


@task()
def forget_expired() -> None:
    """Delete the sessions that have run out."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()  # A task is where the clock enters.
