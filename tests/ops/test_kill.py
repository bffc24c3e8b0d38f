"""The crash drill: members write while processes are killed; nothing acknowledged is lost or doubled.

`make test` kills ten times, so that the suite stays short; `make kills` (a step of its own of .ci/run) fifty times.
"""

import os

import pytest

from tests.ops.drill.escalations import sweeper_killed
from tests.ops.drill.kills import VICTIMS, Rounds, kill_rounds
from tests.ops.drill.stage import Seen

BUSY = 4.0  # how many times slower than promised a machine may be that runs other tests beside

POSTS = 100
ROUNDS = int(os.environ.get("KILL_ROUNDS", len(VICTIMS) + 5))


@pytest.fixture(scope="module")
def killed() -> tuple[Seen, Rounds]:
    """One story, told once: each process is killed at least once."""
    return kill_rounds(ROUNDS, posts=POSTS, slower=BUSY)


def test_nothing_is_lost_doubled_or_untold_and_all_come_back(killed: tuple[Seen, Rounds]) -> None:
    assert killed[0].wrong == []


@pytest.mark.asvs("16.5.2")
def test_all_processes_are_back(killed: tuple[Seen, Rounds]) -> None:
    assert set(killed[1].slowest) == {victim.name for victim in VICTIMS}


def test_it_was_tried_with_enough_posts(killed: tuple[Seen, Rounds]) -> None:
    assert killed[0].acknowledged >= POSTS


def test_no_clock_of_an_escalation_is_told_twice_or_not_at_all() -> None:
    """Three rounds in the suite; `make kills` tries fifty."""
    assert sweeper_killed(int(os.environ.get("KILL_ROUNDS", "3")), slower=BUSY).wrong == []
