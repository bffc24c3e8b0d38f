"""Who reviews, how they are drawn, and what their answers come to."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bedside.policy.verification.reviewing import (
    ANSWER_WITHIN,
    EXPERIENCE,
    Answer,
    Case,
    Clock,
    Held,
    Outcome,
    Reviewer,
    Unfit,
    clock,
    draw,
    held_since,
    is_third,
    may_volunteer,
    outcome,
    same_employer,
    still_needed,
    unfit,
)

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
YES, NO, UNSURE = Answer.APPROVE, Answer.REFUSE, Answer.CANNOT_SAY
CASE = Case(account_id=1, employer="Elm Street Practice", number=b"number", involved=frozenset({7}))
FIT = Reviewer(persona_id=20, account_id=2, held_since=NOW - EXPERIENCE)
STAFF = Reviewer(persona_id=30, account_id=3, staff=True, willing=False)


@pytest.mark.parametrize(
    ("reviewer", "why"),
    [
        (FIT, None),
        (STAFF, None),
        (replace(FIT, willing=False), Unfit.NOT_WILLING),
        (replace(FIT, held_since=None), Unfit.LEVEL),
        (replace(FIT, held_since=NOW - EXPERIENCE + DAY), Unfit.TOO_NEW),
        (replace(FIT, account_id=1), Unfit.ONESELF),
        (replace(STAFF, account_id=1), Unfit.ONESELF),
        (replace(FIT, account_id=7), Unfit.INVOLVED),
        (replace(STAFF, account_id=7), Unfit.INVOLVED),
        (replace(FIT, employers=frozenset({"elm street  practice."})), Unfit.SAME_EMPLOYER),
        (replace(STAFF, employers=frozenset({"Elm Street Practice"})), Unfit.SAME_EMPLOYER),
        (replace(FIT, employers=frozenset({"Oak Street Practice", ""})), None),
        (replace(FIT, numbers=frozenset({b"number"})), Unfit.SAME_NUMBER),
        (replace(FIT, numbers=frozenset({b"another"})), None),
    ],
)
def test_who_may_review_a_claim(reviewer: Reviewer, why: Unfit | None) -> None:
    assert unfit(reviewer, CASE, at=NOW) is why


def test_a_claim_without_employer_or_number_excludes_nobody_by_them():
    bare = Case(account_id=1)
    assert unfit(replace(FIT, employers=frozenset({""}), numbers=frozenset({b""})), bare, at=NOW) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("St. Ann's Hospital", "ST ANNS HOSPITAL", True),
        ("Elm Street", "Elm Street Practice", False),
        ("", "", False),
        ("...", "--", False),
        ("Klinik Öst", "klinik öst", True),
    ],
)
def test_one_employer_in_two_spellings(one: str, other: str, same: bool) -> None:
    assert same_employer(one, other) is same


def held(level: str, since: int, until: int) -> Held:
    """A stretch that began `since` days ago and ends in `until` days (below nothing: ended)."""
    return Held(level, NOW - since * DAY, NOW + until * DAY)


@pytest.mark.parametrize(
    ("stretches", "days"),
    [
        ([], None),
        ([held("V3", 100, 200)], 100),
        ([held("V4", 100, 200)], 100),
        ([held("V2", 100, 200)], None),
        ([held("P", 100, 200)], None),
        ([held("V3", 100, -1)], None),
        ([held("V3", 100, 0)], None),  # it ends at this very moment
        ([held("V3", 200, -50), held("V3", 50, 100)], 200),  # replaced the same moment
        ([held("V3", 50, 100), held("V3", 200, -50)], 200),
        ([held("V3", 200, -60), held("V3", 50, 100)], 50),  # ten days between
        ([held("V3", 300, -200), held("V4", 200, -50), held("V3", 50, 100)], 300),
        ([held("V3", 300, -200), held("V2", 200, -50), held("V3", 50, 100)], 50),
        ([held("V3", -5, 100)], None),  # begins later
    ],
)
def test_time_at_v3_counts_without_a_gap(stretches: list[Held], days: int | None) -> None:
    assert held_since(stretches, at=NOW) == (None if days is None else NOW - days * DAY)


def test_ninety_days_are_asked_of_a_volunteer():
    assert may_volunteer(NOW - EXPERIENCE, at=NOW)
    assert not may_volunteer(NOW - EXPERIENCE + timedelta(seconds=1), at=NOW)
    assert not may_volunteer(None, at=NOW)


def people(*loads: int) -> list[Reviewer]:
    """Fit reviewers with so much to do."""
    return [replace(FIT, persona_id=100 + n, account_id=100 + n, load=load) for n, load in enumerate(loads)]


def test_two_are_drawn_and_never_the_same():
    for seed in range(50):
        drawn = draw(people(0, 0, 0), CASE, count=2, at=NOW, chance=Random(seed))
        assert len({one.account_id for one in drawn}) == 2


def test_two_personas_of_one_account_are_one_person():
    twice = [replace(FIT, persona_id=21), FIT]
    assert len(draw(twice, CASE, count=2, at=NOW, chance=Random(1))) == 1


def test_nobody_unfit_is_drawn():
    pool = [*people(0), replace(FIT, account_id=1), replace(FIT, account_id=7)]
    for seed in range(20):
        assert {one.account_id for one in draw(pool, CASE, count=3, at=NOW, chance=Random(seed))} == {100}


def test_whom_the_lot_falls_on_is_asked_where_they_said_they_work_and_nobody_else_is():
    asked: list[int] = []

    def told(account_id: int) -> list[str]:
        asked.append(account_id)
        return [CASE.employer] if account_id == 100 else []

    for seed in range(20):
        asked.clear()
        drawn = draw(people(0, 0, 0, 0, 0, 0), CASE, count=2, at=NOW, chance=Random(seed), told=told)
        assert 100 not in {one.account_id for one in drawn}
        assert len(drawn) == 2
        assert len(asked) == len(set(asked)) <= 3


def test_who_has_three_reviews_is_drawn_a_quarter_as_often():
    chance = Random(5)
    drawn = Counter(draw(people(0, 3), CASE, count=1, at=NOW, chance=chance)[0].load for _ in range(5_000))
    assert 3.5 < drawn[0] / drawn[3] < 4.5


def test_everybody_is_drawn_now_and_then():
    chance = Random(6)
    drawn = {one.account_id for _ in range(200) for one in draw(people(0, 0, 5), CASE, count=1, at=NOW, chance=chance)}
    assert drawn == {100, 101, 102}


@pytest.mark.parametrize(
    ("answers", "comes_to", "needed", "third"),
    [
        ([], None, 2, False),
        ([YES], None, 1, False),
        ([NO], None, 1, False),
        ([YES, YES], Outcome.APPROVED, 0, False),
        ([NO, NO], Outcome.REFUSED, 0, False),
        ([YES, NO], None, 1, True),
        ([NO, YES, YES], Outcome.APPROVED, 0, False),
        ([YES, NO, NO], Outcome.REFUSED, 0, False),
        ([UNSURE], None, 2, False),
        ([UNSURE, YES], None, 1, False),
        ([UNSURE, UNSURE, YES, NO], None, 1, True),
        ([UNSURE, UNSURE], None, 2, False),
        ([UNSURE, UNSURE, UNSURE], Outcome.UNCLEAR, 0, False),
        ([UNSURE, UNSURE, UNSURE, YES], Outcome.UNCLEAR, 0, False),
        ([YES, NO, UNSURE, YES], Outcome.APPROVED, 0, False),
    ],
)
def test_what_answers_come_to(answers: list[Answer], comes_to: Outcome | None, needed: int, third: bool) -> None:
    assert outcome(answers) is comes_to
    assert still_needed(answers) == needed
    assert is_third(answers) is third


@pytest.mark.parametrize(
    ("age", "stands"),
    [
        (0 * DAY, Clock.IN_TIME),
        (2 * DAY - timedelta(seconds=1), Clock.IN_TIME),
        (2 * DAY, Clock.DUE_SOON),
        (ANSWER_WITHIN - timedelta(seconds=1), Clock.DUE_SOON),
        (ANSWER_WITHIN, Clock.OVERDUE),
        (9 * DAY, Clock.OVERDUE),
    ],
)
def test_a_review_has_three_days(age: timedelta, stands: Clock) -> None:
    assert clock(NOW - age, at=NOW) is stands
