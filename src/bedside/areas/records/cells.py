"""From counts to what may be shown of them: one cell is one treatment for one purpose in one source."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bedside.policy.disclosure import FLOOR, Figure, Partition, Share, Tier, shown, visible
from bedside.policy.evidence.headline import Headline
from bedside.policy.evidence.levels import LevelShare, distribution
from bedside.policy.evidence.purpose import Count, figures

Key = tuple[str, str]
"""The purpose's and the treatment's form in an address."""

NO_LEVELS = (0, 0, 0, 0, 0)
HEADLINE = ("started", "still_on", "stopped", "silent", "remembered")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The exact counts of a cell. They do not leave the build."""

    purpose: str
    treatment: str
    people: int
    helped: int
    effects: tuple[int, ...] = NO_LEVELS
    side_effects: tuple[int, ...] = NO_LEVELS
    headline: Headline | None = None
    unwanted: dict[str, int] = field(default_factory=dict)


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


def shown_cells(facts: dict[Key, Facts]) -> dict[Key, ShownCell]:
    """What may be shown of each cell; a cell of which nothing may be said is absent."""
    by_purpose: dict[str, dict[str, Facts]] = defaultdict(dict)
    for (purpose, treatment), cell in facts.items():
        by_purpose[purpose][treatment] = cell
    return {
        (purpose, treatment): _shown(cells[treatment], figure)
        for purpose, cells in by_purpose.items()
        for treatment, figure in _figures(cells).items()
        if figure.tier is not Tier.NONE and _may_stand(cells[treatment])
    }


def _figures(cells: dict[str, Facts]) -> dict[str, Figure]:
    return figures({name: Count(people=cell.people, helped=cell.helped) for name, cell in cells.items()})


def _shown(cell: Facts, figure: Figure) -> ShownCell:
    return ShownCell(
        purpose=cell.purpose,
        treatment=cell.treatment,
        figure=figure,
        headline=_headline(cell),
        effects=distribution(cell.effects),
        side_effects=distribution(cell.side_effects),
        unwanted=_unwanted(cell),
    )


def _standing(cell: Facts) -> tuple[dict[str, int], frozenset[str]]:
    """The counts of who stands where, and the names of those that may be shown beside each other."""
    if cell.headline is None:
        return {}, frozenset({"answered"})
    counts = {name: getattr(cell.headline, name) for name in HEADLINE}
    everybody = counts["started"] + counts["remembered"]
    counts |= {"everybody": everybody, "answered": cell.people, "unanswered": everybody - cell.people}
    tables = [
        Partition(whole="everybody", parts=("answered", "unanswered")),
        Partition(whole="everybody", parts=("started", "remembered")),
        Partition(whole="started", parts=("still_on", "stopped", "silent")),
    ]
    return counts, visible(counts, tables)


def _may_stand(cell: Facts) -> bool:
    """Say whether the number who answered may be shown beside the number who started."""
    return "answered" in _standing(cell)[1]


def _headline(cell: Facts) -> dict[str, int]:
    counts, seen = _standing(cell)
    return {name: shown(counts[name]) for name in HEADLINE if name in counts and name in seen}


def _unwanted(cell: Facts) -> tuple[tuple[str, int], ...]:
    """Effects named by 11 people or more, and not named by 11 or more: the rest must not be small either."""
    named = [(name, n) for name, n in cell.unwanted.items() if n >= FLOOR and cell.people - n >= FLOOR]
    return tuple(sorted(((name, shown(n)) for name, n in named), key=lambda pair: (-pair[1], pair[0])))


def to_columns(cell: ShownCell) -> dict[str, Any]:
    """A shown cell as the fields of `models.Cell`."""
    figure = cell.figure
    share = figure.share
    packed = {
        "bound": figure.bound,
        "share": [share.percent, share.low, share.high, share.prior] if share else None,
        "headline": cell.headline,
        "effects": _pack(cell.effects),
        "side_effects": _pack(cell.side_effects),
        "unwanted": [list(pair) for pair in cell.unwanted],
    }
    names = {"purpose": cell.purpose, "treatment": cell.treatment}
    return names | {"tier": figure.tier.value, "people": figure.people, "shown": packed}


def from_columns(*, purpose: str, treatment: str, tier: str, people: int, shown: dict[str, Any]) -> ShownCell:
    """The shown cell that `to_columns` made these fields of."""
    share = None
    if shown["share"]:
        percent, low, high, prior = shown["share"]
        share = Share(percent=percent, low=low, high=high, prior=prior)
    return ShownCell(
        purpose=purpose,
        treatment=treatment,
        figure=Figure(tier=Tier(tier), people=people, share=share, bound=shown["bound"]),
        headline=shown["headline"],
        effects=_unpack(shown["effects"]),
        side_effects=_unpack(shown["side_effects"]),
        unwanted=tuple((name, n) for name, n in shown["unwanted"]),
    )


def _pack(levels: Iterable[LevelShare] | None) -> list[list[Any]] | None:
    return None if levels is None else [[list(group.levels), group.percent] for group in levels]


def _unpack(levels: list[list[Any]] | None) -> tuple[LevelShare, ...] | None:
    return None if levels is None else tuple(LevelShare(tuple(group), percent) for group, percent in levels)
