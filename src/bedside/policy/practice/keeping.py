"""How long a practice keeps its threads: said plainly to the patient, and never less than the floor.

Required documentation is kept six years (45 CFR 164.316(b)(2)(i)). How long records of care are kept is the law of the
place, which is the operator's data. A legal hold stops every end. What a patient deletes is hidden for her alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

FLOOR_YEARS: Final = 6
LONGEST_YEARS: Final = 40
ADULT_AT: Final = 18


@dataclass(frozen=True)
class Rule:
    """The rule of a place: years after the last message, and for minors also years after coming of age."""

    years: int = FLOOR_YEARS
    after_adult: int = 0

    def __post_init__(self) -> None:
        if not FLOOR_YEARS <= self.years <= LONGEST_YEARS or not 0 <= self.after_adult <= LONGEST_YEARS:
            raise ValueError(f"threads are kept from {FLOOR_YEARS} to {LONGEST_YEARS} years")


def keep_until(rule: Rule, *, closed_at: datetime, born: date | None = None) -> date:
    """Return the last day on which a closed thread is kept. `born` is given for whoever was a minor."""
    end = _years_on(closed_at.date(), rule.years)
    if born is None:
        return end
    return max(end, _years_on(born, ADULT_AT + rule.after_adult))


def may_forget(rule: Rule, *, closed_at: datetime | None, held: bool, today: date, born: date | None = None) -> bool:
    """Say whether a thread has had its time: closed, past its last day, and under no legal hold."""
    return closed_at is not None and not held and today > keep_until(rule, closed_at=closed_at, born=born)


def said(rule: Rule) -> str:
    """Return what the patient is told."""
    return (
        f"The practice keeps this conversation for {rule.years} years after it ends. If you delete it, you no longer "
        "see it. The practice still keeps it, because the law asks it to."
    )


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28) + timedelta(days=1)
