"""What the public is told of moderation: counts of whole months, none under 11, and none that can be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bedside.policy.disclosure import Partition, shown, visible
from bedside.policy.moderation.acts import ACTS
from bedside.policy.moderation.reasons import REASONS

ALL, NOTHING, APPEALS, UPHELD, OVERTURNED, WAITING = "all", "nothing", "appeals", "upheld", "overturned", "waiting"
Key = tuple[str, str]
"""(what is counted by, which): ("act", "hide"), ("reason", "spam"), ("appeal", "overturned"), ("", "all")."""

BY_ACT: Final = tuple(("act", code) for code in (*ACTS, NOTHING))
BY_REASON: Final = tuple(("reason", code) for code in REASONS)
OF_APPEALS: Final = tuple(("appeal", code) for code in (UPHELD, OVERTURNED, WAITING))
TOTAL: Final = ("", ALL)
APPEALED: Final = ("", APPEALS)
PARTITIONS: Final = (
    Partition(whole=TOTAL, parts=BY_ACT),
    Partition(whole=TOTAL, parts=BY_REASON),
    Partition(whole=APPEALED, parts=OF_APPEALS),
)
KEYS: Final = (TOTAL, *BY_ACT, *BY_REASON, APPEALED, *OF_APPEALS)


@dataclass(frozen=True)
class Tally:
    """One month as it was: decisions by (act or "nothing", reason), and appeals by what came of them."""

    decisions: Mapping[tuple[str, str], int]
    appeals: Mapping[str, int]


def told(month: Tally) -> dict[Key, int | None]:
    """Return what may be shown of a month: a rounded count, or None for "fewer than 11" and for what would tell one."""
    counts = dict.fromkeys(KEYS, 0)
    for (act, reason), times in month.decisions.items():
        for key in (TOTAL, ("act", act), ("reason", reason)):
            counts[key] += times
    for what, times in month.appeals.items():
        for key in (APPEALED, ("appeal", what)):
            counts[key] += times
    open_cells = visible(counts, PARTITIONS)
    return {key: shown(counts[key]) if key in open_cells else None for key in KEYS}
