"""Who counts once: one person x treatment x purpose is one unit (`evidence.md` section 2).

A person with several courses of one treatment for one purpose counts with the latest. Its evaluation is the latest
answered wave up to 12 months, else the one about the past. Answers by proxies and answers between waves are left out.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

WAVE_ORDER = {"past": 0, "w2": 1, "m3": 2, "m6": 3, "m12": 4}
"""Waves that count, the later the stronger. `adhoc` is missing on purpose: who answers then is not who was asked."""

HELPED_FROM = 3
"""Effect levels run from 0 (none) to 4 (very strong); 3 is "considerable"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One course of one treatment for one purpose, with what is needed to say where it stands."""

    person: Hashable
    treatment: Hashable
    purpose: Hashable
    started: date
    declared: date
    last_confirmed: date
    """The last wave, edit or day check that named the course."""
    stopped: date | None = None
    has_stop_reason: bool = False

    @property
    def is_stopped(self) -> bool:
        return self.stopped is not None or self.has_stop_reason

    @property
    def is_remembered(self) -> bool:
        """Say whether the course had already ended when it was declared."""
        return self.stopped is not None and self.stopped < self.declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One evaluation of a course. `effect` is 0 to 4, or None for "cannot tell" and for no answer."""

    wave: str
    effect: int | None
    made_worse: bool = False
    by_proxy: bool = False


def has_helped(*, effect: int | None, made_worse: bool) -> bool:
    """Say whether an answer counts as helped: a considerable or very strong effect, and not worse for it."""
    return effect is not None and effect >= HELPED_FROM and not made_worse


def counted_answer(answers: Iterable[Answer]) -> Answer | None:
    """The one answer of a course that counts, or None when there is none."""
    usable = [a for a in answers if a.wave in WAVE_ORDER and not a.by_proxy]
    return max(usable, key=lambda a: WAVE_ORDER[a.wave], default=None)


def latest_courses(rows: Iterable[CourseRow]) -> list[CourseRow]:
    """One row for each person, treatment and purpose: the course that started last (then: was declared last)."""
    latest: dict[tuple[Hashable, Hashable, Hashable], CourseRow] = {}
    for row in rows:
        unit = (row.person, row.treatment, row.purpose)
        known = latest.get(unit)
        if known is None or (known.started, known.declared) < (row.started, row.declared):
            latest[unit] = row
    return list(latest.values())
