"""Dates of which only a part is known: spans, order, and that no day is ever made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.dates import UNSURE, BadDate, InFuture, happened, in_order, part, planned

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "precision", "lo", "hi"),
    [
        ("2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-05", "month", date(2019, 5, 1), date(2019, 5, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("1900-02", "month", date(1900, 2, 1), date(1900, 2, 28)),
        ("2019-05-17", "day", date(2019, 5, 17), date(2019, 5, 17)),
        (" 2019-05 ", "month", date(2019, 5, 1), date(2019, 5, 31)),
    ],
)
def test_a_date_is_known_as_far_as_it_was_told(text: str, precision: str, lo: date, hi: date) -> None:
    found = part(text)
    assert (found.value, found.precision, found.lo, found.hi) == (text.strip(), precision, lo, hi)


@pytest.mark.parametrize("text", ["", "unsure", "  "])
def test_not_being_sure_is_an_answer_without_any_day(text: str) -> None:
    assert part(text) is UNSURE
    assert (UNSURE.value, UNSURE.lo, UNSURE.hi) == ("", None, None)


@pytest.mark.parametrize(
    "text",
    [
        *("0000-00-00", "2019-13", "2019-00", "2019-02-29", "2019-04-31", "2019-05-00", "19", "2019-5"),
        *("2019-05-1", "1899", "05/2019", "\N{FULLWIDTH DIGIT TWO}019", "2019-05-17T10", "x"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        part(text)


@pytest.mark.parametrize("text", ["2026", "2026-11", "2026-11-23", "1990", "unsure"])
def test_what_has_begun_can_have_happened(text: str) -> None:
    assert happened(text, today=TODAY) == part(text)


@pytest.mark.parametrize("text", ["2027", "2026-12", "2026-11-24"])
def test_what_lies_wholly_ahead_has_not_happened(text: str) -> None:
    with pytest.raises(InFuture):
        happened(text, today=TODAY)


def test_a_planned_date_may_lie_five_years_ahead_and_no_more() -> None:
    assert planned("2031-12", today=TODAY).value == "2031-12"
    with pytest.raises(BadDate):
        planned("2032", today=TODAY)


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("2019", "2020", True),
        ("2020", "2019", False),
        ("2020", "2020-03", True),
        ("2020-04-02", "2020-04", True),
        ("2020-05", "2020-04-30", False),
        ("2020-04-30", "2020-04-30", True),
        ("unsure", "1950", True),
        ("2020", "unsure", True),
    ],
)
def test_two_dates_are_out_of_order_only_where_both_tell(first: str, then: str, answer: bool) -> None:
    assert in_order(part(first), part(then)) is answer


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day: date) -> None:
    spans = [part(day.isoformat()[:length]) for length in (10, 7, 4)]
    days = [found.lo for found in reversed(spans)] + [found.hi for found in spans]
    known = [one for one in days if one is not None]
    assert len(known) == 6
    assert known == sorted(known)
