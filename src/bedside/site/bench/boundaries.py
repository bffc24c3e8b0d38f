"""The benchmark of the boundaries: processor time for one decision, over every row of the table."""

import time
from random import Random
from typing import Any

from bedside.policy import boundaries
from bedside.policy.boundaries.table import actors_of, targets_of
from bedside.site.bench.cost import percentile

BATCH = 200  # decisions between two looks at the clock: one alone is shorter than what the clock tells apart
MICROSECOND = 1_000  # nanoseconds


def decide(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """What one decision costs with the making of its facts, and what reading the files costs once a process."""
    began = time.thread_time_ns()
    boundaries.check()
    read = (time.thread_time_ns() - began) / MICROSECOND
    asked = [_asked(row) for row in boundaries.table().rows.values()]
    times = [_batch(chance.choices(asked, k=BATCH)) for _number in range(rounds * each)]
    return {
        "rows": len(asked),
        "decisions": rounds * each * BATCH,
        "cpu_us_mean": round(sum(times) / len(times), 2),
        "cpu_us_p99": round(percentile(times, 99), 2),
        "cpu_ms_reading_the_files": round(read / 1000, 1),
    }


def _asked(row: boundaries.Row) -> dict[str, str]:
    return {"space": row.space, "actor": actors_of(row)[0], "action": row.action, "target": targets_of(row)[0]}


def _batch(asked: list[dict[str, str]]) -> float:
    """Return the microseconds of one decision in a batch."""
    began = time.thread_time_ns()
    for one in asked:
        boundaries.ruling(**one, facts=boundaries.Facts(level="V3", consented=True, own_patient="no", guard_clear=True))
    return (time.thread_time_ns() - began) / MICROSECOND / len(asked)
