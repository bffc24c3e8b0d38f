"""Reading raw rows for a build: exact counts, which go no further than `actions.building`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from bedside.areas.people.models import StaffRole
from bedside.areas.records.cells import Facts, Key
from bedside.areas.records.models import Course, Evaluation, ImportedRow, Standing
from bedside.areas.records.words import slug
from bedside.policy.evidence.headline import Headline, headline, standing
from bedside.policy.evidence.units import Answer, CourseRow, counted_answer, has_helped, latest_courses

LEVELS = range(5)


def imported_facts(source: str) -> tuple[dict[Key, Facts], int]:
    """The counts of an imported set by purpose and treatment, and how many rows were read."""
    groups = ImportedRow.objects.filter(source=source).values("purpose", "treatment").annotate(**_aggregates())
    merged: dict[Key, list[Mapping[str, Any]]] = defaultdict(list)
    for group in groups.iterator():
        key = slug(group["purpose"]), slug(group["treatment"])
        if all(key):
            merged[key].append(group)
    return {key: _merge(same) for key, same in merged.items()}, ImportedRow.objects.filter(source=source).count()


def _aggregates() -> dict[str, Count]:
    levels = {
        f"{name}_{level}": Count("source_row", filter=Q(**{name: level}))
        for name in ("effect", "side_effects")
        for level in LEVELS
    }
    return {"people": Count("source_row"), "helpful": Count("source_row", filter=Q(helped=True)), **levels}


def _merge(groups: list[Mapping[str, Any]]) -> Facts:
    """Names that differ by capitals or punctuation only are one cell, under the name most used."""
    largest = max(groups, key=lambda group: (group["people"], group["treatment"]))

    def total(name: str) -> int:
        return sum(int(group[name]) for group in groups)

    return Facts(
        purpose=str(largest["purpose"]),
        treatment=str(largest["treatment"]),
        people=total("people"),
        helped=total("helpful"),
        effects=tuple(total(f"effect_{level}") for level in LEVELS),
        side_effects=tuple(total(f"side_effects_{level}") for level in LEVELS),
    )


@dataclass(frozen=True)
class Unit:
    """One person's course of one treatment for one purpose, with the answer that counts."""

    course: Course
    row: CourseRow
    evaluation: Evaluation | None

    @property
    def person(self) -> int:
        """The account: several personas of one account are one person."""
        return int(self.course.owner.account_id)

    def fingerprint(self, *, today: date) -> str:
        """All that the unit adds to its cell, as text."""
        said = self.evaluation
        answer = (said.effect, said.made_worse, said.side_effects, sorted(said.unwanted)) if said else None
        return f"{standing(self.row, today=today)} {answer}"


def member_units() -> dict[Key, list[Unit]]:
    """The units of members who let their answers count. Staff are left out."""
    staff = StaffRole.objects.values("account_id")
    courses = Course.objects.filter(counted=True).exclude(owner__account_id__in=staff).select_related("owner")
    by_row = {_row(course): course for course in courses.order_by("id")}
    evaluations: dict[int, list[Evaluation]] = defaultdict(list)
    for evaluation in Evaluation.objects.filter(course__counted=True):
        evaluations[evaluation.course_id].append(evaluation)
    cells: dict[Key, list[Unit]] = defaultdict(list)
    for row in latest_courses(by_row):
        course = by_row[row]
        unit = Unit(course, row, _counted(evaluations[course.id]))
        cells[course.purpose_slug, course.treatment_slug].append(unit)
    return dict(cells)


def _row(course: Course) -> CourseRow:
    return CourseRow(
        person=course.owner.account_id,
        treatment=course.treatment_slug,
        purpose=course.purpose_slug,
        started=course.started,
        declared=course.declared_at.date(),
        last_confirmed=course.confirmed_at.date(),
        stopped=course.stopped,
        has_stop_reason=course.standing == Standing.STOPPED,
    )


def _counted(evaluations: Iterable[Evaluation]) -> Evaluation | None:
    by_answer = {Answer(wave=said.wave, effect=said.effect, made_worse=said.made_worse): said for said in evaluations}
    chosen = counted_answer(by_answer)
    return by_answer[chosen] if chosen else None


def member_facts(units: list[Unit], *, today: date) -> Facts:
    """The counts of one cell."""
    said = [unit.evaluation for unit in units if unit.evaluation]
    courses = [unit.course for unit in units]
    return Facts(
        purpose=_most_used(course.purpose for course in courses),
        treatment=_most_used(course.treatment for course in courses),
        people=len(said),
        helped=sum(has_helped(effect=answer.effect, made_worse=answer.made_worse) for answer in said),
        effects=_levels(answer.effect for answer in said),
        side_effects=_levels(answer.side_effects for answer in said),
        headline=_headline(units, today=today),
        unwanted=dict(Counter(name for answer in said for name in answer.unwanted)),
    )


def _headline(units: list[Unit], *, today: date) -> Headline:
    return headline((unit.row for unit in units), today=today)


def _levels(levels: Iterable[int | None]) -> tuple[int, ...]:
    counts = Counter(levels)
    return tuple(counts[level] for level in LEVELS)


def _most_used(names: Iterable[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))
