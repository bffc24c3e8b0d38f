"""How often treatments that are one and the same are told apart: the method of the pages on groups that chance made.

All answers of a condition are put into one heap, and pseudo-treatments of the sizes of real ones are dealt from it
without looking. Their figures are made, rounded and compared as those of real treatments are. What is then called
different is a false alarm (`evidence.md` section 7).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from bedside.policy.disclosure import FLOOR
from bedside.policy.evidence.alarms import FEWEST_RUNS
from bedside.policy.evidence.comparing import side_by_side
from bedside.policy.evidence.purpose import Count, figures

SEED: Final = 8


def alarms_of(conditions: Sequence[Sequence[Count]], *, runs: int = FEWEST_RUNS) -> tuple[int, int] | None:
    """How many comparisons of two pseudo-treatments were made, and how many found a difference.

    `conditions` are the counts of the treatments of each condition. None where no condition has two treatments of
    which a share could be shown.
    """
    heaps = [[one for one in counts if one.people >= FLOOR] for counts in conditions]
    heaps = [counts for counts in heaps if len(counts) > 1]
    if not heaps:
        return None
    rng = np.random.default_rng(SEED)
    made = alarms = 0
    for _ in range(20 * runs):
        said = _compared(heaps[int(rng.integers(len(heaps)))], rng)
        if said is not None:
            made, alarms = made + 1, alarms + said
        if made >= runs:
            return made, alarms
    return (made, alarms) if made else None


def _compared(counts: Sequence[Count], rng: np.random.Generator) -> bool | None:
    """Deal all treatments of a condition anew and compare two of them; None where they cannot be compared."""
    sizes = [one.people for one in counts]
    helped = rng.multivariate_hypergeometric(sizes, sum(one.helped for one in counts))
    dealt = {str(i): Count(size, int(k)) for i, (size, k) in enumerate(zip(sizes, helped, strict=True))}
    one, other = (str(i) for i in rng.choice(len(sizes), 2, replace=False))
    made = figures(dealt)
    found = side_by_side({one: made[one], other: made[other]})
    return None if found.too_few else bool(found.differences)
