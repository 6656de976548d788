"""Data folders of every earlier commit migrate: a migration that has landed is never changed, only followed by another.

`migrations.sha256` has a line for each. A new migration gets a new line: `sha256sum feuilleton/*/migrations/0*.py`.
"""

import hashlib
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def test_migrations_are_as_they_landed():
    landed = dict(
        reversed(line.split("  ")) for line in Path(__file__).with_name("migrations.sha256").read_text().splitlines()
    )
    there = {
        path.relative_to(HOUSE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (HOUSE / "feuilleton").glob("*/migrations/0*.py")
    }

    assert there == landed
