"""What may be shown of one treatment beside its share: one published page of tables, decided together.

Tables are added one after the other. A table that would force one before it to say less is left out whole: the number
of people who answered does not vanish because of how few of them were under 30.
"""

from collections.abc import Mapping, Sequence
from math import floor
from typing import Any, Final

from bedside.areas.records.facts import Facts
from bedside.policy.disclosure import FLOOR, Figure, Partition, Share, Tier, shown, visible
from bedside.policy.evidence.cubes import AGE_BANDS, OLDEST
from bedside.policy.evidence.purpose import Count, figures
from bedside.policy.evidence.staying import NUMBER, Point

HEADLINE: Final = ("started", "still_on", "stopped", "silent", "remembered")
NOT_KNOWN: Final = ""
LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "sex": ("female", "male", "other", NOT_KNOWN),
    "age_band": (*(band for _, band in AGE_BANDS), OLDEST, NOT_KNOWN),
    "severity": ("mild", "moderate", "severe", "very_severe", NOT_KNOWN),
}
"""Of sex, age and severity, in the order of their tables."""
Cell = tuple[str, ...]
Sum = Partition[Cell]
Ahead = Mapping[tuple[Cell, ...], frozenset[Cell]]
WHOLE: Final[Cell] = ("answered",)
HELPED: Final[Cell] = ("helped",)
NOT: Final[Cell] = ("not",)


SPOKE: Final[tuple[Cell, Cell]] = (("side effects", "said"), ("side effects", "not"))


def base(facts: Facts) -> tuple[dict[Cell, int], list[Sum]]:
    """The counts with which each page begins: where people stand, and how many of them answered."""
    stand = facts.headline
    if stand is None:
        return {WHOLE: facts.people}, []
    counts: dict[Cell, int] = {(name,): getattr(stand, name) for name in HEADLINE}
    everybody = stand.started + stand.remembered
    rest = everybody - facts.people
    counts |= {("everybody",): everybody, WHOLE: facts.people, ("unanswered",): rest}
    return counts, BASE_SUMS


BASE_SUMS: Final[list[Sum]] = [
    Partition(whole=("everybody",), parts=(WHOLE, ("unanswered",))),
    Partition(whole=("everybody",), parts=(("started",), ("remembered",))),
    Partition(whole=("started",), parts=(("still_on",), ("stopped",), ("silent",))),
]


def spoke(facts: Facts) -> dict[Cell, int]:
    """Of those who answered, how many spoke of side effects, and how many did not."""
    said = sum(facts.side_effects)
    return dict(zip(SPOKE, (said, facts.people - said), strict=True))


def few_stopped(facts: Facts) -> bool:
    """Say whether no time can be shown, because fewer than 11 people stopped by any."""
    return facts.spells is None or int((facts.spells.cause > 0).sum()) < FLOOR


class Tables:
    """The counts of one page, and which of them may stand beside each other.

    `ahead` holds, by the cells asked for, what was worked out for many pages together (`showing_many`).
    """

    def __init__(self, facts: Facts, ahead: Ahead | None = None) -> None:
        self.counts: dict[Cell, int] = {}
        self.sums: list[Sum] = []
        self.seen: frozenset[Cell] = frozenset()
        self._ahead = ahead or {}
        self.add(*base(facts))

    def add(self, counts: Mapping[Cell, int], sums: Sequence[Sum]) -> bool:
        """Add a table; say whether it may stand. One that would hide what stands already is left out."""
        both, all_sums = {**self.counts, **counts}, [*self.sums, *sums]
        seen = self._ahead.get(tuple(both))
        if seen is None:
            seen = visible(both, all_sums)
        if not self.seen <= seen:
            return False
        self.counts, self.sums, self.seen = both, all_sums, seen
        return True

    def about(self, *cell: str) -> int | None:
        """The rounded number of people of a cell; None where it may not be shown."""
        return shown(self.counts[cell]) if cell in self.seen else None

    def of_parts(self, name: str, counts: Mapping[str, int], *, whole: Cell) -> dict[str, int]:
        """Add the parts of a whole as a table; give the rounded ones that may be shown."""
        parts: dict[Cell, int] = {(name, level): people for level, people in counts.items() if people}
        if not parts or not self.add(parts, [Partition(whole=whole, parts=tuple(parts))]):
            return {}
        return {level: about for level in counts if (name, level) in parts and (about := self.about(name, level))}


def headline_of(tables: Tables) -> dict[str, int]:
    """The rounded counts of who stands where, by name."""
    found = {name: tables.about(name) for name in HEADLINE if (name,) in tables.counts}
    return {name: about for name, about in found.items() if about is not None}


