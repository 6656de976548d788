"""Which mail server: the one that `FEUILLETON_SMTP` names, or none, and letters become files in the data folder."""

from typing import Any
from urllib.parse import unquote, urlsplit


def smtp(address: str) -> dict[str, Any]:
    """`smtp://name:password@host:port`, encrypted by STARTTLS; `smtps://` from the start; `smtp+plain://` not.

    Returns Django's settings. ValueError when it is another kind of address.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps", "smtp+plain") or not parts.hostname:
        raise ValueError("FEUILLETON_SMTP must be empty or look like smtp://name:password@mail.example.org:587")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 587, "smtps": 465, "smtp+plain": 25}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
