"""What left its place, and what only stood by."""

import pytest

from feuilleton.kit.prose.ordering import out_of_order


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([], []),
        ([3, 5, 9], []),
        ([0, 2, 1, 3], [1, 2]),  # two changed places
        ([3, 0, 1, 2], [0]),  # one went past three
        ([1, 2, 3, 0], [3]),
        ([0, 0, 1], []),  # two became one
    ],
)
def test_what_moved_is_what_the_order_can_do_without(places: list[int], moved: list[int]) -> None:
    assert [nth for nth, out in enumerate(out_of_order(places, [1] * len(places))) if out] == moved


def test_of_a_long_one_and_two_short_ones_nobody_can_say_which_moved() -> None:
    assert out_of_order([0, 3, 1, 2, 4], [5, 90, 5, 5, 5]) == [False, True, True, True, False]
