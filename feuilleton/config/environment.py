"""Reading settings from the environment, where everything is a string."""

import os


def number(name: str, default: int) -> int:
    """The whole number in that variable, or the default when it is empty. ValueError, in words, for anything else."""
    typed = os.environ.get(name) or str(default)
    if not typed.isdecimal():
        raise ValueError(f"{name} must be a whole number, and is “{typed}”.")
    return int(typed)
