"""The tables of records: figures and what they are made of; days, illnesses, answers to questionnaires."""

from bedside.areas.records.models.answers import InstrumentPack, Sitting
from bedside.areas.records.models.conditions import Condition
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.models.crash import Crash
from bedside.areas.records.models.days import DayCheck
from bedside.areas.records.models.figures import (
    MEMBERS,
    Build,
    Cell,
    CellPerson,
    CellState,
    Course,
    Evaluation,
    ImportedRow,
    StagedRow,
    Standing,
    StopReason,
    Wave,
)
from bedside.areas.records.models.sharing import LedgerEntry
from bedside.areas.records.models.signals import SafetySignal
from bedside.areas.records.models.symptoms import SymptomLog
from bedside.areas.records.models.waves import AskedWave, WaveAnswer

__all__ = [
    "MEMBERS",
    "AskedWave",
    "Build",
    "Cell",
    "CellPerson",
    "CellState",
    "Condition",
    "Course",
    "Crash",
    "DayCheck",
    "Evaluation",
    "ImportedRow",
    "InstrumentPack",
    "LedgerEntry",
    "SafetySignal",
    "Sitting",
    "StagedRow",
    "Standing",
    "StopReason",
    "SymptomLog",
    "TreatmentCourse",
    "Wave",
    "WaveAnswer",
]
