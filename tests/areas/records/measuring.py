"""People who measured themselves for two years, written directly: many, because nothing is said of few."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions import research
from bedside.areas.records.coursing import as_body as course_body
from bedside.areas.records.illnesses import as_body as illness_body
from bedside.areas.records.models import Condition, Sitting, TreatmentCourse
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.sharing import STATISTICS
from tests.areas.records.people import members

KINDS = ("conditions", "courses", "questionnaires")
EACH = 30  # days between two answers


def started() -> date:
    """The day on which those start who do."""
    return (now() - timedelta(days=400)).date()


def measured(
    count: int, *, gain: float = 0.0, treatment: str = "", kinds: Iterable[str] = KINDS, start: str = "", seed: int = 1
) -> list[Viewer]:
    """Members with migraine who answered "pain" each month; `gain` points of pain go away from the start on."""
    chance, day = random.Random(seed), started()
    people = members(count)
    rows: dict[Any, list[Any]] = {Condition: [], TreatmentCourse: [], Sitting: []}
    for who in people:
        onset = (day - timedelta(days=1092 + chance.randint(-30, 30))).isoformat()
        illness = Condition(owner_id=who.account_id)
        illness.seal(illness_body(Illness(text="Migraine", onset=part(onset))), key_no=None)
        rows[Condition].append(illness)
        if treatment:
            told = Course(text=treatment, purpose="Migraine", declared=day, start=part(start or day.isoformat()))
            course = TreatmentCourse(owner_id=who.account_id, kept_at=now())
            course.seal(course_body(told), key_no=None)
            rows[TreatmentCourse].append(course)
        level = chance.uniform(5, 9)
        rows[Sitting] += [_sitting(who, day + timedelta(days=EACH * k), level, gain, k, chance) for k in range(-12, 14)]
    for model, some in rows.items():
        for row in some:
            row.series_id = row.id
        model.objects.bulk_create(some)
    for who in people:
        research.let_use(by=who, audience=STATISTICS, kinds=kinds)
    return people


def _sitting(who: Viewer, day: date, level: float, gain: float, k: int, chance: random.Random) -> Sitting:
    value = max(0, min(10, round(level - (gain if k > 0 else 0) + chance.uniform(-0.6, 0.6))))
    row = Sitting(owner_id=who.account_id, instrument_index=b"i" * 16, day=day)
    score = {"value": value, "complete": True, "prorated": False, "missing": 0, "band": "", "parts": []}
    said = {"instrument": "pain", "version": "1", "answers": {"pain-1": value}, "score": score}
    row.seal({**said, "help": "none", "source": "own"}, key_no=None)
    return row
