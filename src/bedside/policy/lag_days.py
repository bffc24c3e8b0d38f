"""From entries to the two series of the lag view: one value a day, and nothing made up for a day without a word."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from bedside.policy.lag import Floats
from bedside.policy.symptoms import Strength, same

LONGEST: Final = 365
"""How many days back the lag view looks."""


class Entry(NamedTuple):
    """What the lag view needs of an entry."""

    day: date
    symptom: str
    strength: Strength
    factors: tuple[str, ...]
    late: bool


def series(entries: Iterable[Entry], *, symptom: str, factor: str, today: date) -> tuple[Floats, Floats]:
    """Return the symptom and the factor over the days up to `today`, NaN where nothing is known.

    What was told more than three days late is left out. Of a symptom on two scales, the one used last counts. A day
    with an entry of any symptom is with the factor or without; a day without an entry is neither.
    """
    known = [one for one in entries if not one.late and 0 <= (today - one.day).days < LONGEST]
    wanted = same(symptom)
    meant = {spelt for spelt in {one.symptom for one in known} if same(spelt) == wanted}
    felt = [one for one in known if one.symptom in meant and one.strength.value is not None]
    scale = max(felt, key=lambda one: one.day).strength.scale if felt else ""
    values, with_it = np.full(LONGEST, np.nan), np.full(LONGEST, np.nan)
    for one in known:
        place = LONGEST - 1 - (today - one.day).days
        with_it[place] = 1.0 if factor in one.factors or with_it[place] == 1.0 else 0.0
    for one in felt:
        place = LONGEST - 1 - (today - one.day).days
        if one.strength.scale == scale and one.strength.value is not None:
            values[place] = np.nanmax([values[place], float(one.strength.value)])
    return values, with_it
