"""Which answers can be taken: each facet may be left open, but not all."""

import pytest

from bedside.policy.evaluations import Evaluation, Unwanted, fault


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Evaluation(), "effect"),
        (Evaluation(effect=0), None),
        (Evaluation(effect=5), "effect"),
        (Evaluation(cannot_tell=True), None),
        (Evaluation(cannot_tell=True, effect=2), "effect"),
        (Evaluation(side_effects=5), "side_effects"),
        (Evaluation(burden=4), "burden"),
        (Evaluation(adherence=4), "adherence"),
        (Evaluation(cost="not_said"), None),
        (Evaluation(cost="much"), "cost"),
        (Evaluation(again="perhaps"), "again"),
        (Evaluation(unwanted=(Unwanted("Dry mouth", 2, True),)), None),
        (Evaluation(unwanted=(Unwanted(" "),)), "unwanted"),
        (Evaluation(unwanted=(Unwanted("Dry mouth", 5),)), "unwanted"),
        (Evaluation(unwanted=(Unwanted("Dry mouth"),) * 51), "unwanted"),
    ],
)
def test_which_answers_can_be_taken(said: Evaluation, field: str | None) -> None:
    found = fault(said)
    assert (found[0] if found else None) == field
