"""Every write of records: importing a public set, saying what a treatment did, building the figures, questionnaires."""

from bedside.areas.records.actions.answering import (
    IMPORT,
    begin,
    correct,
    drop_draft,
    keep,
    remove,
    went_past_help,
)
from bedside.areas.records.actions.building import Report, build
from bedside.areas.records.actions.conditions import (
    add_condition,
    change_condition,
    delete_condition,
    undo_condition,
)
from bedside.areas.records.actions.days import delete_day, say_day, undo_day
from bedside.areas.records.actions.evaluating import Wish, change, record_evaluation, withdraw
from bedside.areas.records.actions.importing import Imported, import_evaluations
from bedside.areas.records.actions.inventing import Invented, invent_evaluations
from bedside.areas.records.actions.packs import Loaded, load_pack, withdraw_pack

__all__ = [
    "IMPORT",
    "Imported",
    "Invented",
    "Loaded",
    "Report",
    "Wish",
    "add_condition",
    "begin",
    "build",
    "change",
    "change_condition",
    "correct",
    "delete_condition",
    "delete_day",
    "drop_draft",
    "import_evaluations",
    "invent_evaluations",
    "keep",
    "load_pack",
    "record_evaluation",
    "remove",
    "say_day",
    "undo_condition",
    "undo_day",
    "went_past_help",
    "withdraw",
    "withdraw_pack",
]
