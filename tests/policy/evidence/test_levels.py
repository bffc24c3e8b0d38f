"""Shares of the five levels give no small level away."""

import pytest

from bedside.policy.evidence.levels import distribution


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        pytest.param([20, 20, 20, 20, 20], {(0,): 20, (1,): 20, (2,): 20, (3,): 20, (4,): 20}, id="all large"),
        pytest.param([20, 0, 20, 40, 20], {(0,): 20, (1,): 0, (2,): 20, (3,): 40, (4,): 20}, id="one empty"),
        pytest.param([8, 12, 20, 30, 30], {(0, 1): 20, (2,): 20, (3, 4): 60}, id="a small end"),
        pytest.param([8, 12, 10, 30, 60], {(0, 1, 2): 25, (3, 4): 75}, id="a small middle"),
        pytest.param([2, 3, 5, 30, 60], None, id="a small half"),
        pytest.param([0, 0, 0, 30, 60], None, id="an empty half"),
        pytest.param([2, 2, 2, 2, 2], None, id="ten people"),
        pytest.param([0, 0, 0, 0, 0], None, id="nobody"),
    ],
)
def test_small_levels_are_put_together_or_nothing_is_shown(
    counts: list[int], shown: dict[tuple[int, ...], int] | None
) -> None:
    found = distribution(counts)
    assert (found and {group.levels: group.percent for group in found}) == shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        pytest.param([25, 25, 25, 25], {(0,): 25, (1,): 25, (2,): 25, (3,): 25}, id="all large"),
        pytest.param([40, 10, 25, 25], {(0, 1): 50, (2, 3): 50}, id="a small one"),
        pytest.param([4, 4, 40, 40], None, id="a small half"),
    ],
)
def test_burdens_have_four_levels(counts: list[int], shown: dict[tuple[int, ...], int] | None) -> None:
    found = distribution(counts)
    assert (found and {group.levels: group.percent for group in found}) == shown


@pytest.mark.parametrize("counts", [[], [1, 2, 3], [1, 2, 3, 4, 5, 6]])
def test_there_are_five_levels_or_four(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="five"):
        distribution(counts)
