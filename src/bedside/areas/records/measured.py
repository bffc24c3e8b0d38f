"""What may be shown of what scores tell of a treatment: one table of its page, decided beside the others."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bedside.areas.records.facts import Facts
from bedside.areas.records.showing import Tables
from bedside.policy.disclosure import FLOOR, Partition, shown
from bedside.policy.evidence.change import CAUTION, ShownChange, shown_change
from bedside.policy.evidence.measured import Measured
from bedside.policy.evidence.shown_comparison import ShownComparison, pack, shown_comparison, unpack

EVERYBODY = ("everybody",)
OFF = "The check of the method raised too many false alarms, or could not be made."


@dataclass(frozen=True, kw_only=True)
class ShownMeasure:
    """What is shown of one questionnaire: the change, the comparison, or both, each with its rounded people."""

    instrument: str
    people: int | None = None
    change: ShownChange | None = None
    comparison: ShownComparison | None = None


def pack_measures(facts: Facts, tables: Tables) -> list[dict[str, Any]]:
    """All of it that may stand beside the tables of the page, as JSON holds it."""
    found = [_pack(key, measured, tables) for key, measured in sorted(facts.measured.items())]
    return [one for one in found if len(one) > 1]


def _pack(key: str, measured: Measured, tables: Tables) -> dict[str, Any]:
    made: dict[str, Any] = {"instrument": key}
    change = shown_change(measured.change) if measured.change else None
    if measured.change and change and _may_stand(f"change {key}", measured.change.people, tables):
        made["change"] = asdict(change) | {"people": shown(measured.change.people)}
    comparison = shown_comparison(measured.comparison) if measured.comparison else None
    if measured.comparison and comparison and _may_stand(f"compared {key}", measured.comparison.kept, tables):
        made["comparison"] = pack(comparison)
    return made


def _may_stand(name: str, people: int, tables: Tables) -> bool:
    """Say whether so many may be named beside all who started: neither they nor the others may be few."""
    everybody = tables.counts.get(EVERYBODY, 0)
    if people < FLOOR or everybody < people:
        return False
    counts = {(name,): people, (name, "not"): everybody - people}
    return tables.add(counts, [Partition(whole=EVERYBODY, parts=tuple(counts))]) and (name,) in tables.seen


def as_json(measures: Sequence[ShownMeasure], *, may_compare: bool) -> list[dict[str, Any]]:
    """What a machine is told: each change with its caution, each comparison with what it cannot see."""
    made = []
    for one in measures:
        said: dict[str, Any] = {"instrument": one.instrument}
        if one.change:
            said["change"] = {"people": one.people, **asdict(one.change), "caution": CAUTION}
        if one.comparison and may_compare:
            said["comparison"] = pack(one.comparison) | {"cannot_see": one.comparison.sensitivity.sentence}
        elif one.comparison:
            said["comparison_is_off"] = OFF
        made.append(said)
    return made


def unpack_measures(more: Mapping[str, Any]) -> tuple[ShownMeasure, ...]:
    """What `pack_measures` made. A comparison that does not say what it cannot see is none."""
    return tuple(_unpack(one) for one in more.get("measured", ()))


def _unpack(packed: Mapping[str, Any]) -> ShownMeasure:
    change = dict(packed.get("change") or {})
    people = change.pop("people", None)
    if change:
        groups = change["groups"]
        change["groups"] = None if groups is None else tuple(tuple(group) for group in groups)
        change |= {name: tuple(change[name]) for name in ("started_shares", "others_shares")}
    return ShownMeasure(
        instrument=packed["instrument"],
        people=people,
        change=ShownChange(**change) if change else None,
        comparison=unpack(packed["comparison"]) if "comparison" in packed else None,
    )
