"""Which trials are of one kind, so that they can be looked at together; and plans that are ready to be taken.

Two members' trials are of one kind where both halves, what is looked at and all lengths are the same. Questions are
put in everybody's own words, days begin when they begin: neither counts.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bedside.policy.trials.plan import Plan
from bedside.policy.vocabulary import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A plan that anybody can take over. What it says is general and names no medicine."""

    key: str
    question: str
    arm_a: str
    arm_b: str
    measure: str
    outcome: str
    block_days: int
    pairs: int
    washout_days: int


def protocol(plan: Plan, *, measure: str) -> str:
    """Return the canonical text of a trial's kind. `measure` is one of `course.OUTCOMES`.

    Which half is called A is everybody's own choice, and turns the sign of the difference: so it counts.
    """
    facts = {
        "arms": [normalise(plan.arm_a), normalise(plan.arm_b)],
        "outcome": normalise(plan.outcome),
        "measure": measure,
        "days": [plan.block_days, plan.pairs, plan.washout_days],
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@cache
def ready() -> tuple[Ready, ...]:
    """Return the plans that are ready to be taken, in the order of their file."""
    text = resources.files("bedside.policy.trials").joinpath("data/ready.json").read_text(encoding="utf-8")
    return tuple(Ready(**one) for one in json.loads(text))
