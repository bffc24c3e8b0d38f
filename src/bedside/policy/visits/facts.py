"""What a visit sheet is made of. Times as the member knows them are given in words ("since May 2019"), never as an
invented day; dates stand beside them only for comparing, as the earliest day they can mean.
"""

from dataclasses import dataclass
from datetime import date

MOST_QUESTIONS = 3
LONGEST_TREND = 366  # days
PLANNED, UNSURE = "planned", "unsure"  # how a course can be open


@dataclass(frozen=True, slots=True, kw_only=True)
class Illness:
    """A condition: `said` is its time in words; `new_on` and `over_on` are when it began and ended, if known."""

    name: str
    said: str = ""
    new_on: date | None = None
    over_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An unwanted effect: severity 1 (mild) to 4 (extremely severe); `still` whether it is still there."""

    name: str
    severity: int
    still: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A course of treatment. `since` and `until` are words; `until` is "" and `stopped_on` None while it goes on.

    `open_as` is PLANNED for one that has not begun and UNSURE for one that a file brought and of which its owner has
    not said whether she takes it; "" for every other. An open one neither goes on nor is over.
    """

    name: str
    purpose: str
    dose: str = ""
    since: str = ""
    until: str = ""
    going_on: bool = True
    started_on: date | None = None
    stopped_on: date | None = None
    why_stopped: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    open_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One result of a questionnaire. `minimal_change` is in points; None where no source gives one."""

    title: str
    on: date
    value: float
    band: str = ""
    minimal_change: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One series on a scale from `low` to `high`. A day without an answer is no point: its place stays empty."""

    title: str
    low: float
    high: float
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the member chose for one sheet.

    `allergies` is None when nobody asked, () for "none that I know of".
    """

    name: str
    birth_year: int | None
    made_on: date
    last_visit: date | None = None
    questions: tuple[str, ...] = ()
    illnesses: tuple[Illness, ...] = ()
    taken: tuple[Taken, ...] = ()
    scores: tuple[Scored, ...] = ()
    trend: Trend | None = None
    allergies: tuple[str, ...] | None = None
