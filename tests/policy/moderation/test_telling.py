"""What is told of a decision, and what never is."""

from itertools import product

import pytest

from bedside.policy.moderation import telling
from bedside.policy.moderation.acts import ACTS
from bedside.policy.moderation.cases import State
from bedside.policy.moderation.reasons import FOR_ACTS, REASONS, Thing

DECIDED = (State.ACTED, State.APPEALED, State.UPHELD, State.OVERTURNED)


@pytest.mark.parametrize(("act", "reason"), list(product(ACTS, sorted(FOR_ACTS))))
def test_an_author_is_told_what_why_and_what_can_be_done(act: str, reason: str) -> None:
    told = telling.author_told(act=act, reason=reason, state=State.ACTED, can_appeal=True)
    assert (told.what, told.why) == (ACTS[act].told, REASONS[reason].told)
    assert "14 days" in told.way
    assert "Another person" in told.way


@pytest.mark.parametrize(
    ("state", "can_appeal", "way"),
    [
        (State.ACTED, False, telling.OVER),
        (State.APPEALED, False, telling.APPEALED),
        (State.UPHELD, False, telling.UPHELD),
        (State.OVERTURNED, False, telling.OVERTURNED),
    ],
)
def test_the_way_back_follows_the_state(state: State, can_appeal: bool, way: str) -> None:
    assert telling.author_told(act="hide", reason="spam", state=state, can_appeal=can_appeal).way == way


def test_no_sentence_to_an_author_speaks_of_a_report():
    said = [
        " ".join((told.what, told.why, told.way)).lower()
        for act, reason, state in product(ACTS, FOR_ACTS, DECIDED)
        for told in [telling.author_told(act=act, reason=reason, state=state, can_appeal=True)]
    ]
    assert [one for one in said if "report" in one or "complain" in one] == []


def test_a_reporter_hears_the_same_whether_or_not_the_author_appealed():
    assert len({telling.reporter_told(state) for state in (State.ACTED, State.APPEALED, State.UPHELD)}) == 1


@pytest.mark.parametrize("state", list(State))
def test_a_reporter_always_hears_something(state: State) -> None:
    assert telling.reporter_told(state).endswith(".")


def test_every_thing_has_a_name():
    assert set(telling.WHAT) == set(Thing)
