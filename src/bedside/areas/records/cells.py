"""From counts to what may be shown of them: one cell is one treatment for one purpose in one source."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bedside.areas.records.facts import Facts
from bedside.areas.records.showing import WHOLE, Tables, headline_of, more_of, pack_figure, unpack_figure
from bedside.policy.disclosure import FLOOR, Figure, Partition, Share, Tier, shown
from bedside.policy.evidence.levels import LevelShare, distribution
from bedside.policy.evidence.purpose import Count, figures
from bedside.policy.evidence.unwanted import at_least_moderate

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
    for purpose, cells in by_purpose.items():
        if any(cell.people >= FLOOR for cell in cells.values()):
            made |= {(purpose, name): cell for name, cell in _of_purpose(cells).items()}
    return made


def _of_purpose(cells: dict[str, Facts]) -> dict[str, ShownCell]:
    figures_of = figures({name: Count(people=cell.people, helped=cell.helped) for name, cell in cells.items()})
    beside = Beside(cells)
    made: dict[str, ShownCell] = {}
    for name, figure in figures_of.items():
        tables = Tables(cells[name]) if figure.tier is not Tier.NONE else None
        if tables is not None and WHOLE in tables.seen:
            made[name] = _shown(name, cells[name], figure, tables, beside)
    return made


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


def _shown(name: str, cell: Facts, figure: Figure, tables: Tables, beside: Beside) -> ShownCell:
    headline = headline_of(tables)
    unwanted = _unwanted(cell)
    more = {} if cell.headline is None else more_of(cell, tables)
    if cell.headline is not None and _may_say_how_many_answered(cell, tables):
        more["moderate"] = pack_figure(beside.moderate(name))
    shares = {effect: share for effect, _ in unwanted if (share := beside.named(effect, name))}
    if shares:
        more["named"] = {effect: [share.percent, share.low, share.high] for effect, share in shares.items()}
    return ShownCell(
        purpose=cell.purpose,
        treatment=cell.treatment,
        figure=figure,
        headline=headline,
        effects=distribution(cell.effects),
        side_effects=distribution(cell.side_effects),
        unwanted=unwanted,
        more=more,
    )


def _may_say_how_many_answered(cell: Facts, tables: Tables) -> bool:
    """Say whether the number who spoke of side effects may stand beside the number who answered."""
    said = sum(cell.side_effects)
    counts: dict[tuple[str, ...], int] = {("side effects", "said"): said, ("side effects", "not"): cell.people - said}
    return (
        said >= FLOOR
        and tables.add(counts, [Partition(whole=WHOLE, parts=tuple(counts))])
        and ("side effects", "said") in tables.seen
    )


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
