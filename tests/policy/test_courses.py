"""What cannot be true of a course, what is asked about, and what is a new beginning."""

from dataclasses import replace
from datetime import date

import pytest

from bedside.policy.courses import (
    MOST_STEPS,
    Course,
    Dose,
    DoseStep,
    Reason,
    Taking,
    Together,
    dose_fault,
    fault,
    step_fault,
    stopped,
    together,
)
from bedside.policy.dates import UNSURE, part

TODAY = date(2026, 11, 23)
TEA = Course(text="Tea", purpose="sleep", declared=TODAY)


def course(start: str = "", stop: str = "", **said: object) -> Course:
    """A course of tea."""
    said = {"taking": Taking.NO if stop else Taking.YES} | said
    return replace(TEA, start=part(start), stop=part(stop), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (course(), None),
        (course(text="?"), "text"),
        (course(purpose=""), "purpose"),
        (course("2027"), None),  # planned
        (course("2032"), "start"),
        (course("2027", taking=Taking.NO), "start"),
        (course("2020", "2019"), "stop"),
        (course("2020-03-05", "2020-03"), None),
        (course("2020-03-05", "2020-03-04"), "stop"),
        (course("2020", "2027"), "stop"),
        (course("2020", "2021", taking=Taking.YES), "stop"),
        (course("2020", "2021", taking=Taking.ON_OFF), "stop"),
        (course("2020", taking=Taking.NO), None),
        (course(reasons=(Reason.COST,)), "reasons"),
        (course("2020", "2021", reasons=(Reason.COST,), main_reason=Reason.COST), None),
        (course("2020", "2021", reasons=(Reason.COST,), main_reason=Reason.BURDEN), "main_reason"),
        (course("2020", "2021", reasons=(Reason.OTHER,)), "other_reason"),
        (course(dose=Dose(amount="-1", unit="mg")), "amount"),
    ],
)
def test_what_cannot_be_true_is_said_beside_its_field(told: Course, field: str | None) -> None:
    found = fault(told, today=TODAY)
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("amount", "unit", "field"),
    [
        ("", "", None),
        ("4.5", "mg", None),
        ("4,5", "mg", None),
        ("999999", "IU", None),
        ("1000000", "IU", "amount"),
        ("1e9", "IU", "amount"),
        ("0", "mg", "amount"),
        ("NaN", "mg", "amount"),
        ("Infinity", "mg", "amount"),
        ("two", "mg", "amount"),
        ("2", "", "unit"),
        ("", "mg", "amount"),
    ],
)
def test_a_dose_is_a_number_with_a_unit_and_is_never_judged(amount: str, unit: str, field: str | None) -> None:
    found = dose_fault(Dose(amount=amount, unit=unit))
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("new", "old", "answer"),
    [
        (course("2026"), course("2025"), Together(at_once=(1,))),
        (course("2026-06"), course("2025", "2026-01"), Together(restart_of=1)),
        (course("2026-06-20"), course("2025", "2026-06-01"), Together(at_once=(1,))),  # a pause, not a new course
        (course("2026-07-02"), course("2025", "2026-06-01"), Together(restart_of=1)),
        (course("2026-06"), course("2025", taking=Taking.NO), Together(restart_of=1)),
        (course("2020", "2020-06"), course("2025"), Together()),
        (course("2026"), course("2025", text="Coffee"), Together()),
        (course("2026", text="Camomile", term_id=3), course("2025", term_id=3), Together(at_once=(1,))),
    ],
)
def test_two_at_once_are_asked_about_and_a_long_gap_is_a_new_beginning(
    new: Course, old: Course, answer: Together
) -> None:
    assert together(new, [(1, old)], today=TODAY) == answer


def test_a_new_beginning_takes_up_the_last_one() -> None:
    kept = [(1, course("2020", "2020-03")), (2, course("2022", "2022-06")), (3, course("2021", "2021-02"))]
    assert together(course("2026-01"), kept, today=TODAY).restart_of == 2


@pytest.mark.parametrize(
    ("on", "dose", "told", "field"),
    [
        ("2026-03", Dose(amount="3", unit="mg"), course("2026"), None),
        ("2025", Dose(amount="3", unit="mg"), course("2026"), "on"),
        ("2027", Dose(amount="3", unit="mg"), course("2026"), "on"),
        ("2026-03", Dose(), course("2026"), "amount"),
        ("2026-03", Dose(amount="3", unit="mg"), course("2025", "2026"), "on"),
        ("2026-03", Dose(amount="3", unit="mg"), course(steps=(DoseStep(UNSURE, Dose()),) * MOST_STEPS), "amount"),
    ],
)
def test_a_change_of_dose_stands_in_order(on: str, dose: Dose, told: Course, field: str | None) -> None:
    found = step_fault(told, DoseStep(part(on), dose), today=TODAY)
    assert (found.field if found else None) == field


def test_a_single_reason_is_the_main_one() -> None:
    ended = stopped(TEA, stop=part("2026"), reasons=(Reason.COST,), main=None, other="")
    assert (ended.taking, ended.main_reason) == (Taking.NO, Reason.COST)


def test_the_dose_now_is_that_of_the_last_step() -> None:
    assert course(
        dose=Dose(amount="1", unit="mg"), steps=(DoseStep(UNSURE, Dose(amount="3", unit="mg")),)
    ).dose_now == Dose(amount="3", unit="mg")
