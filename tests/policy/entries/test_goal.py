"""A goal and its steps: each is taken once, and there is a most."""

from datetime import date

import pytest

from bedside.policy.entries.goal import LONGEST_STEP, MOST_STEPS, Goal, fault, step_done

TODAY = date(2026, 11, 23)
WALK = Goal(text="Walk", done=("to the door",), ahead=("to the gate", "to the lane", "to the gate"))


def test_a_step_goes_from_those_ahead_to_the_end_of_those_done() -> None:
    then = step_done(WALK, "to the gate")
    assert (then.ahead, then.done) == (("to the lane", "to the gate"), ("to the door", "to the gate"))


@pytest.mark.parametrize("step", ["to the door", "", "to the moon"])
def test_what_is_no_step_ahead_changes_nothing(step: str) -> None:
    assert step_done(WALK, step) == WALK


@pytest.mark.parametrize(
    ("done", "ahead", "field"),
    [
        (("a",) * MOST_STEPS, (), None),
        (("a",) * (MOST_STEPS + 1), (), "done"),
        (("a",) * MOST_STEPS, ("a",), "ahead"),
        ((), ("a" * LONGEST_STEP,), None),
        ((), ("a" * (LONGEST_STEP + 1),), "ahead"),
        (("a" * (LONGEST_STEP + 1),), (), "done"),
    ],
)
def test_a_goal_has_fifty_steps_at_most_and_none_is_a_story(
    done: tuple[str, ...], ahead: tuple[str, ...], field: str | None
) -> None:
    found = fault(Goal(text="Walk", done=done, ahead=ahead), TODAY)
    assert (found.field if found else None) == field
