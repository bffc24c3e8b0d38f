"""The fixed list of what is counted: there are no free filters (`evidence.md` sections 6.5 and 9).

Nothing outside this list is ever counted for a page: no two of sex, age and severity at once, no dates, no places, no
"new this week". A new line here needs a reason, and the auditor over all tables (`disclosure_audit`).
"""

from dataclasses import dataclass

WHO = frozenset({"sex", "age_band", "severity"})
"""Facts about people of which a table names one at the most."""
AGE_BANDS: tuple[tuple[int, str], ...] = ((30, "<30"), (45, "30-44"), (60, "45-59"), (75, "60-74"))
OLDEST = "75+"


@dataclass(frozen=True, slots=True)
class Cube:
    """One table: what its rows are named by, and what is counted in each."""

    keys: tuple[str, ...]
    measures: tuple[str, ...]


_PAIR = ("condition", "treatment")
_HELPED = ("people", "helped")
CUBES: dict[str, Cube] = {
    "c01": Cube(("condition",), ("people", "confidence_levels")),
    "c02": Cube(_PAIR, ("started", "still_on", "stopped", "silent", "remembered")),
    "c03": Cube((*_PAIR, "wave"), ("asked", "answered", "declined")),
    "c04": Cube(_PAIR, ("people", "helped", "worse", "cannot_tell")),
    "c05": Cube(_PAIR, ("effect_levels",)),
    "c06": Cube(_PAIR, ("side_effect_levels",)),
    "c07": Cube((*_PAIR, "side_effect"), ("people", "at_least_moderate")),
    "c08": Cube(_PAIR, ("burden", "adherence", "cost", "would_take_again")),
    "c09": Cube((*_PAIR, "reason"), ("people",)),
    "c10": Cube((*_PAIR, "grid_month"), ("at_risk", "still_on", "stopped_by_reason")),
    "c11": Cube(("treatment", "purpose"), _HELPED),
    "c12": Cube((*_PAIR, "sex"), _HELPED),
    "c13": Cube((*_PAIR, "age_band"), _HELPED),
    "c14": Cube((*_PAIR, "severity"), _HELPED),
    "c15": Cube(("condition", "class", "line"), _HELPED),
}


def cube_for(keys: frozenset[str]) -> str | None:
    """The first table that is named by exactly these keys; None where nobody may ask that."""
    return next((name for name, cube in CUBES.items() if frozenset(cube.keys) == keys), None)


def age_band(age: int) -> str:
    """The band of an age in years. Raises ValueError below 0."""
    if age < 0:
        raise ValueError("Nobody is younger than 0.")
    return next((band for end, band in AGE_BANDS if age < end), OLDEST)
