"""A number that somebody measured, with its unit. What is unlikely is asked about; what is no number is refused."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from bedside.policy.conditions import Fault
from bedside.policy.dates import UNSURE, DatePart
from bedside.policy.entries.kind import LONG, OWNER, SHORT, Box, EntryKind
from bedside.policy.entries.times import ahead_fault, tidy_time, time_fault
from bedside.policy.entries.units import converted, unit_in_words

LONGEST_VALUE: Final = 20
NUMBER: Final = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,8})?")
LOINC: Final = re.compile(r"[0-9]{1,7}-[0-9]")
UNIT: Final = re.compile(r"[!-~]{1,30}")


class Known(NamedTuple):
    """Something that many measure: its name, LOINC code, usual units, and between which values (in the first unit) a
    living person's lies. Wide on purpose: who is asked wrongly trusts the question less the next time.
    """

    text: str
    loinc: str
    units: tuple[str, ...]
    low: Decimal
    high: Decimal


def _known(text: str, loinc: str, units: str, low: str, high: str) -> Known:
    return Known(text, loinc, tuple(units.split()), Decimal(low), Decimal(high))


KNOWN: Final = (
    _known("Weight", "29463-7", "kg [lb_av] [stone_av]", "0.3", "400"),
    _known("Height", "8302-2", "cm m [in_i]", "20", "260"),
    _known("Blood pressure, upper", "8480-6", "mm[Hg] kPa", "40", "300"),
    _known("Blood pressure, lower", "8462-4", "mm[Hg] kPa", "20", "200"),
    _known("Pulse", "8867-4", "/min", "20", "300"),
    _known("Breaths", "9279-1", "/min", "4", "100"),
    _known("Temperature", "8310-5", "Cel [degF]", "30", "44"),
    _known("Oxygen in the blood", "59408-5", "%", "40", "100"),
    _known("Blood sugar", "15074-8", "mmol/L mg/dL", "0.5", "60"),
    _known("HbA1c", "4548-4", "%", "3", "25"),
    _known("FEV1", "20150-9", "L mL", "0.1", "9"),
    _known("Peak flow", "33452-4", "L/min", "30", "1000"),
)
"""LOINC codes: copyright Regenstrief Institute, free of charge under its licence (loinc.org/license)."""
BY_LOINC: Final = {one.loinc: one for one in KNOWN}


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One measured number. `value` is a decimal number as text, `unit` a UCUM code; `at` is "" or "09:05"; `zone` says
    on whose clock. `entered_by` and `source_id` as with an illness.
    """

    text: str
    value: str
    unit: str
    loinc: str = ""
    on: DatePart = UNSURE
    at: str = ""
    zone: str = ""
    note: str = ""
    entered_by: str = OWNER
    source_id: str = ""

    @property
    def number(self) -> Decimal:
        """The value as a number. Raises ValueError for what is none."""
        if NUMBER.fullmatch(self.value) is None:
            raise ValueError("no number")
        return Decimal(self.value)


def tidied(one: Measurement) -> Measurement:
    """Return it in one form: a point for a comma, no blanks, and the name of a known thing where none was typed."""
    value = one.value.strip().replace(",", ".")
    text = one.text if one.text.strip() or one.loinc not in BY_LOINC else BY_LOINC[one.loinc].text
    return replace(one, text=text, value=value, unit=one.unit.strip(), loinc=one.loinc.strip(), at=tidy_time(one.at))


def fault(one: Measurement, today: date) -> Fault | None:
    """Return what cannot be true of a measurement; None where all can."""
    if NUMBER.fullmatch(one.value) is None:
        return Fault("value", "Write a number in figures, such as 72.5.")
    if not one.unit:
        return Fault("unit", "A number needs its unit, such as kg.")
    if UNIT.fullmatch(one.unit) is None:
        return Fault("unit", "Write the unit without blanks, such as mmol/L.")
    if one.loinc and LOINC.fullmatch(one.loinc) is None:
        return Fault("loinc", "A LOINC code looks like 29463-7.")
    return ahead_fault("on", one.on, today) or time_fault(one.at, one.on)


def question(one: Measurement) -> Fault | None:
    """Return what is unlikely of a measurement that is known by its code; None for every other."""
    known = BY_LOINC.get(one.loinc)
    if known is None:
        return None
    try:
        value = converted(one.number, one.unit, known.units[0], loinc=one.loinc)
    except (ValueError, InvalidOperation):
        return None
    if value is None or known.low <= value <= known.high:
        return None
    told = f"{one.value} {unit_in_words(one.unit)}"
    return Fault("value", f"{told} is unusual for {known.text.lower()}. Is the number right, and the unit?")


KIND: Final = EntryKind(
    key="measurements",
    name="measurements",
    thing=Measurement,
    boxes=(
        Box("text", "The name", at_least=1),
        Box("value", "The number", LONGEST_VALUE, 1),
        Box("unit", "The unit", SHORT),
        Box("loinc", "The code", SHORT),
        Box("at", "The time", SHORT),
        Box("zone", "The time zone", SHORT),
        Box("note", "The note", LONG, lines=True),
        Box("source_id", "The source"),
    ),
    fault=fault,
    question=question,
    tidy=tidied,
    dated="on",
    title=lambda one: f"{one.text}: {one.value} {unit_in_words(one.unit)}",
    most=5_000,
)
