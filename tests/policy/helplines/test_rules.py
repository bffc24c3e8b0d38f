"""A line is shown for 180 days after a call; before they are over, somebody is told to call again."""

from datetime import date, timedelta

import pytest

from bedside.policy.helplines.rules import FRESH_DAYS, REMIND_DAYS, Standing, oldest_shown, standing

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days_ago", "expected", "shown"),
    [
        (None, Standing.UNCHECKED, False),
        (-1, Standing.UNCHECKED, False),  # a day to come was no call
        (0, Standing.FRESH, True),
        (FRESH_DAYS - REMIND_DAYS - 1, Standing.FRESH, True),
        (FRESH_DAYS - REMIND_DAYS, Standing.SOON, True),
        (FRESH_DAYS, Standing.SOON, True),
        (FRESH_DAYS + 1, Standing.OLD, False),
    ],
)
def test_how_a_line_stands_by_the_day_of_its_last_call(days_ago, expected, shown):
    checked_on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    found = standing(checked_on, today=TODAY)
    assert (found, found.shown) == (expected, shown)


def test_the_oldest_day_that_is_shown_is_the_last_on_which_a_line_stands():
    assert standing(oldest_shown(TODAY), today=TODAY).shown
    assert not standing(oldest_shown(TODAY) - timedelta(days=1), today=TODAY).shown
    assert FRESH_DAYS == 180  # crisis_lines.yaml says so; a site may not be laxer
