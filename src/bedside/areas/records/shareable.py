"""The tables whose rows are shared one by one, by the name of their kind."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet

from bedside.areas.records.models import Condition, DayCheck, Sitting, SymptomLog, TreatmentCourse, entries

TABLES: Final[Mapping[str, Any]] = {
    "days": DayCheck,
    "symptoms": SymptomLog,
    "conditions": Condition,
    "courses": TreatmentCourse,
    "questionnaires": Sitting,
    **entries.TABLES,
}


def kept(kind: str, owner_id: int | None = None) -> QuerySet[Any]:
    """Return the rows of a kind that count, of one account or of all: no earlier version, and no draft."""
    rows: QuerySet[Any] = TABLES[kind].objects.filter(is_current=True)
    if kind == "questionnaires":
        rows = rows.filter(is_draft=False)
    return rows if owner_id is None else rows.filter(owner_id=owner_id)
