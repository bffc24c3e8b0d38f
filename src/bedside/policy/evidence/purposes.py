"""What one treatment is taken for, over all conditions (cube c11): how many people for each purpose."""

from collections.abc import Mapping
from dataclasses import dataclass

from bedside.policy.disclosure import FLOOR, Partition, shown, visible
from bedside.policy.evidence.flags import Flag, Known, all_flags

WHOLE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeTable:
    """Rounded counts. `others_hidden` says that there are purposes of which too few people told."""

    people: int | None
    purposes: dict[str, int]
    others_hidden: bool


def purpose_table(counts: Mapping[str, int]) -> PurposeTable:
    """What may be shown of the number of people for each purpose, most first, then by name.

    Raises ValueError for a purpose without a name.
    """
    if WHOLE in counts:
        raise ValueError("A purpose has a name.")
    some = {name: people for name, people in counts.items() if people > 0}
    total = sum(some.values())
    seen = visible({WHOLE: total, **some}, [Partition(whole=WHOLE, parts=tuple(some))])
    rows = {name: shown(people) for name, people in some.items() if name in seen}
    return PurposeTable(
        people=shown(total) if WHOLE in seen and total >= FLOOR else None,
        purposes=dict(sorted(rows.items(), key=lambda row: (-row[1], row[0]))),
        others_hidden=len(rows) < len(some),
    )


def flags_by_purpose(treatment: str, table: PurposeTable, *, approved: frozenset[str]) -> dict[str, tuple[Flag, ...]]:
    """The flags beside each shown purpose, where it is known what the treatment is approved for."""
    return {purpose: all_flags(treatment, Known(is_approved_here=purpose in approved)) for purpose in table.purposes}
