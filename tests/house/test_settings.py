"""Every setting that is read from the environment is told to whoever runs the site, and none that is not."""

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]
READ = re.compile(r"(?:environ\.get|environ\.setdefault|environment\.\w+)\(\s*\"(FEUILLETON_[A-Z_]+)\"")


def _read_in_code() -> set[str]:
    files = (HOUSE / "feuilleton").rglob("*.py")
    return {name for file in files for name in READ.findall(file.read_text())}


def _told() -> set[str]:
    return set(re.findall(r"`(FEUILLETON_[A-Z_]+)`", (HOUSE / "docs/hosting/settings.md").read_text()))


def test_every_setting_is_documented_and_every_documented_one_is_read():
    assert _read_in_code() == _told()
