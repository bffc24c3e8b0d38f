"""The files of a release: its figures, what each column means, and what may be done with them. In English, as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bedside.kit.spreadsheet import Value, as_csv
from bedside.policy.evidence.releases import MOST_UNITS, RULES, Released


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the figures, as the data dictionary says it."""

    name: str
    kind: str
    unit: str
    meaning: str


COLUMNS: Final = (
    Column("condition", "text", "", "What the treatment was taken for, from the vocabulary of Bedside"),
    Column("treatment", "text", "", "The treatment, as the release named it in advance"),
    Column(
        "people",
        "whole number",
        "people",
        "Noisy number of people whose answer about the effect counts here. A person gives at most "
        f"{MOST_UNITS} answers to a release, so it is lower than the number who told us",
    ),
    Column(
        "people_noise_sd",
        "number",
        "people",
        "Standard deviation of the noise in the number of people; it says nothing about who answers and who does not",
    ),
    Column(
        "effect_mean",
        "number",
        "level, 0 to 4",
        "Noisy mean of the effect that people named: 0 none, 1 slight, 2 moderate, 3 considerable, 4 very strong",
    ),
    Column(
        "effect_noise_sd",
        "number",
        "levels",
        "About the standard deviation of the noise in that mean. Not among it: that people differ, and who answers",
    ),
)


def figures_csv(rows: Iterable[Released]) -> str:
    """Return the figures of a release as CSV, in the order in which the cells were named."""
    return as_csv([column.name for column in COLUMNS], (_row(row) for row in rows))


def _row(row: Released) -> list[Value]:
    return [row.cell.condition, row.cell.treatment, row.people, row.people_sd, row.effect, row.effect_sd]


def dictionary_csv() -> str:
    """Return what each column of the figures means."""
    rows = ([column.name, column.kind, column.unit, column.meaning] for column in COLUMNS)
    return as_csv(["column", "type", "unit", "meaning"], rows)


def licence_txt(*, site: str, made: date, epsilon: Decimal, facts: Mapping[str, object]) -> str:
    """Return what the figures are, how they were made, and what may be done with them."""
    said = "\n".join(f"  {name}: {value}" for name, value in facts.items())
    return f"""Open figures of {site}, {made.isoformat()}

WHAT THIS IS
Counts of members who agreed to it, and what they said a treatment did for them. People told this by themselves, so it
is no trial: it does not say what a treatment does for people who did not answer. Every number carries random noise,
added on purpose (differential privacy, central model, Laplace noise by OpenDP). A number can be wrong by several times
the standard deviation beside it, and a line can be chance alone. What is not listed was too small or is not named; that
a line is missing says nothing about it.

THE PROMISE
Epsilon is {epsilon} for one person: whatever she told, no result of this release becomes more than exp({epsilon})
times as likely, or less likely, because she took part. A person gives at most {MOST_UNITS} answers to it, chosen by
chance. Several releases add up; a site spends at most 4 in a calendar year. A release is final.

HOW IT WAS MADE
{said}
  rules: version {RULES}

WHAT YOU MAY DO
Use, copy, change and pass on these figures for any purpose, without asking (CC0 1.0). We ask three things of you: name
the site and the date; say that there is noise in them; and do not try to find out who is behind them.
"""
