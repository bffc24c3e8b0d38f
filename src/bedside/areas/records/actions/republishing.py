"""Which tables of members' figures change tonight: two builds must not give one person away (`evidence.md` 6.6).

The build remembers how many people stood in each count when it was last published or hidden, and nobody's name or mark.
Two such counts tell how many people changed at least (`facts.fewest_changes`). All tables of one treatment for one
condition change together, so that a reader never puts an old part beside a new whole.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bedside.areas.records.facts import MEASURED, Vector, fewest_changes
from bedside.areas.records.models import BuildMemory
from bedside.areas.records.queries.memory import Known, Memory, build_memory
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.policy.disclosure import FLOOR, Step, step

Payload = Any
"""What is published at a place, as JSON holds it."""
BASE = ("people", "helped", "standing")
TAKEN_BACK = ("people", "helped", "effects", "side_effects")
"""Where a count that falls means that somebody took something back; a standing also changes with the calendar."""


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """What was counted tonight at one place; `payload` is None where nothing of it may be said."""

    vector: Vector
    people: int
    payload: Payload


def decided(fresh: Mapping[str, Fresh], published: Mapping[str, Payload]) -> dict[str, Payload]:
    """What to publish tonight, of what is fresh and of what stands; writes down what must be remembered."""
    memory = build_memory()
    after: Memory = {}
    result: dict[str, Payload] = {}
    for place in sorted(fresh.keys() | (memory or {}).keys() | published.keys()):
        tonight = fresh.get(place) or Fresh(vector={}, people=0, payload=None)
        kept = memory.pop(place, None) if memory else None  # what was read is let go of: there is much of it
        before = None if memory is None else kept or Known(vector={})
        said, known = _decide(before, tonight, published.get(place), is_new=kept is None)
        if said is not None:
            result[place] = said
        if known.vector and tonight.vector:
            after[place] = known
    _write(after)
    return result


def _decide(before: Known | None, tonight: Fresh, standing: Payload, *, is_new: bool) -> tuple[Payload, Known]:
    if before is None:
        return tonight.payload, Known(vector=tonight.vector)
    waits = _waits(before, tonight) if not is_new else None
    choice = step(
        people=tonight.people,
        changed=_changed(before.vector, tonight.vector),
        oldest_withdrawal_days=(now() - waits).days if waits else 0,
        may_show=tonight.payload is not None,
    )
    if choice is Step.KEEP and standing is not None and _fell_below(before.vector, tonight.vector):
        choice = Step.PUBLISH
    if choice is Step.KEEP:
        return standing, Known(vector=before.vector or tonight.vector, waits_since=waits)
    if choice is Step.PUBLISH or standing is not None or is_new:
        return (tonight.payload if choice is Step.PUBLISH else None), Known(vector=tonight.vector)
    return None, Known(vector=before.vector, waits_since=waits)


def _changed(before: Vector, tonight: Vector) -> int:
    """Of a place that was small, only its base was counted; the rest of it is no change."""
    if _size(before) < FLOOR:
        return fewest_changes(_only(before, BASE), _only(tonight, BASE))
    return fewest_changes(before, tonight)


def _size(vector: Vector) -> int:
    return max((sum(counts.values()) for counts in vector.values()), default=0)


def _only(vector: Vector, names: tuple[str, ...]) -> Vector:
    return {name: counts for name, counts in vector.items() if name in names}


def _waits(before: Known, tonight: Fresh) -> datetime | None:
    """Since when something that was taken back has not reached the figures."""
    fell = any(
        tonight.vector.get(facet, {}).get(name, 0) < people
        for facet, counts in before.vector.items()
        if facet in TAKEN_BACK or facet.startswith(MEASURED)
        for name, people in counts.items()
    )
    fell = fell or sum(tonight.vector.get("standing", {}).values()) < sum(before.vector.get("standing", {}).values())
    return (before.waits_since or now()) if fell else None


def _fell_below(before: Vector, tonight: Vector) -> bool:
    """Say whether a count that may be printed today holds fewer than 11 people tonight."""
    return any(
        people >= FLOOR > tonight.get(facet, {}).get(name, 0)
        for facet, counts in before.items()
        for name, people in counts.items()
    )


def _write(memory: Memory) -> None:
    kept = {
        place: [known.vector, known.waits_since.isoformat() if known.waits_since else ""]
        for place, known in memory.items()
    }
    body = vault().seal_bytes(zlib.compress(json.dumps(kept).encode(), 1), BuildMemory().place)
    BuildMemory.objects.update_or_create(id=1, defaults={"body": body, "kept_at": now()})
