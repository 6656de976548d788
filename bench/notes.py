"""A very long chapter with very many notes: how long its author waits when it is revised, and its readers for it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bench import sites


def measure(*, rounds: int, seconds: float) -> dict[str, Any]:
    """Medians of so many revisions, in milliseconds; how long a load lasts does not matter.

    `revise_ms`: save and publish, by the rules. `carry_ms`: all places found anew in the new text, and stored.
    `credit_ms`: readers thanked for what it mended. `page_…`: the chapter's page, signed out, made by Django.
    `desk_ms`: its author's page of notes, where there is one.
    """
    with tempfile.TemporaryDirectory(prefix="feuilleton-bench-", dir="/tmp") as folder:
        return sites.fill_by("bench.annotating", Path(folder) / "ours", rounds)
