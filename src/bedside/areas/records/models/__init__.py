"""The tables of records: figures and what they are made of; days, illnesses, answers to questionnaires."""

from bedside.areas.records.models.about_me import AboutMe
from bedside.areas.records.models.answers import InstrumentPack, Sitting
from bedside.areas.records.models.attachments import Attachment
from bedside.areas.records.models.brought import BroughtFile
from bedside.areas.records.models.conditions import Condition
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.models.crash import Crash
from bedside.areas.records.models.days import DayCheck
from bedside.areas.records.models.entries import (
    Allergy,
    Appointment,
    FreeNote,
    Goal,
    Immunisation,
    Measurement,
    Procedure,
)
from bedside.areas.records.models.figures import (
    MEMBERS,
    Build,
    Cell,
    Course,
    Evaluation,
    ImportedRow,
    StagedRow,
    Standing,
    StopReason,
    Wave,
)
from bedside.areas.records.models.releases import OpenRelease, PrivacyCharge
from bedside.areas.records.models.sharing import LedgerEntry
from bedside.areas.records.models.signals import SafetySignal
from bedside.areas.records.models.symptoms import SymptomLog
from bedside.areas.records.models.tables import BuildMemory, FigureTable
from bedside.areas.records.models.telling import Told
from bedside.areas.records.models.waves import AskedWave, WaveAnswer

__all__ = [
    "MEMBERS",
    "AboutMe",
    "Allergy",
    "Appointment",
    "AskedWave",
    "Attachment",
    "BroughtFile",
    "Build",
    "BuildMemory",
    "Cell",
    "Condition",
    "Course",
    "Crash",
    "DayCheck",
    "Evaluation",
    "FigureTable",
    "FreeNote",
    "Goal",
    "Immunisation",
    "ImportedRow",
    "InstrumentPack",
    "LedgerEntry",
    "Measurement",
    "OpenRelease",
    "PrivacyCharge",
    "Procedure",
    "SafetySignal",
    "Sitting",
    "StagedRow",
    "Standing",
    "StopReason",
    "SymptomLog",
    "Told",
    "TreatmentCourse",
    "Wave",
    "WaveAnswer",
]
