"""Where a carer may begin something for a patient."""

from dataclasses import replace

import pytest

from bedside.policy.practice.carers import There, may_begin

HERE = There(relation="treating", pre_patient=False, ended=False, threads=0, private=0)


@pytest.mark.parametrize(
    ("there", "may"),
    [
        (HERE, True),
        (replace(HERE, threads=2, private=1), True),
        (replace(HERE, threads=2, private=2), False),
        (replace(HERE, pre_patient=True, relation="unknown"), False),
        (replace(HERE, pre_patient=True), False),
        (replace(HERE, relation="former"), False),
        (replace(HERE, ended=True), False),
    ],
)
def test_where_something_may_be_begun(there: There, may: bool) -> None:
    assert may_begin(there) is may