def more_of(facts: Facts, tables: Tables, points: Sequence[Point]) -> dict[str, Any]:
    """All the rest of a page of members' figures, as JSON holds it; what may not be shown is absent."""
    reasons = {str(number): people for number, people in sorted(facts.reasons.items())}
    whole_of_reasons = sum(reasons.values()) == tables.counts.get(("stopped",), -1)
    made = {
        "reasons": tables.of_parts("reason", reasons, whole=("stopped",)) if whole_of_reasons else {},
        "waves": _waves(facts),
        "points": _points(points),
        "burden": _halves(facts.burden),
        "adherence": _halves(facts.adherence),
        "dear": _share(facts.dear, facts.priced),
        "again": _shares(facts.again),
        "splits": {name: rows for name in LEVELS if (rows := _split(facts, name, tables))},
    }
    return {name: what for name, what in made.items() if what}


def _waves(facts: Facts) -> dict[str, list[int]]:
    """Asked and answered by wave: both or none, and only where neither the silent nor the others are few."""
    return {
        name: [shown(asked), shown(said)]
        for name, (asked, said) in facts.waves.items()
        if said >= FLOOR and asked - said >= FLOOR
    }


def _points(points: Sequence[Point]) -> list[dict[str, Any]]:
    return [
        {
            "after": point.after,
            "still_on": point.still_on,
            "low": point.low,
            "high": point.high,
            "stopped": {str(NUMBER[why]): percent for why, percent in point.stopped.items()},
        }
        for point in points
    ]


def _halves(levels: Sequence[int]) -> list[int] | None:
    """The shares of {0, 1} and {2, 3}, in per cent, to 5 points; None unless both are of 11 people."""
    low, high = sum(levels[:2]), sum(levels[2:])
    if min(low, high) < FLOOR:
        return None
    share = _to_five(low, low + high)
    return [share, 100 - share]


def _share(people: int, whole: int) -> int | None:
    return _to_five(people, whole) if people >= FLOOR and whole - people >= FLOOR else None


def _shares(counts: Mapping[str, int]) -> dict[str, int]:
    some = {name: people for name, people in counts.items() if people}
    if not some or len(some) < 2 or min(some.values()) < FLOOR:
        return {}
    return {name: _to_five(people, sum(some.values())) for name, people in some.items()}


def _to_five(people: int, whole: int) -> int:
    return 5 * floor(20 * people / whole + 0.5)


def _split(facts: Facts, name: str, tables: Tables) -> list[list[Any]]:
    """The people of each sex, age or severity and how many of them it helped: [level, figure], as far as may be.

    What is shown of a level is its tier; a share needs that neither side of it is worked out from the other levels.
    """
    levels = known_levels(facts, name)
    if not levels:
        return []
    counts, sums = split_counts(facts, name, levels), split_sums(name, tuple(levels))
    if not tables.add(counts, sums):
        return []
    made = figures(levels)
    standing = [level for level in levels if level != NOT_KNOWN and (name, level) in tables.seen]
    return [[level, pack_figure(_as_far(made[level], (name, level), tables))] for level in standing]


def known_levels(facts: Facts, name: str) -> dict[str, Count]:
    """The levels in which there is anybody, in their order; none where nothing is known, or they are not everybody."""
    found = {level: count for level, count in facts.splits.get(name, {}).items() if count.people}
    if set(found) <= {NOT_KNOWN} or sum(count.people for count in found.values()) != facts.people:
        return {}
    order = LEVELS[name]
    return {level: found[level] for level in sorted(found, key=order.index)}


def split_counts(facts: Facts, name: str, levels: Mapping[str, Count]) -> dict[Cell, int]:
    """The counts of a table by sex, age or severity."""
    counts: dict[Cell, int] = {HELPED: facts.helped, NOT: facts.people - facts.helped}
    for level, count in levels.items():
        counts |= {(name, level): count.people, (name, level, "helped"): count.helped}
        counts[name, level, "not"] = count.people - count.helped
    return counts


def split_sums(name: str, levels: Sequence[str]) -> list[Sum]:
    """What adds up in a table by sex, age or severity: each level, and the levels together."""
    halves = [Partition(whole=(name, one), parts=((name, one, *HELPED), (name, one, *NOT))) for one in levels]
    columns = [
        Partition(whole=whole, parts=tuple((name, one, *rest) for one in levels))
        for whole, rest in ((WHOLE, ()), (HELPED, HELPED), (NOT, NOT))
    ]
    return [Partition(whole=WHOLE, parts=(HELPED, NOT)), *halves, *columns]


def _as_far(made: Figure, cell: Cell, tables: Tables) -> Figure:
    """A figure, or its number of people alone where a share would tell what the other levels hide."""
    if made.tier is Tier.COUNT or {(*cell, "helped"), (*cell, "not")} <= tables.seen:
        return made
    return Figure(tier=Tier.COUNT, people=made.people)


def pack_figure(figure: Figure) -> list[Any]:
    """A figure as JSON holds it."""
    share = figure.share
    ends = [share.percent, share.low, share.high, share.prior] if share else None
    return [figure.tier.value, figure.people, figure.bound, ends]


def unpack_figure(packed: Sequence[Any]) -> Figure:
    """The figure that `pack_figure` made these of."""
    tier, people, bound, ends = packed
    share = Share(percent=ends[0], low=ends[1], high=ends[2], prior=ends[3]) if ends else None
    return Figure(tier=Tier(tier), people=people, bound=bound, share=share)
