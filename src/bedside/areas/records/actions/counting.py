"""Counting an imported set: exact counts, which go no further than `actions.building`. Members' are in `cubes`."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q

from bedside.areas.records.cells import Key
from bedside.areas.records.facts import Facts
from bedside.areas.records.models import ImportedRow
from bedside.areas.records.words import slug

LEVELS = range(5)


def imported_facts(source: str) -> tuple[dict[Key, Facts], int]:
    """The counts of an imported set by purpose and treatment, and how many rows were read."""
    groups = ImportedRow.objects.filter(source=source).values("purpose", "treatment").annotate(**_aggregates())
    merged: dict[Key, list[Mapping[str, Any]]] = defaultdict(list)
    for group in groups.iterator():
        key = slug(group["purpose"]), slug(group["treatment"])
        if all(key):
            merged[key].append(group)
    return {key: _merge(same) for key, same in merged.items()}, ImportedRow.objects.filter(source=source).count()


def _aggregates() -> dict[str, Count]:
    levels = {
        f"{name}_{level}": Count("source_row", filter=Q(**{name: level}))
        for name in ("effect", "side_effects")
        for level in LEVELS
    }
    return {"people": Count("source_row"), "helpful": Count("source_row", filter=Q(helped=True)), **levels}


def _merge(groups: list[Mapping[str, Any]]) -> Facts:
    """Names that differ by capitals or punctuation only are one cell, under the name most used."""
    largest = max(groups, key=lambda group: (group["people"], group["treatment"]))

    def total(name: str) -> int:
        return sum(int(group[name]) for group in groups)

    return Facts(
        purpose=str(largest["purpose"]),
        treatment=str(largest["treatment"]),
        people=total("people"),
        helped=total("helpful"),
        effects=tuple(total(f"effect_{level}") for level in LEVELS),
        side_effects=tuple(total(f"side_effects_{level}") for level in LEVELS),
    )
