"""Every write of records: importing a public set, saying what a treatment did, building the figures, questionnaires."""

from bedside.areas.records.actions.about_me import delete_about, keep_about
from bedside.areas.records.actions.answering import (
    begin,
    correct,
    drop_draft,
    keep,
    remove,
    went_past_help,
)
from bedside.areas.records.actions.attachments import attach, detach
from bedside.areas.records.actions.bringing import Brought, bring, drop_file, keep_file, read_file, take_back_file
from bedside.areas.records.actions.bringing_answers import forms as answer_forms
from bedside.areas.records.actions.building import Report, build
from bedside.areas.records.actions.conditions import (
    add_condition,
    change_condition,
    delete_condition,
    undo_condition,
)
from bedside.areas.records.actions.courses import (
    add_treatment,
    change_dose,
    change_treatment,
    delete_treatment,
    stop_treatment,
    undo_treatment,
)
from bedside.areas.records.actions.crash import begin_crash, delete_crash, end_crash, say_in_crash, stay_in_crash
from bedside.areas.records.actions.days import delete_day, say_day, undo_day
from bedside.areas.records.actions.entries import add_entry, change_entry, delete_entry, take_step, undo_entry
from bedside.areas.records.actions.evaluating import Wish, change, record_evaluation, uncount, withdraw
from bedside.areas.records.actions.importing import Imported, import_evaluations
from bedside.areas.records.actions.inventing import Invented, invent_evaluations
from bedside.areas.records.actions.offline import take_entries
from bedside.areas.records.actions.packs import Loaded, load_pack, withdraw_pack
from bedside.areas.records.actions.symptoms import (
    Felt,
    correct_symptom,
    delete_symptom,
    log_symptom,
    undo_symptom,
)
from bedside.areas.records.actions.taking import note_part_taken, take_record
from bedside.areas.records.actions.telling import Switch, answer_telling, ask_to_tell, drop_telling, switch_telling
from bedside.areas.records.actions.waves import answer_question, ask_waves, let_ask
from bedside.areas.records.models.answers import IMPORT

__all__ = [
    "IMPORT",
    "Brought",
    "Felt",
    "Imported",
    "Invented",
    "Loaded",
    "Report",
    "Switch",
    "Wish",
    "add_condition",
    "add_entry",
    "add_treatment",
    "answer_forms",
    "answer_question",
    "answer_telling",
    "ask_to_tell",
    "ask_waves",
    "attach",
    "begin",
    "begin_crash",
    "bring",
    "build",
    "change",
    "change_condition",
    "change_dose",
    "change_entry",
    "change_treatment",
    "correct",
    "correct_symptom",
    "delete_about",
    "delete_condition",
    "delete_crash",
    "delete_day",
    "delete_entry",
    "delete_symptom",
    "delete_treatment",
    "detach",
    "drop_draft",
    "drop_file",
    "drop_telling",
    "end_crash",
    "import_evaluations",
    "invent_evaluations",
    "keep",
    "keep_about",
    "keep_file",
    "let_ask",
    "load_pack",
    "log_symptom",
    "note_part_taken",
    "read_file",
    "record_evaluation",
    "remove",
    "say_day",
    "say_in_crash",
    "stay_in_crash",
    "stop_treatment",
    "switch_telling",
    "take_back_file",
    "take_entries",
    "take_record",
    "take_step",
    "uncount",
    "undo_condition",
    "undo_day",
    "undo_entry",
    "undo_symptom",
    "undo_treatment",
    "went_past_help",
    "withdraw",
    "withdraw_pack",
]
