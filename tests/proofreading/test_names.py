"""Names in two forms."""

import pytest

from feuilleton.proofreading.finding import NAMES
from tests.proofreading import read, said

OFTEN = "They saw {0}. Then {0} left, and {0} was gone. Nobody saw {0} again, and {0} knew it. "


@pytest.mark.parametrize(
    ("usual", "rare"), [("Katherine", "Catherine"), ("Garrod", "Garod"), ("Haldric", "Haldirc"), ("Zoë", "Zoe")]
)
def test_a_rare_name_near_a_frequent_one_is_shown(usual, rare):
    found = [one for one in read(OFTEN.format(usual) + f"Then came {rare}.") if one.check == NAMES]

    if len(usual) < 4:
        assert not found
        return
    assert [(one.place.quote, one.proposals) for one in found] == [(rare, (usual,))]
    assert found[0].other is not None
    assert found[0].other.quote == usual


@pytest.mark.parametrize(
    ("usual", "other"), [("Garrod", "Garrods"), ("Anna", "Hanna"), ("Marion", "Martin"), ("Sakura", "Sasuke")]
)
def test_other_people_are_left_alone(usual, other):
    assert not said(OFTEN.format(usual) + f"Then came {other}.", NAMES)


def test_two_names_that_are_both_frequent_are_two_people():
    assert not said(OFTEN.format("Haldric") + OFTEN.format("Haldrin"), NAMES)
