"""How strong a symptom was, read from a button and written to one; two spellings of one name."""

from datetime import date

import pytest

from bedside.policy.symptoms import FIGURES, LEVELS, Strength, month_of, same, sent_as, strength_of


@pytest.mark.parametrize(
    ("sent", "strength"),
    [
        ("0-10:0", Strength(FIGURES, 0)),
        ("0-10:10", Strength(FIGURES, 10)),
        ("none-severe:3", Strength(LEVELS, 3)),
        ("0-10:declined", Strength(FIGURES, None)),
        ("0-10:11", None),
        ("none-severe:4", None),
        ("0-10:-1", None),
        ("0-10:٣", None),
        ("0-10:", None),
        ("7", None),
        ("", None),
    ],
)
def test_a_strength_is_on_its_scale_or_none(sent: str, strength: Strength | None) -> None:
    assert strength_of(sent) == strength


@pytest.mark.parametrize("one", [Strength(FIGURES, 7), Strength(LEVELS, 0), Strength(LEVELS, None)])
def test_what_is_sent_is_read_again(one: Strength) -> None:
    assert strength_of(sent_as(one)) == one


def test_two_spellings_are_one_symptom() -> None:
    assert same(" Light  hurts ") == same("light hurts")


def test_a_month_has_its_first_and_last_day() -> None:
    assert month_of(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
