"""The three files that a build counts: their columns, and nothing of who anybody is."""

from typing import Final

COURSES: Final = "courses"
NAMED: Final = "named"
ILLNESSES: Final = "illnesses"
KINDS: Final = "kinds"
UNITS: Final = "units"
"""Made of the others by `definitions.units`: one row for each person, condition and treatment."""

COLUMNS: Final[dict[str, dict[str, str]]] = {
    COURSES: {
        "person": "int64",  # a number of this build alone
        "answer": "int64",  # the same for a course at a wave: what `named` refers to
        "condition": "string",
        "condition_name": "string",
        "treatment": "string",
        "treatment_name": "string",
        "line": "string",  # first, later, unsure
        "month": "int32",  # of the start, as a number
        "started": "int32",  # all days as numbers since 1970
        "dated": "boolean",  # whether the start is known at least to the year
        "declared": "int32",
        "confirmed": "int32",
        "stopped": "int32",
        "ended": "boolean",
        "reason": "string",
        "wave": "int8",  # the place in `units.WAVE_ORDER`; -1 where nothing was said
        "effect": "int8",
        "cannot_tell": "boolean",
        "worse": "boolean",
        "side_effects": "int8",
        "burden": "int8",
        "adherence": "int8",
        "cost": "string",
        "again": "string",
        "w2": "int8",  # 0 was not asked, 1 was asked, 2 has answered; the same for m3, m6, m12
        "m3": "int8",
        "m6": "int8",
        "m12": "int8",
        "sex": "string",
        "age_band": "string",
    },
    NAMED: {"answer": "int64", "side_effect": "string", "moderate": "boolean"},
    ILLNESSES: {"person": "int64", "condition": "string", "confidence": "string", "severity": "string"},
    KINDS: {"treatment": "string", "class": "string"},
}
UNIT_COLUMNS: Final[dict[str, str]] = {
    **COLUMNS[COURSES],
    "severity": "string",
    "standing": "string",
    "helped": "boolean",
    "said": "boolean",
    "told": "int64",  # people of the same condition and treatment
}
