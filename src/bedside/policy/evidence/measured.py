"""From scores that people kept themselves to the two figures made of them: the change, and the matched comparison.

One group are the people with one illness who answered one questionnaire. Of them some started a treatment; for the
others each quarter of a year since the illness began is a moment that may stand for a start (`evidence.md` section 8).
All days are whole numbers on one scale; scores are written so that more is better.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from bedside.policy.disclosure import SHARE_FLOOR
from bedside.policy.evidence.change import AFTER_DAYS, Changes, Windows, around, beside
from bedside.policy.evidence.matching import (
    FEWEST_TREATED,
    LATER,
    MONTHS,
    Comparison,
    Floats,
    Histories,
    Ints,
    compare,
    on_grid,
)

MONTH: Final = 365.25 / 12
QUARTER: Final = 91
CLEAR_DAYS: Final = 365
"""Who took it at any time in the year before did not start it then."""
MOST_TREATED: Final = 300
MOST_PAIRS: Final = 1_200_000
"""Of treated people and rows of the pool: beyond both, as many are drawn as fit, so that a night stays short."""
SEED: Final = 8


@dataclass(frozen=True, slots=True)
class Start:
    """When somebody started a treatment: between two days. `counts` is False where that is not known well enough."""

    first: int
    last: int
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Scores of one questionnaire by day, when the illness began, and what was taken for whatever illness."""

    days: Ints
    scores: Floats
    onset: float
    starts: Mapping[str, Start]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Of a questionnaire: how near scores must be to stand alike, and the smallest change that people notice."""

    within: float
    least: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What scores tell of one treatment: exact, for one build. `people` and `compared`: of how many they tell it."""

    people: int
    compared: int
    change: Changes | None = None
    comparison: Comparison | None = None


Of = TypeVar("Of", Windows, Histories)


class Group:
    """The people with one illness who answered one questionnaire."""

    def __init__(self, people: Sequence[Person], scale: Scale) -> None:
        self._people = people
        self._scale = scale
        self._rng = np.random.default_rng(SEED)
        self.treatments = sorted({name for person in people for name, start in person.starts.items() if start.counts})
        self.compared: dict[str, Histories] = {}
        """The treated people of each comparison that was made."""

    @cached_property
    def _windows(self) -> Windows:
        return _pool(self._people, _window_moments, _window, _windows)

    @cached_property
    def _histories(self) -> Histories:
        return _pool(self._people, _history_moments, _history, _histories)

    def measured(self, treatment: str) -> Measured:
        """Both figures of one treatment, as far as there are people enough for one of them."""
        started = [(place, one) for place, person in enumerate(self._people) if (one := _start(person, treatment))]
        windows = _windows(_rows(self._people, started, _window))
        histories = _histories(_rows(self._people, started, _history))
        change = comparison = None
        if len(windows.after) >= SHARE_FLOOR:
            pool = _others(self._people, self._windows, windows, treatment, days=AFTER_DAYS[1])
            change = beside(
                *_within_reach(windows, pool, self._rng), within=self._scale.within, least=self._scale.least
            )
        if len(histories.after) >= FEWEST_TREATED:
            pool_of = _others(self._people, self._histories, histories, treatment, days=_days(LATER))
            comparison = compared(histories, pool_of, self._rng)
        if comparison:
            self.compared[treatment] = histories
        return Measured(people=len(windows.after), compared=len(histories.after), change=change, comparison=comparison)

    def heap(self) -> Histories:
        """The moments of those who took none of the treatments that were compared."""
        took = [any(name in person.starts for name in self.compared) for person in self._people]
        return only(self._histories, ~np.array(took, bool)[self._histories.person])


def compared(treated: Histories, pool: Histories, rng: np.random.Generator) -> Comparison | None:
    """The matched comparison; None where there are too few who are alike, or nothing to tell them apart by."""
    try:
        found = compare(*_within_reach(treated, pool, rng))
    except ValueError:  # too few have controls, or all answers are alike
        return None
    return found if found.may_be_shown else None


def _start(person: Person, treatment: str) -> Start | None:
    start = person.starts.get(treatment)
    return start if start is not None and start.counts else None


