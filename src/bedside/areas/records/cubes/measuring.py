"""What scores of questionnaires tell of treatments: opened as `opening` does, one member after the other, and never on
the disk.

An item is opened where its owner's grant runs for its kind, and the item itself names the figures (0048, 0067). Of an
answer no more is taken than its score and its day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from bedside.areas.records.cells import Key
from bedside.areas.records.coursing import from_body as course_of
from bedside.areas.records.illnesses import from_body as illness_of
from bedside.areas.records.models.answers import OWN
from bedside.areas.records.queries.instruments import usable
from bedside.areas.records.queries.measurable import AT_ONCE, measured_answers, told_elsewhere
from bedside.areas.records.queries.research import rows_of_owners
from bedside.areas.records.words import slug
from bedside.kit.vault import CannotOpen
from bedside.policy.conditions import Confidence
from bedside.policy.courses import Course, Taking
from bedside.policy.evidence.measured import CLEAR_DAYS, Group, Measured, Person, Scale, Start
from bedside.policy.evidence.negative_controls import alarms_among
from bedside.policy.instruments import Instrument

MONTH_DAYS: Final = 31
YEAR_DAYS: Final = 366
ALIKE: Final = 0.1
"""Of the span of a questionnaire: so near scores stand alike, where no smallest change is published."""
NEVER_FREE: Final = Start(0, 0, counts=False)
Scores = Mapping[str, Sequence[tuple[int, float]]]
"""By questionnaire: days and scores."""
Place = tuple[str, str]
"""A condition and a questionnaire."""


@dataclass(frozen=True)
class Measures:
    """What scores tell of each pair, by questionnaire, and how often the method was wrong."""

    pairs: dict[Key, dict[str, Measured]]
    runs: int
    alarms: int


def measure() -> Measures:
    """Open the answers that may be used, and make of them what a build needs. The caller reads past row security."""
    instruments = {key: leave.instrument for key, leave in usable().items() if leave.instrument.scoring}
    people: dict[Place, list[Person]] = defaultdict(list)
    for place, person in _people(instruments):
        people[place].append(person)
    pairs: dict[Key, dict[str, Measured]] = defaultdict(dict)
    groups = []
    for (condition, key), some in sorted(people.items()):
        group = Group(some, scale_of(instruments[key]))
        for treatment in group.treatments:
            pairs[condition, treatment][key] = group.measured(treatment)
        groups.append(group)
    runs, alarms = alarms_among(groups)
    return Measures(pairs=dict(pairs), runs=runs, alarms=alarms)


def scale_of(instrument: Instrument) -> Scale:
    """How near two scores of it must be to stand alike."""
    assert instrument.scoring is not None
    span = instrument.scoring.high - instrument.scoring.low
    least = instrument.minimal_change
    return Scale(within=least or ALIKE * span, least=least)


def _people(instruments: Mapping[str, Instrument]) -> Iterator[tuple[Place, Person]]:
    owners = sorted(measured_answers())
    for begin in range(0, len(owners), AT_ONCE):
        some = owners[begin : begin + AT_ONCE]
        kept = {kind: _by_owner(kind, some) for kind in ("questionnaires", "conditions", "courses")}
        told = _told(some)
        for owner in some:
            try:
                yield from _of_one({kind: rows[owner] for kind, rows in kept.items()}, told[owner], instruments)
            except CannotOpen:  # her key is destroyed: she is gone, and her rows follow
                continue


def _by_owner(kind: str, owners: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows_of_owners(kind, owners).order_by("id"):
        found[row.owner_id].append(row)
    return found


def _told(owners: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for owner, treatment in told_elsewhere(owners):
        found[owner].append(treatment)
    return found


def _of_one(
    kept: Mapping[str, Sequence[Any]], told: Sequence[str], instruments: Mapping[str, Instrument]
) -> list[tuple[Place, Person]]:
    """One member, once for each illness and questionnaire."""
    scores = _scores(kept["questionnaires"], instruments)
    courses = [(course_of(row.opened()), row.kept_at.date()) for row in kept["courses"]]
    return [
        ((condition, key), _person(said, onset, starts_for(condition, courses, told)))
        for condition, onset in _onsets(kept["conditions"]).items()
        for key, said in scores.items()
    ]


def _person(said: Sequence[tuple[int, float]], onset: float, starts: Mapping[str, Start]) -> Person:
    days, scores = zip(*sorted(said), strict=True)
    return Person(days=np.array(days, np.int64), scores=np.array(scores, np.float64), onset=onset, starts=starts)


def _scores(rows: Iterable[Any], instruments: Mapping[str, Instrument]) -> Scores:
    """Scores in the owner's own voice, in the version that is asked now: more is better."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for row in rows:
        said = row.opened()
        instrument = instruments.get(said["instrument"])
        value = said["score"]["value"] if said["score"] else None
        if instrument and value is not None and (said["version"], said["source"]) == (instrument.version, OWN):
            found[instrument.key].append((row.day.toordinal(), -value if instrument.higher_is_worse else value))
    return found


def _onsets(rows: Iterable[Any]) -> dict[str, float]:
    """When each illness began that is known to the year at least: the middle of what is known."""
    found = {}
    for row in rows:
        illness = illness_of(row.opened())
        lo, hi = illness.onset.lo, illness.onset.hi
        if lo and hi and (hi - lo).days <= YEAR_DAYS and illness.confidence is not Confidence.RULED_OUT:
            found[slug(illness.text)] = (lo.toordinal() + hi.toordinal()) / 2
    return found


def starts_for(condition: str, courses: Sequence[tuple[Course, date]], told: Sequence[str]) -> dict[str, Start]:
    """When each treatment was started for an illness; what was taken at another time, or who knows when, never counts.

    `courses` come with the day on which they were kept. What was `told` elsewhere is known by its month alone, and by
    no more than that it was taken: who did so is no control.
    """
    starts = dict.fromkeys(told, NEVER_FREE)
    by_name: dict[str, list[Course]] = defaultdict(list)
    for course, kept in courses:
        planned = course.start.lo is not None and course.start.lo > kept
        if slug(course.text) and not planned:
            by_name[slug(course.text)].append(course)
    return starts | {name: _start(condition, some) for name, some in by_name.items()}


def _start(condition: str, courses: Sequence[Course]) -> Start:
    """The last start that is known to the month, if nothing of it was taken in the year before."""
    last = max(courses, key=lambda one: one.start.lo or date.min)
    lo, hi = last.start.lo, last.start.hi
    if (
        not lo
        or not hi
        or (hi - lo).days > MONTH_DAYS
        or last.taking is Taking.UNSAID
        or slug(last.purpose) != condition
    ):
        return NEVER_FREE
    for other in courses:
        over = other.stop.hi if other.taking is Taking.NO else None
        if other is not last and (over is None or (lo - over).days < CLEAR_DAYS):
            return NEVER_FREE
    return Start(lo.toordinal(), hi.toordinal())
