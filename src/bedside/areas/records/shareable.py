"""The tables whose rows are shared one by one, by the name of their kind."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet

from bedside.areas.records.models import AboutMe, Condition, DayCheck, Sitting, SymptomLog, TreatmentCourse, entries

TABLES: Final[Mapping[str, Any]] = {
    "days": DayCheck,
    "symptoms": SymptomLog,
    "conditions": Condition,
    "courses": TreatmentCourse,
    "questionnaires": Sitting,
    "about_me": AboutMe,
    **entries.TABLES,
}
ONE_EACH: Final = ("about_me",)
"""Of which an account has one row, without versions; nobody is shown it, so that it has no page of its own to share."""


def kept(kind: str, owner_id: int | None = None) -> QuerySet[Any]:
    """Return the rows of a kind that count, of one account or of all: no earlier version, and no draft."""
    rows: QuerySet[Any] = TABLES[kind].objects.all()
    if kind not in ONE_EACH:
        rows = rows.filter(is_current=True)
    if kind == "questionnaires":
        rows = rows.filter(is_draft=False)
    return rows if owner_id is None else rows.filter(owner_id=owner_id)
