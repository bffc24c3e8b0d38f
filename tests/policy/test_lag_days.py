"""From entries to two series: nothing is made up for a day without a word."""

from datetime import date, timedelta

import numpy as np
import pytest

from bedside.policy.lag_days import Entry, series
from bedside.policy.symptoms import FIGURES, LEVELS, Strength

TODAY = date(2026, 3, 20)


def entry(back: int, value: int | None, *factors: str, late: bool = False, scale: str = FIGURES) -> Entry:
    """An entry of some days ago."""
    return Entry(TODAY - timedelta(days=back), "Fatigue", Strength(scale, value), factors, late)


@pytest.mark.parametrize(
    ("entries", "symptom", "factor"),
    [
        ([], np.nan, np.nan),
        ([entry(0, 4)], 4.0, 0.0),
        ([entry(0, 0)], 0.0, 0.0),
        ([entry(0, 4, "exertion")], 4.0, 1.0),
        ([entry(0, 4), entry(0, 7, "exertion")], 7.0, 1.0),
        ([entry(0, None, "exertion")], np.nan, 1.0),
        ([entry(0, 4, "exertion", late=True)], np.nan, np.nan),
        ([entry(-1, 4)], np.nan, np.nan),
        ([entry(365, 4)], np.nan, np.nan),
        ([entry(1, 3, scale=LEVELS), entry(0, 4)], 4.0, 0.0),
        ([Entry(TODAY, "Nausea", Strength(FIGURES, 4), ("exertion",), late=False)], np.nan, 1.0),
    ],
)
def test_a_day_is_what_was_said_of_it(entries: list[Entry], symptom: float, factor: float) -> None:
    found = series(entries, symptom="fatigue", factor="exertion", today=TODAY)
    assert np.array_equal([one[-1] for one in found], [symptom, factor], equal_nan=True)
    assert [np.count_nonzero(~np.isnan(one[:-2])) for one in found] == [0, 0]


def test_of_two_scales_the_one_used_last_counts() -> None:
    values, _factor = series([entry(1, 3, scale=LEVELS), entry(0, 4)], symptom="Fatigue", factor="x", today=TODAY)
    assert np.isnan(values[-2])
