"""The table as it is shipped, what makes it broken, and that a site can only tighten it."""

from datetime import timedelta
from importlib import resources

import pytest

from bedside.policy.escalation import Ack, BrokenTable, Klass, State, read, shipped, tightened

TEXT = resources.files("bedside.policy.escalation").joinpath("escalation.yaml").read_text(encoding="utf-8")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "klass", "span"),
    [
        (State.TRIAGED, Klass.EMERGENCY, 5 * MINUTE),
        (State.TRIAGED, Klass.SELF_HARM, 10 * MINUTE),
        (State.TRIAGED, Klass.URGENT, HOUR),
        (State.TRIAGED, Klass.SENSITIVE, 4 * HOUR),
        (State.CONTACTED, Klass.EMERGENCY, 15 * MINUTE),
        (State.CONTACTED, Klass.SELF_HARM, 30 * MINUTE),
        (State.CONTACTED, Klass.URGENT, 4 * HOUR),
        (State.CONTACTED, Klass.SENSITIVE, 24 * HOUR),
    ],
)
def test_the_clocks_are_those_of_the_table(state: State, klass: Klass, span: timedelta) -> None:
    assert shipped().within[state, klass] == span


def test_a_routine_question_has_no_clock() -> None:
    assert not [state for state, klass in shipped().within if klass is Klass.ROUTINE]


def test_a_practice_gets_no_emergency_and_a_word_of_self_harm_never_alone() -> None:
    acks = shipped().acks
    assert acks[Klass.EMERGENCY] == (Ack.REFUSED, None)
    assert acks[Klass.SELF_HARM] == (Ack.NOT_ALONE, 30 * MINUTE)
    assert acks[Klass.URGENT] == (Ack.IN_TIME, 2 * HOUR)
    assert acks[Klass.SENSITIVE] == (Ack.NEXT_WORKING_DAY, None)


def test_only_self_harm_is_followed_up_after_a_day_and_a_week() -> None:
    assert shipped().check_ins == {Klass.SELF_HARM: (24 * HOUR, timedelta(days=7))}


def test_the_gravest_two_are_reviewed_within_a_week() -> None:
    assert shipped().reviewed == {Klass.EMERGENCY, Klass.SELF_HARM}
    assert shipped().review_within == timedelta(days=7)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("E1>E2, E1>E6", "E1>E8, E1>E6", "names a state that is not there"),
        (", E3>E4, E3>E5, E3>E6", ", E3>E5", "has no way out"),
        ("  C5_routine:", "  C9_routine:", "the rules know"),
        ("  - {id: T2,", "  - {id: T9,", "the rules know"),
        ("E3_contacted: {within: {C1: \"15 min\"", "E3_contacted: {within: {C1: \"1 min\"", "before anybody"),
        ("{C1: \"5 min\", C2", "{C1: \"soon\", C2", "says no time"),
        ("{C1: \"5 min\", C2", "{C1: \"50 min\", C2", "sooner than a graver class"),
        ("triggers:", "triggered:", "not of the form"),
        ("principle: ", "principle: [", "no YAML"),
    ],
)  # fmt: skip
def test_a_broken_table_stops_the_start_and_says_why(before: str, after: str, why: str) -> None:
    assert before in TEXT
    broken = TEXT.replace(before, after)
    if why == "has no way out":
        broken = broken.replace("E4>E6, ", "")
    with pytest.raises(BrokenTable, match=why):
        read(broken)


def test_a_broken_row_is_named_with_its_line() -> None:
    line = next(number for number, one in enumerate(TEXT.splitlines(), 1) if one.startswith("transitions"))
    with pytest.raises(BrokenTable, match=rf"escalation.yaml:{line}: 'E1>E9'"):
        read(TEXT.replace("E1>E2", "E1>E9"))


def test_a_site_may_tighten_a_clock_and_the_others_stay() -> None:
    tight = tightened(shipped(), "E2 C3 30 min, E3 C4 12 h")
    changed = {key for key in tight.within if tight.within[key] != shipped().within[key]}
    assert changed == {(State.TRIAGED, Klass.URGENT), (State.CONTACTED, Klass.SENSITIVE)}
    assert tight.within[State.TRIAGED, Klass.URGENT] == 30 * MINUTE


@pytest.mark.parametrize(
    "wish",
    ["E2 C1 6 min", "E3 C4 2 days", "E2 C5 1 h", "E6 C2 1 h", "E2 C3", "E2 C3 soon", "E2 C3 0 min", "E2 C4 3 min", "x"],
)
def test_a_site_can_never_loosen_a_clock_or_put_it_out_of_order(wish: str) -> None:
    with pytest.raises(ValueError, match=r"no clock|longer than|sooner than|written to"):
        tightened(shipped(), wish)


@pytest.mark.parametrize("key", sorted(shipped().within))
@pytest.mark.parametrize("minutes", range(1, 1500, 97))
def test_whatever_a_site_wishes_no_clock_gets_longer(key: tuple[State, Klass], minutes: int) -> None:
    try:
        tight = tightened(shipped(), f"{key[0]} {key[1]} {minutes} min")
    except ValueError:
        return
    assert all(tight.within[one] <= shipped().within[one] for one in tight.within)
    assert tight.within[key] == minutes * MINUTE
