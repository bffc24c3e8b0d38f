"""Health plan numbers."""

from __future__ import annotations

import pytest

from bedside.policy.guard.detectors import plan_no
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("member id XQZ88420917", "XQZ88420917"),
    ("Medicaid ID 123456789A", "123456789A"),
    ("Group no. 0048817", "0048817"),
    ("policy BX-99123-01 lapsed", "BX-99123-01"),
    ("her MBI is 1EG4TE5MK73", "1EG4TE5MK73"),
    ("1EG4-TE5-MK73 was rejected", "1EG4-TE5-MK73"),
    ("1EG4TE5MK72", "1EG4TE5MK72"),
    ("Medicare number 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
    ("subscriber #: 884-20-91", "884-20-91"),
    ("insurance policy number is 7733018", "7733018"),
    ("beneficiary ID 44120-9", "44120-9"),
    ("health card 9876543217", "9876543217"),
    ("medical aid no DH 4471902 was refused", "DH 4471902"),
]
NEAR_MISSES = [
    "Medicare pays 80 %",
    "group 2 of 3",
    "group number 2 did better",
    "member since 2019",
    "a policy of 1200 pages",
    "plan B 2000 mg",
    "policy 2024 update",
    "Medicare for 65 million",
    "0EG4-TE5-MK73",
    "1SG4-TE5-MK73",
    "member of 300 people",
    "insurance costs 450 dollars",
    "1eg4 te5",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_plan_number_is_found_without_its_label(text: str, shown: str, found: Found) -> None:
    assert found(text, "plan_no") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_plans_groups_and_counts_are_silent(text: str, found: Found) -> None:
    assert found(text, "plan_no") == []


@pytest.mark.parametrize("part", ["member id ", "policy 1", "1EG4-"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(plan_no, part * 20_000)) < 20_000
