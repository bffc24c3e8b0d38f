"""Reasons: to whose work each belongs, and what somebody may bring whom the practice does not know yet."""

import pytest

from bedside.policy.practice.reasons import REASONS, may_pick, offered
from bedside.policy.practice.roles import Case, may_answer, may_read


@pytest.mark.parametrize("key", REASONS)
def test_the_role_that_a_reason_maps_to_reads_and_answers_it(key: str) -> None:
    reason = REASONS[key]
    case = Case(administrative=reason.administrative, urgent=reason.urgent)
    assert may_read(case, roles=[reason.role])
    assert may_answer(case, roles=[reason.role])


def test_who_is_no_patient_yet_brings_administrative_matters_only() -> None:
    assert {one.key for one in offered(pre_patient=True)} == {"appointment", "form", "bill", "joining"}
    assert not may_pick("question", pre_patient=True)
    assert may_pick("question", pre_patient=False)


def test_the_urgent_reason_stands_first_and_nothing_that_comes_by_its_own_way_is_offered() -> None:
    keys = [one.key for one in offered(pre_patient=False)]
    assert keys[0] == "worse_today"
    assert not {"handed_on", "from_practice"} & set(keys)
    assert not may_pick("handed_on", pre_patient=False)
    assert not may_pick("anything", pre_patient=False)


def test_every_urgent_reason_goes_to_the_person_on_call_and_says_so_before_typing() -> None:
    urgent = [one for one in REASONS.values() if one.urgent]
    assert urgent
    assert all(one.role == "on_call" and "on call" in one.who_reads for one in urgent)
