"""What each level may, and may not."""

import pytest

from bedside.policy.personas import LEVELS
from bedside.policy.verification.levels import MAY, may

TABLE = {
    "V0": set(),
    "V1": set(),
    "V2": {"read rooms", "enter teaching rooms"},
    "V3": set(MAY),
    "V4": set(MAY),
    "S": {"enter teaching rooms", "post in teaching rooms"},
    "P": {"read rooms", "post in rooms", "enter teaching rooms", "post in teaching rooms"},
}


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_may_what_the_specification_gives_it_and_no_more(level: str) -> None:
    assert {what for what in MAY if may(what, level=level)} == TABLE[level]
