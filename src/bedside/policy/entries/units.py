"""Units by their UCUM codes, and how a value goes from one to the other.

Factors: the International System of Units (SI brochure, 9th edition); pound and inch as fixed by the International Yard
and Pound Agreement of 1959. Between amount and weight of a substance the factor is its molar mass (glucose 180.156
g/mol, cholesterol 386.65 g/mol, creatinine 113.12 g/mol).
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple


class Scale(NamedTuple):
    """What a unit measures, and the line that leads to the base unit of that: base = value * factor + offset."""

    of: str
    factor: Decimal
    offset: Decimal = Decimal(0)


def _scale(of: str, factor: str, offset: str = "0") -> Scale:
    return Scale(of, Decimal(factor), Decimal(offset))


SCALES: Final[Mapping[str, Scale]] = MappingProxyType(
    {
        "kg": _scale("mass", "1"),
        "g": _scale("mass", "0.001"),
        "[lb_av]": _scale("mass", "0.45359237"),
        "[stone_av]": _scale("mass", "6.35029318"),
        "m": _scale("length", "1"),
        "cm": _scale("length", "0.01"),
        "[in_i]": _scale("length", "0.0254"),
        "[ft_i]": _scale("length", "0.3048"),
        "L": _scale("volume", "1"),
        "mL": _scale("volume", "0.001"),
        "mm[Hg]": _scale("pressure", "0.133322387415"),
        "kPa": _scale("pressure", "1"),
        "Cel": _scale("temperature", "1"),
        "[degF]": _scale("temperature", "0.55555555555555555556", "-17.77777777777777777778"),
        "/min": _scale("rate", "1"),
        "%": _scale("part", "1"),
    }
)
MOLAR: Final[Mapping[str, tuple[str, Decimal]]] = MappingProxyType(
    {
        "15074-8": ("glucose", Decimal("18.0156")),
        "2339-0": ("glucose", Decimal("18.0156")),
        "14647-2": ("cholesterol", Decimal("38.665")),
        "2093-3": ("cholesterol", Decimal("38.665")),
    }
)
"""LOINC code → the substance, and how many mg/dL are one mmol/L of it."""
SHOWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "[lb_av]": "lb",
        "[stone_av]": "st",
        "[in_i]": "in",
        "[ft_i]": "ft",
        "mm[Hg]": "mmHg",
        "Cel": "°C",
        "[degF]": "°F",
        "/min": "a minute",
    }
)
"""How people read a unit whose code looks odd."""


def converted(value: Decimal, unit: str, to: str, *, loinc: str = "") -> Decimal | None:
    """Return a value in another unit; None where no table leads from one to the other."""
    if unit == to:
        return value
    old, new = SCALES.get(unit), SCALES.get(to)
    if old and new and old.of == new.of:
        return (value * old.factor + old.offset - new.offset) / new.factor
    molar = MOLAR.get(loinc)
    if molar is None or {unit, to} != {"mmol/L", "mg/dL"}:
        return None
    return value * molar[1] if unit == "mmol/L" else value / molar[1]


def unit_in_words(unit: str) -> str:
    """Return a unit as people read it."""
    return SHOWN.get(unit, unit)
