"""Clocks of escalations run while who sweeps them is killed: no rung is told twice, and none is left out."""

import os
import random
import signal
import subprocess
import sys
import time

from tests.ops.drill.kills import worker
from tests.ops.drill.running import ADD, NOTICES, RUNGS, STAFF
from tests.ops.drill.stage import LIMIT, SETTLED, Seen, Stage, stage
from tests.ops.drill.writers import rows, settings_of
from tests.ops.site import environment, until

AT_ONCE = 20  # escalations whose clocks run out in one round: each has two rungs due
LONGEST = 0.05  # seconds: at any moment between two batches, and within one
SWEEPER = """
import django
django.setup()
from bedside.areas.escalations import actions
print("ready", flush=True)
while True:
    actions.sweep(batch=5)
"""
TOLD = "SELECT count(*) FROM escalations_step WHERE kind = 'clock'"
DOUBLED = """
SELECT count(*) FROM (
    SELECT FROM escalations_step WHERE rung > 0 GROUP BY escalation_id, rung HAVING count(*) > 1) twice
"""
OPEN = "SELECT count(*) FROM escalations_escalation WHERE due_at <= now()"


def sweeper_killed(rounds: int, *, slower: float = 1.0) -> Seen:
    """Let clocks run out so many times, and kill who sweeps them in the middle of each; the worker twice as well."""
    chance, cut = random.Random(6), 0
    with stage(writers=1, accounts_each=24 + 2 * rounds, slower=slower, clocks=0) as here:
        rows(here.site, STAFF)
        for number in range(rounds):
            cut += _round(here, number, chance)
            if number in (1, rounds // 2):
                os.kill(worker(here.site), signal.SIGKILL)
        wanted = rounds * AT_ONCE * RUNGS
        last = _sweeper(here)
        try:
            here.recover(lambda: rows(here.site, OPEN) == [(0,)], what="clocks that ran out are told by nobody")
            _account(here, wanted, slower)
        finally:
            last.kill()
            last.communicate()
    here.seen.rounds = rounds
    here.seen.told = f"{wanted} rungs in {rounds} rounds, {cut} of them cut off in the middle"
    here.seen.need(cut > 0 or rounds < 3, "no sweep was cut off in the middle: nothing was tried")
    return here.seen


def _round(here: Stage, number: int, chance: random.Random) -> bool:
    """Run out the clocks of some escalations, kill the sweeper at any moment; say whether it had begun, not ended."""
    process = _sweeper(here)
    base = -(number + 1) * 1000
    rows(here.site, ADD, base, base, 0, AT_ONCE)
    end = time.monotonic() + LIMIT
    while number % 4 and _told(here, base) == 0:  # three times of four in the middle, else before anything was told
        assert time.monotonic() < end, "nothing is told"
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return 0 < _told(here, base) < AT_ONCE * RUNGS


def _told(here: Stage, base: int) -> int:
    mine = "SELECT count(*) FROM escalations_step WHERE kind = 'clock' AND escalation_id BETWEEN %s AND %s"
    return int(str(rows(here.site, mine, base, base + 999)[0][0]))


def _sweeper(here: Stage) -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "ignore", "-c", SWEEPER]
    process = subprocess.Popen(command, env=environment(**settings_of(here.site)), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready", "the sweeper did not begin"
    return process


def _account(here: Stage, wanted: int, slower: float) -> None:
    """Each rung stands in the book once, and made one notice for the one who stands in."""
    told = rows(here.site, TOLD)
    here.seen.need(told == [(wanted,)], f"{told} rungs were told, not {wanted}")
    here.seen.need(rows(here.site, DOUBLED) == [(0,)], "a rung was told twice")
    until(
        lambda: int(str(rows(here.site, NOTICES)[0][0])) >= wanted,
        limit=max(LIMIT, SETTLED * slower),
        what=lambda: f"{rows(here.site, NOTICES)} notices of {wanted} rungs",
    )
    here.seen.need(rows(here.site, NOTICES) == [(wanted,)], f"{rows(here.site, NOTICES)} notices of {wanted} rungs")
