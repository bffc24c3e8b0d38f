"""Where a trial stands on a day: what holds today, how far it is, whether crashes ask for a stop, and what came of it.

A day without an answer is missing, never well. A day of crash pauses the trial; it is counted in the arm that would
have held on it, since a crash may be what the arm does.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bedside.policy.trials.analysis import Logged, Result, analyse
from bedside.policy.trials.plan import Day, Plan, asks_to_stop, day_of, ends

LOWEST, HIGHEST = 0, 10
OUTCOMES: Final = ("own", "face", "energy")
"""What is looked at each day: a question of one's own (0 to 10), the face of the day (1 to 5), its energy (0 to 10)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A trial on one day. `today` is None before it, after it and on a day of crash.

    `gone` counts the days so far that were not paused; `last` is the last day as things stand. `answered` and `missing`
    count among the days that count for the comparison. `asks` tells that one arm had so many crashes that the member is
    asked whether to go on. `result` is None until it is over, and where nothing can be compared.
    """

    today: Day | None
    begun: bool
    over: bool
    gone: int
    last: date
    answered: int
    missing: int
    asks: bool
    result: Result | None


def standing(
    plan: Plan,
    seed: bytes,
    *,
    on: date,
    said: Mapping[date, float],
    crashes: Collection[date],
    stopped: date | None = None,
) -> Standing:
    """Return where a trial stands on the day `on`. `stopped` is the day on which its owner ended it early."""
    last = ends(plan, paused=crashes)
    over = on > last or stopped is not None
    until = min(last, on if stopped is None else stopped)
    days = list(_counted(plan, seed, until, said, crashes))
    return Standing(
        today=None if over else day_of(plan, seed, on, paused=crashes),
        begun=on >= plan.starts,
        over=over,
        gone=sum(1 for one in _days(plan.starts, until) if one not in crashes),
        last=last,
        answered=sum(1 for one in days if one.value is not None),
        missing=sum(1 for one in days if one.value is None),
        asks=not over and asks_to_stop(crashes_in(plan, seed, crashes)),
        result=analyse(days) if over else None,
    )


def crashes_in(plan: Plan, seed: bytes, crashes: Collection[date]) -> dict[str, int]:
    """Return how many days of crash fell into each arm."""
    found: Counter[str] = Counter()
    for one in crashes:
        day = day_of(plan, seed, one, paused=[other for other in crashes if other != one])
        if day is not None:
            found[day.arm] += 1
    return dict(found)


def _counted(
    plan: Plan, seed: bytes, until: date, said: Mapping[date, float], crashes: Collection[date]
) -> Iterable[Logged]:
    for one in _days(plan.starts, until):
        day = day_of(plan, seed, one, paused=crashes)
        if day is not None and day.counts:
            yield Logged(day.pair, day.arm, said.get(one))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
