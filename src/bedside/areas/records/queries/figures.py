"""Reading: published figures for everybody, and one's own evaluations for oneself.

Figures come from the published cells only. What may not be shown has no row there, so that a treatment of three people,
one of nobody and one that nobody ever named are read, and shown, alike.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.cells import ShownCell, from_columns
from bedside.areas.records.models import MEMBERS, Build, Cell, Course, Evaluation, FigureTable
from bedside.areas.records.words import slug, source_label
from bedside.kit.errors import NotHere
from bedside.policy.evidence.alarms import AlarmRate
from bedside.policy.evidence.purpose import Ranked, by_helped, by_people
from bedside.policy.vocabulary import builtin_names, suggest

MOST_CONDITIONS = 500


@dataclass(frozen=True)
class Condition:
    """A condition, or a purpose, with the name shown and the one in addresses."""

    name: str
    slug: str
    treatments: int = 0
    """Of how many treatments something may be said."""


@dataclass(frozen=True)
class Found:
    """The answer to a search for a condition."""

    conditions: tuple[Condition, ...]
    meant: Condition | None
    """Only when nothing was found: what was perhaps meant, from the public vocabulary."""


@dataclass(frozen=True)
class Row:
    """One treatment in a list."""

    slug: str
    cell: ShownCell
    rank: Ranked | None
    """Its place by helped; None for all but those of which a share may be shown."""


@dataclass(frozen=True)
class Block:
    """The figures of one source, never added to those of another. `built` is None before the first build."""

    source: str
    label: str
    built: datetime | None
    rows: tuple[Row, ...]
    alarms: AlarmRate | None = None
    """How often the last build called treatments different that chance had made; None where it tried none."""
    matching: AlarmRate | None = None
    """The same of the comparison with who did not take a treatment."""

    @property
    def cells(self) -> dict[str, ShownCell]:
        """The shown cells by their treatment's form in addresses."""
        return {row.slug: row.cell for row in self.rows}


@dataclass(frozen=True)
class ConditionFigures:
    """All that may be shown of the treatments for one condition: members' block first, then the imported sets."""

    condition: Condition
    members: Block
    external: tuple[Block, ...]
    illness: dict[str, Any] | None = None
    """Table c01: how many keep the illness in their record."""


@dataclass(frozen=True)
class TreatmentFigures:
    """All that may be shown of one treatment for one condition."""

    condition: Condition
    name: str
    """As the published figures write it; for a treatment of which nothing may be said, as it was asked for."""
    slug: str
    members: Block
    external: tuple[Block, ...]
    around: dict[str, Block]
    """All treatments for the condition, by source."""
    lines: dict[str, Any] = field(default_factory=dict)
    """Table c15: by kind of treatment, figures of the first thing tried and of a later one, packed."""
    elsewhere: tuple[tuple[str, str, int], ...] = ()
    """Other conditions for which members say something of it: name, form in addresses, rounded people."""
    reports: int | None = None
    """Table c11: about how many reports there are for all purposes together."""


def conditions(viewer: Viewer, words: str = "") -> Found:
    """The conditions with figures whose name, or one of whose treatments, holds all of `words`; by name."""
    wanted = slug(words[:200])
    rows = Cell.objects.all()
    for word in wanted.split("-") if wanted else ():
        rows = rows.filter(Q(purpose_slug__contains=word) | Q(treatment_slug__contains=word))
    found = rows.values("purpose_slug").annotate(name=Min("purpose"), count=Count("treatment_slug", distinct=True))
    listed = tuple(
        Condition(row["name"], row["purpose_slug"], row["count"])
        for row in found.order_by("name", "purpose_slug")[:MOST_CONDITIONS]
    )
    return Found(listed, meant=None if listed or not wanted else _meant(words))


def _meant(words: str) -> Condition | None:
    name = suggest(words[:200], builtin_names())
    return Condition(name, slug(name)) if name else None


def condition(viewer: Viewer, name: str) -> ConditionFigures:
    """The figures of the treatments for a condition, named by its words or by its form in addresses.

    Raises NotHere for a name that is neither in the public vocabulary nor in the published figures.
    """
    wanted = slug(name)
    rows = list(Cell.objects.filter(purpose_slug=wanted).order_by("id"))
    found = _named(wanted, rows)
    blocks = _blocks(rows)
    external = tuple(block for block in blocks[1:] if block.rows)
    return ConditionFigures(found, members=blocks[0], external=external, illness=_table("c01", wanted))


def treatment(viewer: Viewer, condition_name: str, treatment_name: str) -> TreatmentFigures:
    """The figures of one treatment. One that is unknown has the same, empty, blocks as one of too few people."""
    figures = condition(viewer, condition_name)
    wanted = slug(treatment_name)
    blocks = [_only(block, wanted) for block in (figures.members, *figures.external)]
    shown = [row.cell.treatment for block in blocks for row in block.rows]
    name = shown[0] if shown else _as_asked(treatment_name)
    return TreatmentFigures(
        figures.condition,
        name,
        wanted,
        members=blocks[0],
        external=tuple(block for block in blocks[1:] if block.rows),
        around={block.source: block for block in (figures.members, *figures.external)},
        **(_beside(figures.condition.slug, wanted) if blocks[0].rows else {}),
    )


