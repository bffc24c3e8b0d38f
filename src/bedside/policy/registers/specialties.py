"""Our own plain words for fields of work, and the profession each belongs to.

The texts of the registers' codes belong to others, so an operator brings a map from codes to these words.
"""

import csv
from functools import cache
from importlib import resources

from bedside.policy.registers.model import Specialty


@cache
def by_name() -> dict[str, Specialty]:
    """Return every specialty by its name, as `specialties.csv` has it."""
    text = resources.files("bedside.policy.registers").joinpath("specialties.csv").read_text(encoding="utf-8")
    return {row["name"]: Specialty(row["name"], row["profession"]) for row in csv.DictReader(text.splitlines())}


def named(text: str) -> Specialty | None:
    """Return the specialty that is meant by a name, capitals and blanks aside; None when it is not on the list."""
    return by_name().get(" ".join(text.casefold().split()))
