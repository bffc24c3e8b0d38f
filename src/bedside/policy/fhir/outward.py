"""What a member keeps, as the facts that FHIR is built from. Codes of vocabularies are not kept with a record yet.

The id of a resource is the id that its source gave it, else the record's own number: a file that comes back is known by
it. A day about which nothing was said has no resource at all.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bedside.policy.conditions import Illness
from bedside.policy.courses import Course, Dose, Kind, Taking
from bedside.policy.fhir.model import Condition, Medicine, Observed, Procedure
from bedside.policy.symptoms import FIGURES, Strength

SURVEY = "survey"
HOW_WAS_THE_DAY = "How the day was, from 1 (very bad) to 5 (very good)"
ENERGY = "Energy, from 0 (none at all) to 10 (plenty)"
LINE = "In my own words"
NOTE = "Note"
TOGETHER_WITH = "Noted together with it"
LEVELS = ("none", "mild", "moderate", "severe")
DECLINED = "asked-declined"
DONE = frozenset({Kind.PROCEDURE, Kind.DEVICE, Kind.THERAPY})
"""Kinds of treatment that are done rather than taken."""


def condition_of(number: int, illness: Illness) -> Condition:
    """Return an illness of the record, under its number there."""
    return Condition(
        text=illness.text,
        onset=illness.onset.value,
        recorded=illness.diagnosed.value,
        confidence=illness.confidence.value,
        status=illness.status.value,
        source_id=illness.source_id or str(number),
    )


def course_of(number: int, course: Course, *, today: date) -> Medicine | Procedure:
    """Return a course: a Procedure for what is done, a MedicationStatement for what is taken or lived by."""
    if course.kind in DONE:
        return Procedure(
            text=course.text,
            start=course.start.value,
            stop=course.stop.value,
            source_id=course.source_id or str(number),
        )
    return Medicine(
        text=course.text,
        standing=_standing(course, today),
        start=course.start.value,
        stop=course.stop.value,
        dosage=_in_words(course.dose_now),
        reasons=(course.purpose,),
        stop_reasons=tuple(course.other_reason if one == "other" else one.value for one in course.reasons),
        source_id=course.source_id or str(number),
    )


def _standing(course: Course, today: date) -> str:
    if course.taking is Taking.YES:
        return "planned" if course.is_planned(today=today) else "still"
    if course.taking is Taking.ON_OFF:
        return "on_and_off"
    return "finished" if course.main_reason == "course_finished" else "stopped"


def _in_words(dose: Dose) -> str:
    return " ".join(word for word in (dose.amount, dose.unit, dose.times) if word)


def day_of(number: int, *, day: date, face: int, energy: int | None, line: str) -> Observed:
    """Return how a day was. What was not said of it is no part."""
    parts = [Observed(text=ENERGY, category=SURVEY, whole=energy)] if energy is not None else []
    parts += [Observed(text=LINE, category=SURVEY, words=line)] if line else []
    return Observed(
        text=HOW_WAS_THE_DAY,
        category=SURVEY,
        at=day.isoformat(),
        whole=face,
        parts=tuple(parts),
        source_id=str(number),
    )


def symptom_of(
    number: int,
    *,
    day: date,
    symptom: str,
    strength: Strength,
    at: str = "",
    zone: str = "UTC",
    note: str = "",
    factors: tuple[str, ...] = (),
) -> Observed:
    """Return one entry of a symptom. `at` is "HH:MM" on the calendar of `zone`, "" for the whole day.

    "Rather not say" is an absent value with its reason, never a nought.
    """
    parts = [Observed(text=NOTE, category=SURVEY, words=note)] if note else []
    parts += [Observed(text=TOGETHER_WITH, category=SURVEY, words=one) for one in factors]
    value, figures = strength.value, strength.scale == FIGURES
    return Observed(
        text=symptom,
        category=SURVEY,
        at=_moment(day, at, zone),
        whole=value if figures else None,
        words=LEVELS[value] if value is not None and not figures else "",
        absent=DECLINED if value is None else "",
        parts=tuple(parts),
        source_id=str(number),
    )


def _moment(day: date, at: str, zone: str) -> str:
    if not at:
        return day.isoformat()
    return datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone)).isoformat()