Row = tuple[int, float, tuple[float, ...]]
"""A person's place, the months since onset, and the numbers of the row."""
Read = Callable[[Person, Start], tuple[float, ...] | None]


def _window(person: Person, start: Start) -> tuple[float, ...] | None:
    return around(person.days, person.scores, first=start.first, last=start.last)


def _history(person: Person, start: Start) -> tuple[float, ...] | None:
    months = (person.days - (start.first + start.last) / 2) / MONTH
    found = on_grid(np.asarray(months, np.float64), person.scores)
    return None if found is None else (*found[0].tolist(), found[1])


def _rows(people: Sequence[Person], starts: Sequence[tuple[int, Start]], read: Read) -> list[Row]:
    made = []
    for place, start in starts:
        said = read(people[place], start)
        if said is not None:
            months = ((start.first + start.last) / 2 - people[place].onset) / MONTH
            made.append((place, months, said))
    return made


def _pool(
    people: Sequence[Person],
    moments: Callable[[Person], range],
    read: Read,
    make: Callable[[Sequence[Row]], Of],
) -> Of:
    starts = [(place, Start(at, at)) for place, person in enumerate(people) for at in moments(person)]
    return make(_rows(people, starts, read))


def _window_moments(person: Person) -> range:
    return _quarters(person, person.days[0] + 1, person.days[-1] - AFTER_DAYS[0] + 1)


def _history_moments(person: Person) -> range:
    return _quarters(person, person.days[0] + _days(6), person.days[-1] - _days(LATER) + 1)


def _quarters(person: Person, first: int, end: int) -> range:
    """The days between two, each a whole number of quarters after the illness began."""
    begin = round(person.onset)
    return range(begin + max(0, -((begin - int(first)) // QUARTER)) * QUARTER, int(end), QUARTER)


def _days(months: int) -> int:
    return round(months * MONTH)


def _windows(rows: Sequence[Row]) -> Windows:
    before, after = (np.array([row[2][side] for row in rows], np.float64) for side in (0, 1))
    return Windows(before=before, after=after, since_onset=_months(rows), person=_people_of(rows))


def _histories(rows: Sequence[Row]) -> Histories:
    before = np.array([row[2][:-1] for row in rows], np.float64).reshape(len(rows), len(MONTHS))
    after = np.array([row[2][-1] for row in rows], np.float64)
    return Histories(before=before, after=after, since_onset=_months(rows), person=_people_of(rows))


def _months(rows: Sequence[Row]) -> Floats:
    return np.array([row[1] for row in rows], np.float64)


def _people_of(rows: Sequence[Row]) -> Ints:
    return np.array([row[0] for row in rows], np.int64)


def only(of: Of, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Of:
    """Some of the rows."""
    return type(of)(
        before=of.before[rows], after=of.after[rows], since_onset=of.since_onset[rows], person=of.person[rows]
    )


def _others(people: Sequence[Person], pool: Of, treated: Of, treatment: str, *, days: int) -> Of:
    """The moments of people who had not started the treatment so many days later, and are none of the treated."""
    may_until = np.array([_never_before(person, treatment) for person in people], np.float64)
    at = pool.since_onset * MONTH + np.array([person.onset for person in people])[pool.person]
    return only(pool, (at + days < may_until[pool.person]) & ~np.isin(pool.person, treated.person))


def _never_before(person: Person, treatment: str) -> float:
    start = person.starts.get(treatment)
    if start is None:
        return np.inf
    return start.first if start.counts else -np.inf


def _within_reach(treated: Of, pool: Of, rng: np.random.Generator) -> tuple[Of, Of]:
    """Both, drawn down to a size that a night can bear."""
    if len(treated.after) > MOST_TREATED:
        treated = only(treated, np.sort(rng.choice(len(treated.after), MOST_TREATED, replace=False)))
    most = MOST_PAIRS // max(1, len(treated.after))
    if len(pool.after) > most:
        pool = only(pool, np.sort(rng.choice(len(pool.after), most, replace=False)))
    return treated, pool
