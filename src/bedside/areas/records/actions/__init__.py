"""Every write of records: importing a public set, saying what a treatment did, building the figures."""

from bedside.areas.records.actions.building import Report, build
from bedside.areas.records.actions.evaluating import Wish, change, record_evaluation, withdraw
from bedside.areas.records.actions.importing import Imported, import_evaluations
from bedside.areas.records.actions.inventing import Invented, invent_evaluations

__all__ = [
    "Imported",
    "Invented",
    "Report",
    "Wish",
    "build",
    "change",
    "import_evaluations",
    "invent_evaluations",
    "record_evaluation",
    "withdraw",
]
