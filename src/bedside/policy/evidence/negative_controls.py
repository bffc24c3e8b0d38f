"""How often the matched comparison finds a difference where there is none (`evidence.md` section 7).

Each night it is tried on treatments that nobody took: people who took none of those that were compared are dealt out,
as many and as long after their illness began as in the real ones, and compared with the rest of them.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from bedside.policy.evidence.alarms import FEWEST_RUNS, PseudoTreatment, pseudo_treatments
from bedside.policy.evidence.matching import Histories, Ints
from bedside.policy.evidence.measured import MOST_TREATED, SEED, Group, compared, only

TRIES: Final = 2
"""So many times as often it is tried, where no comparison came of it."""


def alarms_among(groups: Sequence[Group], *, runs: int = FEWEST_RUNS) -> tuple[int, int]:
    """How many such treatments were tried, and how many were called different; (0, 0) where nothing was compared."""
    rng = np.random.default_rng(SEED)
    heaps = [(group, group.heap()) for group in groups if group.compared]
    heaps = [(group, heap) for group, heap in heaps if _fits(group, heap)]
    made: list[bool] = []
    for place, (group, heap) in enumerate(heaps):
        share = runs // len(heaps) + (place < runs % len(heaps))
        made += _tried(group, heap, share, rng)
    return len(made), sum(made)


def _fits(group: Group, heap: Histories) -> bool:
    return len(np.unique(heap.person)) // 4 >= min(_sizes(group))


def _sizes(group: Group) -> list[int]:
    return [min(len(one.after), MOST_TREATED) for one in group.compared.values()]


def _tried(group: Group, heap: Histories, runs: int, rng: np.random.Generator) -> list[bool]:
    """Of each of so many treatments whether it was called different."""
    people = np.unique(heap.person)
    months = [round(month) for one in group.compared.values() for month in one.since_onset]
    dealt = pseudo_treatments(sizes=_sizes(group), days=months, people=len(people), runs=TRIES * runs, rng=rng)
    made: list[bool] = []
    for said in _called(heap, people, dealt, rng):
        if len(made) == runs:
            break
        made.append(said)
    return made


def _called(
    heap: Histories, people: Ints, dealt: Sequence[PseudoTreatment], rng: np.random.Generator
) -> Iterator[bool]:
    for one in dealt:
        chosen = people[one.people]
        rows = [_nearest(heap, who, month) for who, month in zip(chosen.tolist(), one.days.tolist(), strict=True)]
        found = compared(only(heap, np.array(rows)), only(heap, ~np.isin(heap.person, chosen)), rng)
        if found is not None:
            yield found.matched.is_different


def _nearest(heap: Histories, person: int, month: int) -> int:
    rows = np.flatnonzero(heap.person == person)
    return int(rows[np.abs(heap.since_onset[rows] - month).argmin()])
