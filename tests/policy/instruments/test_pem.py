"""Payback after effort: how bad is scored, how long is asked only if there was any."""

import pytest

from bedside.policy.instruments.pem import INSTRUMENT
from bedside.policy.instruments.rules.answering import checked, next_item, shown
from bedside.policy.instruments.rules.scoring import score


@pytest.mark.parametrize(("bad", "asked"), [(0, False), (1, True), (10, True), (None, False)])
def test_how_long_it_lasted_is_asked_only_after_payback(bad: int | None, asked: bool) -> None:
    links = [item.link_id for item in shown(INSTRUMENT, {"pem-1": bad})]
    assert ("pem-2" in links) is asked


def test_how_long_it_lasted_does_not_change_the_score() -> None:
    assert score(INSTRUMENT, [("pem-1", 7), ("pem-2", 4)]).value == 7
    assert score(INSTRUMENT, [("pem-1", 7)]).complete


def test_an_answer_to_what_is_not_asked_is_left_out() -> None:
    assert checked(INSTRUMENT, [("pem-1", 0), ("pem-2", 4)]) == {"pem-1": 0}


def test_the_questions_come_one_after_the_other() -> None:
    first = next_item(INSTRUMENT, {})
    second = next_item(INSTRUMENT, {"pem-1": 5})
    assert first is not None
    assert second is not None
    assert (first.link_id, second.link_id) == ("pem-1", "pem-2")
    assert next_item(INSTRUMENT, {"pem-1": 0}) is None
    assert next_item(INSTRUMENT, {"pem-1": 5, "pem-2": None}) is None
