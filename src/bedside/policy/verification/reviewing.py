"""Who looks at a clinician's documents, and what their answers mean (spec clinicians.md 1.3).

Two people are drawn at random, each blind to the other's answer. When they agree, that is the outcome; when they
differ, a third decides. Nobody reviews whom they may know from work, and nobody reviews twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from bedside.policy.personas import CARRIES_TITLE

EXPERIENCE: Final = timedelta(days=90)  # at V3 or V4 without a gap, before somebody may review
ANSWER_WITHIN: Final = timedelta(days=3)  # then somebody else is drawn in the reviewer's place
SOON: Final = timedelta(days=1)  # what is due within this is said to be due soon
AGREEING: Final = 2
CALL_TRIES: Final = 5  # codes that a caller may type for one call
CODE_SIGNS: Final = "23456789"  # of a code that is read out: no figure is taken for a letter
CODE_LONG: Final = 6
MOST_PAPERS: Final = 4
UNSURE_AT_MOST: Final = 3  # so many could not say: then the documents are not good enough, for anybody


class Answer(StrEnum):
    """What a reviewer finds."""

    APPROVE = "approve"
    REFUSE = "refuse"
    CANNOT_SAY = "cannot_say"


class Outcome(StrEnum):
    """What the answers come to. Unclear documents are sent again: nothing is held against who sent them."""

    APPROVED = "approved"
    REFUSED = "refused"
    UNCLEAR = "unclear"


# Why a claim is refused: codes of `claims.OUTCOMES`, in words for the reviewer. Its owner reads those of OUTCOMES.
REFUSALS: Final = {
    "other_person": "The papers name another person than the register",
    "not_shown": "The papers do not show that this is the person in the register",
    "altered": "A paper looks changed",
    "no_answer": "The call to the register's number did not confirm it",
}

# Why a reviewer looks at the same documents a second time.
AGAIN: Final = {
    "not_shown": "They were not shown, or not whole",
    "compare": "I need to compare once more",
    "after_call": "After a call to the number in the register",
}


class Unfit(StrEnum):
    """Why somebody may not review a claim."""

    NOT_WILLING = "not_willing"
    LEVEL = "level"
    TOO_NEW = "too_new"
    ONESELF = "oneself"
    SAME_EMPLOYER = "same_employer"
    SAME_NUMBER = "same_number"
    INVOLVED = "involved"


@dataclass(frozen=True)
class Reviewer:
    """What the rules need to know of somebody who may review.

    `held_since` is when the unbroken time at V3 or V4 began, None without it. `employers` are those on the account's
    badges. `numbers` are blind indexes of the numbers that it ever claimed. `load` counts the reviews that wait for an
    answer.
    """

    persona_id: int
    account_id: int
    staff: bool = False
    willing: bool = True
    held_since: datetime | None = None
    employers: frozenset[str] = frozenset()
    numbers: frozenset[bytes] = frozenset()
    load: int = 0


@dataclass(frozen=True)
class Case:
    """What the rules need to know of a claim. `involved` are the accounts that had to do with it, in any round."""

    account_id: int
    employer: str = ""
    number: bytes = b""
    involved: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Held:
    """A stretch of time at one level: `until` is when it ended or will end."""

    level: str
    since: datetime
    until: datetime


def held_since(stretches: Iterable[Held], *, at: datetime) -> datetime | None:
    """Return since when somebody is at V3 or V4 without a gap; None when they are not at the moment `at`."""
    began = None
    reached = at
    high = [one for one in stretches if one.level in CARRIES_TITLE and one.since <= at]
    for one in sorted(high, key=lambda each: each.since, reverse=True):
        if one.until < reached or (began is None and one.until <= at):
            continue
        began = reached = one.since
    return began


def may_volunteer(since: datetime | None, *, at: datetime) -> bool:
    """Say whether somebody who is at V3 or V4 since then may review for this site."""
    return since is not None and since + EXPERIENCE <= at


def same_employer(one: str, other: str) -> bool:
    """Say whether two lines name one employer: case, signs and blanks do not matter."""
    return bool(_letters(one)) and _letters(one) == _letters(other)


def _letters(line: str) -> str:
    return "".join(character for character in line.casefold() if character.isalnum())


def unfit(reviewer: Reviewer, case: Case, *, at: datetime) -> Unfit | None:
    """Return why `reviewer` may not review this claim at the moment `at`; None for who may."""
    volunteer = not reviewer.staff
    against = {
        Unfit.NOT_WILLING: volunteer and not reviewer.willing,
        Unfit.LEVEL: volunteer and reviewer.held_since is None,
        Unfit.TOO_NEW: volunteer and not may_volunteer(reviewer.held_since, at=at),
        Unfit.ONESELF: reviewer.account_id == case.account_id,
        Unfit.INVOLVED: reviewer.account_id in case.involved,
        Unfit.SAME_EMPLOYER: any(same_employer(one, case.employer) for one in reviewer.employers),
        Unfit.SAME_NUMBER: bool(case.number) and case.number in reviewer.numbers,
    }
    return next((why for why, speaks in against.items() if speaks), None)


class Chance(Protocol):
    """A source of randomness: for people a generator that nobody can foresee."""

    def choices(self, population: Sequence[Reviewer], weights: Sequence[float]) -> list[Reviewer]:
        """Return one of `population`, each as likely as its weight, in a list."""


def _nothing_more(_account_id: int) -> Iterable[str]:
    return ()


def draw(
    reviewers: Sequence[Reviewer],
    case: Case,
    *,
    count: int,
    at: datetime,
    chance: Chance,
    told: Callable[[int], Iterable[str]] = _nothing_more,
) -> tuple[Reviewer, ...]:
    """Draw `count` people at random who may review the claim: fewer where there are not as many.

    Who has much to do is drawn less often: with three open reviews a quarter as often as with none. No account is drawn
    twice. `chance` is the source of randomness. `told` returns the employers that an account told of in sealed claims:
    it is asked only about whom the lot falls on, because opening everybody's at each draw costs too much.
    """
    left = sorted((one for one in reviewers if unfit(one, case, at=at) is None), key=lambda one: one.persona_id)
    drawn: list[Reviewer] = []
    while left and len(drawn) < count:
        [one] = chance.choices(left, weights=[1 / (1 + each.load) for each in left])
        left = [each for each in left if each.account_id != one.account_id]
        if unfit(replace(one, employers=frozenset(told(one.account_id))), case, at=at) is None:
            drawn.append(one)
    return tuple(drawn)


def outcome(answers: Iterable[Answer]) -> Outcome | None:
    """Return what the answers come to; None while more of them are needed."""
    given = list(answers)
    if given.count(Answer.APPROVE) >= AGREEING:
        return Outcome.APPROVED
    if given.count(Answer.REFUSE) >= AGREEING:
        return Outcome.REFUSED
    return Outcome.UNCLEAR if given.count(Answer.CANNOT_SAY) >= UNSURE_AT_MOST else None


def still_needed(answers: Iterable[Answer]) -> int:
    """Return how many people must have the claim before them now: two at first, one when two differ, none at the end.

    Who could not say is replaced by somebody else.
    """
    given = list(answers)
    if outcome(given) is not None:
        return 0
    return AGREEING - max(given.count(Answer.APPROVE), given.count(Answer.REFUSE))


def is_third(answers: Iterable[Answer]) -> bool:
    """Say whether the next answer decides, because two differ."""
    given = list(answers)
    return Answer.APPROVE in given and Answer.REFUSE in given and outcome(given) is None


class Clock(StrEnum):
    """How a review stands with its time."""

    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


def clock(drawn_at: datetime, *, at: datetime) -> Clock:
    """Return how a review that was given out at `drawn_at` stands; an overdue one goes to somebody else."""
    due = drawn_at + ANSWER_WITHIN
    if at >= due:
        return Clock.OVERDUE
    return Clock.DUE_SOON if at >= due - SOON else Clock.IN_TIME
