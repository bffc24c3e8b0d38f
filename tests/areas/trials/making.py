"""Trials for tests: invented, short, and lived through to their end."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bedside.areas.people.viewer import Viewer
from bedside.areas.trials import actions, queries
from bedside.areas.trials.actions import Wish
from bedside.policy.trials.plan import day_of

TODAY = date(2026, 3, 1)
FIRST = date(2026, 3, 2)
WISH = Wish(
    question="Do I sleep better with the lamp off at nine?",
    arm_a="Lamp off at nine",
    arm_b="As usual",
    measure="own",
    outcome="How well did you sleep?",
    block_days=3,
    pairs=3,
    washout_days=0,
    starts=FIRST,
    prescribed=False,
    agreed_by="",
    pregnant=False,
)
DAYS = 18
LAST = FIRST + timedelta(days=DAYS - 1)
AFTER = LAST + timedelta(days=1)


def begun(by: Viewer, *, first: date = FIRST, **changes: Any) -> int:
    """Begin a trial of 18 days, on the day before its first."""
    return actions.begin(by=by, wish=replace(WISH, starts=first, **changes), today=first - timedelta(days=1))


def lived(by: Viewer, *, first: date = FIRST, better: int = 2, **changes: Any) -> int:
    """Begin one and say a number on each of its days: `better` more under A, and a little more in each pair."""
    trial_id = begun(by, first=first, **changes)
    own = queries.trial(by, trial_id, on=first + timedelta(days=DAYS))
    for n in range(DAYS):
        on = first + timedelta(days=n)
        what = day_of(own.plan, bytes.fromhex(own.seed), on)
        assert what is not None
        value = 3 + (better + what.pair if what.arm == "A" else 0)
        actions.say(by=by, trial_id=trial_id, day=on, today=on, value=value)
    return trial_id
