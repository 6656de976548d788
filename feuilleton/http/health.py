"""Two addresses for whoever watches the site: does the process answer, and can it do its work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _said("ok", 200)


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return _said("the database does not answer", 503)
    return _said("ok", 200)


def _said(words: str, status: int) -> HttpResponse:
    response = HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
