"""The benchmark of the clocks: what a sweep of many open escalations costs, and computing all their moments anew."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from bedside.areas.escalations import actions
from bedside.areas.escalations.actions.seeding import add_invented, drop_invented
from bedside.site.bench.cost import cpu_ns
from bedside.site.bench.pages import backend

SECOND = 1_000_000_000  # nanoseconds
LATE = 100  # whose clocks run out in the minute between two sweeps: far beyond what a site of any size has


def clocks(*, rows: int) -> dict[str, Any]:
    """Sweep `rows` open escalations: with nothing due, and with the clocks of some run out; then compute all anew."""
    quiet = _filled(rows, late=0, work=actions.sweep)
    some = _filled(rows, late=LATE, work=actions.sweep)
    anew = _filled(rows, late=0, work=actions.mend)
    return {
        "open": rows,
        "sweep_wall_s": round(quiet[0], 4),
        "sweep_cpu_s": round(quiet[1], 4),
        "told_of_late": some[2],
        "sweep_with_late_wall_s": round(some[0], 3),
        "sweep_with_late_cpu_s": round(some[1], 3),
        "anew_wall_s": round(anew[0], 3),
        "anew_cpu_s": round(anew[1], 3),
    }


def _filled(rows: int, *, late: int, work: Callable[[], int]) -> tuple[float, float, int]:
    """Return wall and processor seconds of `work` on a table filled anew, and what it returned."""
    drop_invented()
    add_invented(count=rows, late=late)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE escalations_escalation")
    cpu, wall = time.process_time_ns() + cpu_ns(backend()), time.perf_counter_ns()
    done = work()
    took = time.perf_counter_ns() - wall, time.process_time_ns() + cpu_ns(backend()) - cpu
    drop_invented()
    return took[0] / SECOND, took[1] / SECOND, done
