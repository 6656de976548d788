"""Public ids: the names of things in addresses. Random, so that nobody can walk the archive by counting."""

import secrets

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def public_id() -> str:
    """Ten signs out of 31 (about 49 bits), none of which is taken for another when read aloud."""
    return "".join(secrets.choice(_SIGNS) for _ in range(LENGTH))
