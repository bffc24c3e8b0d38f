"""From counts to what may be shown of them: one cell is one treatment for one purpose in one source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bedside.areas.records.facts import Facts
from bedside.areas.records.measured import pack_measures
from bedside.areas.records.showing import SPOKE, WHOLE, Tables, headline_of, more_of, pack_figure, spoke, unpack_figure
from bedside.areas.records.showing_many import foreseen
from bedside.policy.disclosure import FLOOR, Figure, Partition, Share, Tier, shown
from bedside.policy.evidence.levels import LevelShare, distribution
from bedside.policy.evidence.purpose import Count, figures
from bedside.policy.evidence.staying import Point
from bedside.policy.evidence.unwanted import at_least_moderate

TOGETHER = 10_000
"""Pages that are decided together: more would take memory and no less time."""
Key = tuple[str, str]
"""The purpose's and the treatment's form in an address."""


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """What may be shown of a cell; never one of tier `none`."""

    purpose: str
    treatment: str
    figure: Figure
    headline: dict[str, int]
    """Rounded counts by name (`HEADLINE`); one that may not be shown is absent. Empty for imported sets."""
    effects: tuple[LevelShare, ...] | None
    side_effects: tuple[LevelShare, ...] | None
    unwanted: tuple[tuple[str, int], ...]
    """Unwanted effects with the rounded number of people who named them, most first."""
    more: dict[str, Any] = field(default_factory=dict)
    """Of members' own figures: what `showing.more_of` made, as JSON holds it."""


def shown_cells(facts: dict[Key, Facts]) -> dict[Key, ShownCell]:
    """What may be shown of each cell; a cell of which nothing may be said is absent."""
    by_purpose: dict[str, dict[str, Facts]] = defaultdict(dict)
    for (purpose, treatment), cell in facts.items():
        by_purpose[purpose][treatment] = cell
    made: dict[Key, ShownCell] = {}
    waiting: list[_Page] = []
    for purpose, cells in by_purpose.items():
        waiting.extend(_pages_of(purpose, cells))
        if len(waiting) >= TOGETHER:
            made.update(_made(waiting))
            waiting = []
    made.update(_made(waiting))
    return made


def _made(pages: Sequence["_Page"]) -> Iterator[tuple[Key, ShownCell]]:
    for page, known in zip(pages, foreseen([page.cell for page in pages]), strict=True):
        tables = Tables(page.cell, known.seen)
        if WHOLE in tables.seen:
            yield (page.purpose, page.name), _shown(page, tables, known.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A cell of which its own number of people lets something be said, beside the others of its condition."""

    purpose: str
    name: str
    cell: Facts
    figure: Figure
    beside: "Beside"


def _pages_of(purpose: str, cells: dict[str, Facts]) -> Iterator[_Page]:
    if all(cell.people < FLOOR for cell in cells.values()):
        return
    figures_of = figures({name: Count(people=cell.people, helped=cell.helped) for name, cell in cells.items()})
    beside = Beside(cells)
    for name, figure in figures_of.items():
        if figure.tier is not Tier.NONE:
            yield _Page(purpose=purpose, name=name, cell=cells[name], figure=figure, beside=beside)


class Beside:
    """What is shrunken towards the other treatments of the condition: unwanted effects, each by itself and all."""

    def __init__(self, cells: dict[str, Facts]) -> None:
        self._cells = cells
        self._moderate: dict[str, Figure] | None = None
        self._named: dict[str, dict[str, Figure]] = {}

    def moderate(self, name: str) -> Figure:
        """How many had moderate or worse side effects."""
        if self._moderate is None:
            self._moderate = at_least_moderate({name: cell.side_effects for name, cell in self._cells.items()})
        return self._moderate[name]

    def named(self, effect: str, name: str) -> Share | None:
        """The share of those who answered who named an unwanted effect."""
        if effect not in self._named:
            counts = {key: Count(cell.people, cell.unwanted.get(effect, 0)) for key, cell in self._cells.items()}
            self._named[effect] = figures(counts)
        return self._named[effect][name].share


def _shown(page: _Page, tables: Tables, points: Sequence[Point]) -> ShownCell:
    cell, name = page.cell, page.name
    headline = headline_of(tables)
    unwanted = _unwanted(cell)
    more = {} if cell.headline is None else more_of(cell, tables, points)
    if cell.headline is not None and _may_say_how_many_answered(cell, tables):
        more["moderate"] = pack_figure(page.beside.moderate(name))
    if cell.measured and (measured := pack_measures(cell, tables)):
        more["measured"] = measured
    shares = {effect: share for effect, _ in unwanted if (share := page.beside.named(effect, name))}
    if shares:
        more["named"] = {effect: [share.percent, share.low, share.high] for effect, share in shares.items()}
    return ShownCell(
        purpose=cell.purpose,
        treatment=cell.treatment,
        figure=page.figure,
        headline=headline,
        effects=distribution(cell.effects),
        side_effects=distribution(cell.side_effects),
        unwanted=unwanted,
        more=more,
    )


def _may_say_how_many_answered(cell: Facts, tables: Tables) -> bool:
    """Say whether the number who spoke of side effects may stand beside the number who answered."""
    counts = spoke(cell)
    said = SPOKE[0]
    return counts[said] >= FLOOR and tables.add(counts, [Partition(whole=WHOLE, parts=SPOKE)]) and said in tables.seen


def _unwanted(cell: Facts) -> tuple[tuple[str, int], ...]:
    """Effects named by 11 people or more, and not named by 11 or more: the rest must not be small either."""
    named = [(name, n) for name, n in cell.unwanted.items() if n >= FLOOR and cell.people - n >= FLOOR]
    return tuple(sorted(((name, shown(n)) for name, n in named), key=lambda pair: (-pair[1], pair[0])))


def to_columns(cell: ShownCell) -> dict[str, Any]:
    """A shown cell as the fields of `models.Cell`."""
    figure = cell.figure
    packed = {
        "bound": figure.bound,
        "share": pack_figure(figure)[3],
        "headline": cell.headline,
        "effects": _pack(cell.effects),
        "side_effects": _pack(cell.side_effects),
        "unwanted": [list(pair) for pair in cell.unwanted],
        "more": cell.more,
    }
    names = {"purpose": cell.purpose, "treatment": cell.treatment}
    return names | {"tier": figure.tier.value, "people": figure.people, "shown": packed}


def from_columns(*, purpose: str, treatment: str, tier: str, people: int, shown: dict[str, Any]) -> ShownCell:
    """The shown cell that `to_columns` made these fields of."""
    return ShownCell(
        purpose=purpose,
        treatment=treatment,
        figure=unpack_figure([tier, people, shown["bound"], shown["share"]]),
        headline=shown["headline"],
        effects=_unpack(shown["effects"]),
        side_effects=_unpack(shown["side_effects"]),
        unwanted=tuple((name, n) for name, n in shown["unwanted"]),
        more=shown.get("more", {}),
    )


def _pack(levels: Iterable[LevelShare] | None) -> list[list[Any]] | None:
    return None if levels is None else [[list(group.levels), group.percent] for group in levels]


def _unpack(levels: list[list[Any]] | None) -> tuple[LevelShare, ...] | None:
    return None if levels is None else tuple(LevelShare(tuple(group), percent) for group, percent in levels)
