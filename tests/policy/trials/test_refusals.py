"""What nobody may try alone."""

from typing import Any

import pytest

from bedside.policy.trials.refusals import Asked, never_alone, refusal


def asked(**changes: Any) -> Asked:
    facts = {
        "arm_a": "magnesium",
        "arm_b": "nothing",
        "prescribed": False,
        "agreed_by": "",
        "pregnant": False,
        "adult": True,
    }
    return Asked(**facts | changes)


def test_what_harms_nobody_may_be_tried() -> None:
    assert refusal(asked()) is None
    assert refusal(asked(arm_a="a nap after lunch", arm_b="no nap")) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"adult": False}, "minor"),
        ({"pregnant": True}, "pregnancy"),
        ({"prescribed": True}, "clinician"),
        ({"prescribed": True, "agreed_by": "  "}, "clinician"),
        ({"arm_a": "warfarin", "prescribed": True, "agreed_by": "Dr Somebody"}, "never"),
        ({"arm_a": "warfarin", "adult": False}, "minor"),
    ],
)
def test_each_refusal_has_its_code_and_says_what_to_do(changes: dict[str, Any], code: str) -> None:
    found = refusal(asked(**changes))
    assert found is not None
    assert found.code == code
    assert len(found.words) > 40


def test_a_prescribed_medicine_may_be_tried_when_a_named_clinician_agreed() -> None:
    assert refusal(asked(arm_a="low dose naltrexone", prescribed=True, agreed_by="Dr Somebody")) is None


@pytest.mark.parametrize(
    ("arm", "kind"),
    [
        ("Warfarin 5 mg in the evening", "anticoagulant"),
        ("eliquis", "anticoagulant"),
        ("no blood thinner", "anticoagulant"),
        ("half my Lantus", "insulin"),
        ("without KEPPRA", "anti-epileptic"),
        ("prednisone, 10mg", "steroid"),
        ("methotrexate weekly", "immunosuppressant"),
        ("dimethyl fumarate", "immunosuppressant"),
        ("Lithium", "lithium"),
        ("stopping sertraline", "antidepressant"),
        ("off metoprolol", "beta-blocker"),
        ("oxycodone", "opioid"),
        ("no benzos", "benzodiazepine"),
        ("Xanax", "benzodiazepine"),
    ],
)
def test_medicines_that_are_dangerous_to_change_alone_are_always_refused(arm: str, kind: str) -> None:
    assert kind in never_alone(arm)
    for changes in ({"arm_a": arm}, {"arm_a": "as before", "arm_b": arm}):
        found = refusal(asked(agreed_by="Dr Somebody", prescribed=True, **changes))
        assert found is not None
        assert (found.code, kind in found.classes) == ("never", True)


@pytest.mark.parametrize(
    "arm", ["vitamin D", "coffee", "yoga", "a salt pill", "melatonin", "ibuprofen", "going to bed at ten"]
)
def test_ordinary_things_name_no_such_medicine(arm: str) -> None:
    assert never_alone(arm) == frozenset()
