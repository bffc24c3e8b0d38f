"""What cannot be true of an illness, and what may be the same one."""

from datetime import date

import pytest

from bedside.policy.conditions import Confidence, Illness, fault, is_counted, same_ones
from bedside.policy.dates import part

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("onset", "diagnosed", "field"),
    [
        ("", "", None),
        ("2019", "2019", None),
        ("2019-05", "2019", None),  # that year may have been later in it
        ("2019", "2018", "diagnosed"),
        ("2019-05-17", "2019-05-16", "diagnosed"),
        ("2019-05-17", "2019-05", None),
        ("2026", "", None),  # this year has begun
        ("2026-12", "", "onset"),
        ("", "2027", "diagnosed"),
        ("unsure", "2011", None),
    ],
)
def test_dates_are_refused_only_where_they_are_known_well_enough(onset: str, diagnosed: str, field: str | None) -> None:
    found = fault(Illness(text="asthma", onset=part(onset), diagnosed=part(diagnosed)), today=TODAY)
    assert (found.field if found else None) == field


def test_a_name_without_a_letter_is_refused() -> None:
    found = fault(Illness(text="—"), today=TODAY)
    assert found is not None
    assert found.field == "text"


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (Illness(text="Broken arm"), True),
        (Illness(text="broken  arm!"), True),
        (Illness(text="fracture of arm", term_id=7), True),
        (Illness(text="fracture of arm"), False),
        (Illness(text="broken leg", term_id=8), False),
    ],
)
def test_the_same_one_is_known_by_its_words_or_its_term(new: Illness, same: bool) -> None:
    kept = [(1, Illness(text="broken arm", term_id=7)), (2, Illness(text="asthma"))]
    assert same_ones(new, kept) == ((1,) if same else ())


@pytest.mark.parametrize("confidence", Confidence)
def test_only_what_was_ruled_out_never_counts(confidence: Confidence) -> None:
    assert is_counted(confidence) is (confidence is not Confidence.RULED_OUT)
