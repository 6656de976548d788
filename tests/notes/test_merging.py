"""Three wordings made one."""

import pytest

from feuilleton.notes.mending import Three
from feuilleton.notes.merging import merge


@pytest.mark.parametrize(
    ("read", "proposed", "drafted", "merged"),
    [
        ("counted teh crates", "counted the crates", "counted teh boxes", "counted the boxes"),
        ("counted teh crates", "counted the crates", "counted teh crates", "counted the crates"),
        ("counted teh crates", "counted the crates", "counted her crates", "counted her crates"),
        ("teh rain", "the rain", None, "the rain"),
        ("teh rain", "", "teh rain, late", "teh rain, late"),
        ("a < b & c", "a < b & d", "so a < b & c", "so a < b & d"),
        ("one two three", "one three", "one two three four", "one three four"),
    ],
)
def test_what_both_changed_is_in_it_and_where_they_met_the_author_s_stays(read, proposed, drafted, merged):
    assert merge(Three(read, proposed, drafted)) == merged
