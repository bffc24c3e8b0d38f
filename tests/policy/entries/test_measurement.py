"""A number needs its unit; what is unlikely is asked about and never refused; a table leads from unit to unit."""

from datetime import date
from decimal import Decimal

import pytest

from bedside.policy.dates import part
from bedside.policy.entries.measurement import KNOWN, Measurement, fault, question, tidied
from bedside.policy.entries.units import converted

TODAY = date(2026, 11, 23)


def weight(value: str, unit: str = "kg", **more: str) -> Measurement:
    """A weight as it may be typed."""
    return tidied(Measurement(text="", loinc="29463-7", value=value, unit=unit, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "field"),
    [
        ("72.5", "kg", None),
        ("72,5", "kg", None),
        ("-3", "kg", None),  # unlikely, and so asked about: see below
        ("1000000", "kg", None),
        ("", "kg", "value"),
        ("NaN", "kg", "value"),
        ("1e9", "kg", "value"),
        ("inf", "kg", "value"),
        ("seventy", "kg", "value"),
        ("1" * 13, "kg", "value"),
        ("\u0667\u0662", "kg", "value"),
        ("72", "", "unit"),
        ("72", "my stones", "unit"),
    ],
)
def test_what_is_no_number_with_a_unit_is_refused(value: str, unit: str, field: str | None) -> None:
    found = fault(weight(value, unit), TODAY)
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("on", "at", "field"),
    [
        ("", "", None),
        ("2026-11-23", "9.05", None),
        ("2026-11-23", "24:00", "at"),
        ("2026-11-23", "noon", "at"),
        ("2026-11", "09:05", "on"),
        ("2026-12", "", "on"),
    ],
)
def test_times_and_days(on: str, at: str, field: str | None) -> None:
    one = tidied(Measurement(text="Weight", value="72", unit="kg", on=part(on), at=at))
    found = fault(one, TODAY)
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("value", "unit", "asked"),
    [
        ("72", "kg", False),
        ("160", "[lb_av]", False),
        ("1000000", "kg", True),
        ("-3", "kg", True),
        ("401", "kg", True),
        ("72", "mg/dL", False),  # nothing leads from that to a weight, so nothing is known of it
    ],
)
def test_what_is_unlikely_is_asked_about(value: str, unit: str, asked: bool) -> None:
    assert (question(weight(value, unit)) is not None) is asked


def test_blood_sugar_is_asked_about_in_either_unit() -> None:
    sugar = Measurement(text="Blood sugar", loinc="15074-8", value="100", unit="mg/dL")
    assert question(sugar) is None
    assert question(Measurement(text="Blood sugar", loinc="15074-8", value="100", unit="mmol/L")) is not None


def test_a_number_of_one_s_own_is_never_asked_about() -> None:
    assert question(Measurement(text="Steps", value="1000000", unit="1")) is None


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.text)
def test_every_offered_unit_leads_to_the_first(known) -> None:  # type: ignore[no-untyped-def]
    assert all(converted(Decimal(1), unit, known.units[0], loinc=known.loinc) is not None for unit in known.units)


@pytest.mark.parametrize(
    ("value", "unit", "to", "loinc", "expected"),
    [
        ("10", "[stone_av]", "kg", "", "63.5"),
        ("98.6", "[degF]", "Cel", "", "37.0"),
        ("37", "Cel", "[degF]", "", "98.6"),
        ("16", "kPa", "mm[Hg]", "", "120.0"),
        ("5.5", "mmol/L", "mg/dL", "15074-8", "99.1"),
        ("200", "mg/dL", "mmol/L", "2093-3", "5.2"),
    ],
)
def test_conversions(value: str, unit: str, to: str, loinc: str, expected: str) -> None:
    found = converted(Decimal(value), unit, to, loinc=loinc)
    assert found is not None
    assert str(round(found, 1)) == expected


@pytest.mark.parametrize(("unit", "to"), [("kg", "cm"), ("mmol/L", "mg/dL"), ("U/L", "kg")])
def test_what_no_table_joins_is_not_converted(unit: str, to: str) -> None:
    assert converted(Decimal(1), unit, to) is None