def _beside(condition_slug: str, treatment_slug: str) -> dict[str, Any]:
    """The tables beside a treatment of which something may be said; another has none, whatever they hold."""
    rows = Cell.objects.filter(source=MEMBERS, treatment_slug=treatment_slug).exclude(purpose_slug=condition_slug)
    elsewhere = tuple((row.purpose, row.purpose_slug, row.people) for row in rows.order_by("-people", "purpose"))
    return {
        "lines": _table("c15", condition_slug) or {},
        "elsewhere": elsewhere,
        "reports": (_table("c11", treatment_slug) or {}).get("people"),
    }


def _table(cube: str, place: str) -> Any:
    return FigureTable.objects.filter(cube=cube, place=place).values_list("shown", flat=True).first()


def sources(viewer: Viewer) -> tuple[str, ...]:
    """The sources that have figures, members' own first."""
    known = set(Cell.objects.values_list("source", flat=True).distinct())
    return tuple(sorted(known, key=lambda source: (source != MEMBERS, source)))


def _named(wanted: str, rows: Iterable[Cell]) -> Condition:
    for row in rows:
        return Condition(row.purpose, wanted)
    for name in builtin_names():
        if slug(name) == wanted:
            return Condition(name, wanted)
    raise NotHere


def _blocks(rows: Iterable[Cell]) -> list[Block]:
    by_source: dict[str, list[Cell]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    sources = [MEMBERS, *sorted(source for source in by_source if source != MEMBERS)]
    return [_block(source, by_source[source]) for source in sources]


def _block(source: str, rows: list[Cell]) -> Block:
    """The order is by rounded people and name: by exact counts it would tell them."""
    cells = {row.treatment_slug: _cell(row) for row in rows}
    shown = {name: cell.figure for name, cell in cells.items()}
    ranks = {ranked.name: ranked for ranked in by_helped(shown)}
    ordered = tuple(Row(name, cells[name], ranks.get(name)) for name in by_people(shown))
    return Block(source, source_label(source), rows=ordered, **_built(source))


def _cell(row: Cell) -> ShownCell:
    return from_columns(purpose=row.purpose, treatment=row.treatment, tier=row.tier, people=row.people, shown=row.shown)


def _built(source: str) -> dict[str, Any]:
    last = Build.objects.filter(source=source).order_by("-finished_at").first()
    if last is None:
        return {"built": None}
    rates = {"alarms": (last.runs, last.alarms), "matching": (last.matched_runs, last.matched_alarms)}
    tried = {name: AlarmRate(runs=runs, alarms=alarms) for name, (runs, alarms) in rates.items() if runs}
    return {"built": last.finished_at, **tried}


def matching_rate() -> AlarmRate | None:
    """How often the matched comparison of the last build of members' figures was wrong; None where it tried none."""
    return _built(MEMBERS).get("matching")


def _only(block: Block, treatment_slug: str) -> Block:
    rows = tuple(row for row in block.rows if row.slug == treatment_slug)
    return replace(block, rows=rows)


def _as_asked(name: str) -> str:
    words = slug(name).replace("-", " ")
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class OwnEvaluation:
    """One's own evaluation, with the sealed texts opened."""

    course_id: int
    treatment: str
    purpose: str
    treatment_slug: str
    purpose_slug: str
    started: date
    standing: str
    stopped: date | None
    stop_reason: str
    effect: int | None
    made_worse: bool
    side_effects: int | None
    unwanted: tuple[str, ...]
    other_unwanted: str
    words: str
    counted: bool


def own_evaluations(viewer: Viewer) -> tuple[OwnEvaluation, ...]:
    """What the viewer's persona has said, newest first. Nobody else reads it here."""
    if not viewer.signed_in:
        return ()
    rows = Evaluation.objects.filter(Q(owner_id=viewer.persona_id), wave="past").select_related("course")
    return tuple(_own(row) for row in rows.order_by("-course_id"))


def own_evaluation(viewer: Viewer, course_id: int) -> OwnEvaluation:
    """One of one's own evaluations. Raises NotHere for any other."""
    if not viewer.signed_in:
        raise NotHere
    courses = Course.objects.filter(id=course_id, owner_id=viewer.persona_id)  # an id that no row can have finds none
    rows = Evaluation.objects.filter(owner_id=viewer.persona_id, course__in=courses, wave="past")
    found = rows.select_related("course").first()
    if found is None:
        raise NotHere
    return _own(found)


def own_course(viewer: Viewer, course_id: int, *, for_change: bool = False) -> Course:
    """The row of one of one's own courses, locked when it is about to be changed. Raises NotHere for any other."""
    rows = Course.objects.select_for_update() if for_change else Course.objects.all()
    found = rows.filter(id=course_id, owner_id=viewer.persona_id).first() if viewer.signed_in else None
    if found is None:
        raise NotHere
    return found


def _own(row: Evaluation) -> OwnEvaluation:
    course = row.course
    return OwnEvaluation(
        course_id=course.id,
        treatment=course.treatment,
        purpose=course.purpose,
        treatment_slug=course.treatment_slug,
        purpose_slug=course.purpose_slug,
        started=course.started,
        standing=course.standing,
        stopped=course.stopped,
        stop_reason=course.stop_reason,
        effect=row.effect,
        made_worse=row.made_worse,
        side_effects=row.side_effects,
        unwanted=tuple(row.unwanted),
        other_unwanted=row.opened("other_sealed"),
        words=row.opened("words_sealed"),
        counted=course.counted,
    )
