"""A real manuscript, where it stands beside the project: the slips in it are found, and little else is said."""

from pathlib import Path

import pytest

from feuilleton.kit.prose import aligning, sources
from feuilleton.proofreading import reading

MANUSCRIPT = Path(__file__).resolve().parents[2].parent / "shared" / "manuscripts" / "deux.txt"


@pytest.fixture
def observed():
    if not MANUSCRIPT.exists():
        pytest.skip(f"THE REAL MANUSCRIPT IS NOT HERE: {MANUSCRIPT}")
    blocks = aligning.keep_ids([], sources.from_text(MANUSCRIPT.read_text()))
    texts = {block.id: block.text for block in blocks}
    found = reading.read(blocks, language="en")
    return [texts[one.place.block][max(0, one.place.start - 8) : one.place.end + 5] for one in found]


@pytest.mark.parametrize("slip", ["wash he", "panic n his", "call at after", "pinkhaired"])
def test_its_slips_are_found(observed, slip):
    assert any(slip in around for around in observed)


def test_little_else_is_said(observed):
    assert len(observed) <= 4 + 3
