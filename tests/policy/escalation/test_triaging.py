"""Which reason goes with which choice."""

import pytest

from bedside.policy.escalation import Choice
from bedside.policy.escalation.triaging import FITS, WORDS, Why, fits


@pytest.mark.parametrize(
    ("choice", "why", "does"),
    [
        (Choice.CONFIRM, "said", True),
        (Choice.RAISE, "unclear", True),
        (Choice.LOWER, "unclear", False),
        (Choice.FALSE_ALARM, "unclear", False),
        (Choice.FALSE_ALARM, "said", False),
        (Choice.FALSE_ALARM, "figure", True),
        (Choice.RAISE, "mistaken", False),
        (Choice.LOWER, "past", True),
        (Choice.CONFIRM, "", False),
        (Choice.CONFIRM, "because", False),
    ],
)
def test_a_reason_fits_its_choice(choice: Choice, why: str, does: bool) -> None:
    assert fits(choice, why) is does


def test_each_reason_has_words_and_a_choice() -> None:
    assert set(WORDS) == set(Why) == set().union(*FITS.values())
    assert set(FITS) == set(Choice)
