"""How long threads are kept: six years at least, longer for minors, and never forgotten under a legal hold."""

from datetime import UTC, date, datetime

import pytest

from bedside.policy.practice.keeping import Rule, keep_until, may_forget, said

CLOSED = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_thread_is_kept_for_six_years_and_forgotten_on_the_day_after() -> None:
    assert keep_until(Rule(), closed_at=CLOSED) == date(2032, 3, 2)
    assert not may_forget(Rule(), closed_at=CLOSED, held=False, today=date(2032, 3, 2))
    assert may_forget(Rule(), closed_at=CLOSED, held=False, today=date(2032, 3, 3))


def test_nothing_is_forgotten_under_a_hold_or_while_it_is_open() -> None:
    assert not may_forget(Rule(), closed_at=CLOSED, held=True, today=date(2090, 1, 1))
    assert not may_forget(Rule(), closed_at=None, held=False, today=date(2090, 1, 1))


def test_a_minors_thread_is_kept_until_years_after_she_is_grown_up() -> None:
    assert keep_until(Rule(6, after_adult=3), closed_at=CLOSED, born=date(2020, 5, 1)) == date(2041, 5, 1)
    assert keep_until(Rule(10, after_adult=0), closed_at=CLOSED, born=date(2010, 5, 1)) == date(2036, 3, 2)


def test_what_ends_on_a_leap_day_is_kept_a_day_longer_not_shorter() -> None:
    assert keep_until(Rule(), closed_at=datetime(2024, 2, 29, tzinfo=UTC)) == date(2030, 3, 1)


@pytest.mark.parametrize("years", [0, 5, 41])
def test_a_place_cannot_keep_less_than_the_floor(years: int) -> None:
    with pytest.raises(ValueError, match="from 6 to 40"):
        Rule(years)


def test_the_patient_is_told_that_deleting_hides_and_the_practice_keeps() -> None:
    assert "8 years" in said(Rule(8))
    assert "practice still keeps it" in said(Rule(8))
