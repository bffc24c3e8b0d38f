"""Who may press what; that every way ends, that nobody is written to without a person, that cards cost no work."""

import itertools

import pytest

from bedside.policy.escalation import (
    ENDS,
    FLAGS,
    HINTS,
    MOVES,
    PAUSED,
    Choice,
    Klass,
    State,
    Trigger,
    Who,
    after,
    may,
    may_break,
    needs_review,
    queues,
    refuses_practice,
    shipped,
)


def test_the_moves_are_exactly_the_transitions_of_the_table() -> None:
    assert {(one.source, one.target) for one in MOVES} == shipped().transitions


def test_every_state_reaches_an_end_whoever_stays_away() -> None:
    """Take away every move of one of them, the author or the duty team: no state is a trap."""
    for absent in (Who.AUTHOR, Who.DUTY, Who.TWO, Who.REVIEW):
        left = [one for one in MOVES if one.who is not absent]
        for state in State:
            reached, fresh = {state}, {state}
            while fresh:
                fresh = {one.target for one in left if one.source in fresh} - reached
                reached |= fresh
            assert reached & ENDS, (absent, state)


def test_nobody_is_written_to_without_a_person_who_looked() -> None:
    into = [one for one in MOVES if one.target is State.CONTACTED]
    assert into
    assert all((one.source, one.who) == (State.TRIAGED, Who.DUTY) for one in into)


def test_only_the_author_hands_herself_on_and_only_two_break_the_glass() -> None:
    assert {one.who for one in MOVES if one.target is State.HANDED} == {Who.AUTHOR}
    assert {one.who for one in MOVES if one.target is State.GLASS} == {Who.TWO}
    assert {one.source for one in MOVES if one.target is State.GLASS} == {State.CONTACTED}


def test_software_alone_opens_nothing_but_cards_and_closes_only_what_is_over() -> None:
    alone = {(one.source, one.target, one.reason) for one in MOVES if one.who is Who.SOFTWARE}
    assert {target for _source, target, _reason in alone} == {State.CARDED, State.TRIAGED, State.RESOLVED}
    assert {reason for _source, target, reason in alone if target is State.RESOLVED} == {
        "lines_given_no_reply",
        "withdrew",
    }
    assert [source for source, _target, reason in alone if reason == "lines_given_no_reply"] == [State.CARDED]


def test_every_outcome_is_one_of_the_table() -> None:
    told = {one.reason for one in MOVES if one.target is State.RESOLVED}
    assert told == set(shipped().outcomes)


def test_a_move_that_is_not_in_the_table_is_refused() -> None:
    known = {(one.source, one.target, one.who, one.reason) for one in MOVES}
    reasons = {one.reason for one in MOVES}
    for source, target, who, reason in itertools.product(State, State, Who, reasons):
        assert may(source, target, who=who, reason=reason) is ((source, target, who, reason) in known)


@pytest.mark.parametrize(
    ("trigger", "sure", "klass", "wanted"),
    [
        (Trigger.AUTHOR, False, Klass.SENSITIVE, True),
        (Trigger.READER, False, Klass.URGENT, True),
        (Trigger.AUTHOR, False, Klass.ROUTINE, False),
        (Trigger.HINT, False, Klass.EMERGENCY, False),
        (Trigger.HINT, False, Klass.SELF_HARM, False),
        (Trigger.HINT, True, Klass.SELF_HARM, True),
        (Trigger.HINT, True, Klass.EMERGENCY, True),
        (Trigger.HINT, True, Klass.SENSITIVE, False),
    ],
)
def test_people_look_when_somebody_pressed_or_a_hint_is_sure(
    trigger: Trigger, sure: bool, klass: Klass, wanted: bool
) -> None:
    assert queues(trigger, sure=sure, klass=klass) is wanted


@pytest.mark.parametrize(
    ("choice", "klass", "to", "wanted"),
    [
        (Choice.CONFIRM, Klass.URGENT, None, Klass.URGENT),
        (Choice.CONFIRM, Klass.URGENT, Klass.EMERGENCY, Klass.URGENT),
        (Choice.RAISE, Klass.URGENT, Klass.EMERGENCY, Klass.EMERGENCY),
        (Choice.LOWER, Klass.SELF_HARM, Klass.SENSITIVE, Klass.SENSITIVE),
        (Choice.FALSE_ALARM, Klass.SELF_HARM, None, Klass.SELF_HARM),
    ],
)
def test_who_looks_may_leave_raise_or_lower_the_class(
    choice: Choice, klass: Klass, to: Klass | None, wanted: Klass
) -> None:
    assert after(choice, klass, to=to) is wanted


@pytest.mark.parametrize(
    ("choice", "klass", "to"),
    [
        (Choice.RAISE, Klass.URGENT, Klass.SENSITIVE),
        (Choice.RAISE, Klass.URGENT, Klass.URGENT),
        (Choice.RAISE, Klass.URGENT, None),
        (Choice.LOWER, Klass.URGENT, Klass.SELF_HARM),
        (Choice.LOWER, Klass.SELF_HARM, Klass.ROUTINE),
        (Choice.LOWER, Klass.SELF_HARM, None),
    ],
)
def test_a_choice_that_says_something_else_than_its_class_is_refused(
    choice: Choice, klass: Klass, to: Klass | None
) -> None:
    with pytest.raises(ValueError, match="from"):
        after(choice, klass, to=to)


@pytest.mark.parametrize(
    ("klass", "shown", "wanted"),
    [
        (Klass.EMERGENCY, False, "call_now"),
        (Klass.EMERGENCY, True, "call_now"),
        (Klass.SELF_HARM, False, "lines_first"),
        (Klass.SELF_HARM, True, ""),
        (Klass.URGENT, False, ""),
        (Klass.SENSITIVE, False, ""),
    ],
)
def test_an_emergency_is_never_queued_to_a_practice(klass: Klass, shown: bool, wanted: str) -> None:
    assert refuses_practice(shipped(), klass, lines_shown=shown) == wanted


def test_the_glass_is_broken_only_for_the_gravest_and_only_after_a_try_to_reach_the_author() -> None:
    allowed = {(klass, state) for klass in Klass for state in State if may_break(klass, state)}
    assert allowed == {(Klass.EMERGENCY, State.CONTACTED), (Klass.SELF_HARM, State.CONTACTED)}


@pytest.mark.parametrize(
    ("klass", "queued", "missed", "wanted"),
    [
        (Klass.EMERGENCY, True, False, True),
        (Klass.SELF_HARM, True, False, True),
        (Klass.URGENT, True, False, False),
        (Klass.URGENT, True, True, True),
        (Klass.SELF_HARM, False, False, False),
    ],
)
def test_what_is_reviewed(klass: Klass, queued: bool, missed: bool, wanted: bool) -> None:
    assert needs_review(shipped(), klass, queued=queued, missed=missed) is wanted


def test_what_rests_and_what_readers_and_the_guard_can_say() -> None:
    assert {Klass.EMERGENCY, Klass.SELF_HARM} == PAUSED
    assert set(FLAGS) == {"urgent", "self_harm", "sensitive", "tells_others"}
    assert Klass.EMERGENCY not in FLAGS.values()  # nobody but who looks, and the guard, says so
    assert set(HINTS) == {"emergency", "selfharm", "urgent", "sensitive", "routine"}
