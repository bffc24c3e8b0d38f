"""What may be shown of a count of people: small cells, rounding, tiers, complementary suppression, re-publishing.

After the cell size policy of CMS and ResDAC (26 January 2024): no count of 1 to 10, and nothing from which one can be
derived. The rules are those of `evidence.md` section 6. Everything that prints a count goes through this file.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from typing import Generic, TypeVar

FLOOR = 11
"""The fewest people of whom anything is said."""
SHARE_FLOOR = 23
"""The fewest people of whom a share is said: below it, one side of the share could only be a small cell."""
FINE_FROM = 100
"""From so many people on, shares are given to 1 point instead of 5."""
FEWEST_CHANGES = 5
LONGEST_DELAY_DAYS = 30
NARROWEST = 5
"""A hidden count must stay uncertain by at least so many people."""
_EPSILON = 1e-9
_NO_LIMIT = 10**12

K = TypeVar("K", bound=Hashable)


def shown(people: int) -> int:
    """The rounded count that stands for `people` (at least 11): to the nearest 5, and never below 15.

    Raises ValueError below 11, where nothing may be shown.
    """
    if people < FLOOR:
        raise ValueError("Fewer than 11 people have no count that may be shown.")
    return max(15, 5 * floor(people / 5 + 0.5))


def lowest_behind(shown_people: int) -> int:
    """L(s): the smallest true count that is shown as `shown_people`."""
    return FLOOR if shown_people == 15 else shown_people - 2


def highest_behind(shown_people: int) -> int:
    """The largest true count that is shown as `shown_people`."""
    return shown_people + 2


class Tier(StrEnum):
    """How much may be said about the share of k in n people."""

    NONE = "none"
    COUNT = "count"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    SHARE = "share"


def tier(*, people: int, helped: int) -> Tier:
    """The tier of `helped` in `people`. Raises ValueError unless 0 <= helped <= people."""
    if not 0 <= helped <= people:
        raise ValueError("Helped must lie between 0 and the number of people.")
    if people < FLOOR:
        return Tier.NONE
    if people < SHARE_FLOOR:
        return Tier.COUNT
    if helped < FLOOR:
        return Tier.AT_MOST
    if people - helped < FLOOR:
        return Tier.AT_LEAST
    return Tier.SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A shrunken share with its 95 % interval and the mean it was pulled towards; all from 0 to 1, not yet rounded."""

    share: float
    low: float
    high: float
    prior: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share that may be shown, in whole per cent. The ends of the interval are rounded outwards."""

    percent: int
    low: int
    high: int
    prior: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What may be shown of one cell. All cells of tier `none` are equal, whatever is behind them."""

    tier: Tier
    people: int | None = None
    """The rounded count."""
    share: Share | None = None
    """Only in tier `share`."""
    bound: int | None = None
    """Whole per cent, only in the tiers `at_most` and `at_least`."""

    @property
    def message(self) -> str:
        """One plain sentence or two, in per cent."""
        return _message(self)

    @property
    def in_people(self) -> str:
        """The same for pages, in people out of 100."""
        return _in_people(self)

    def to_json(self) -> dict[str, object]:
        """The fields `tier`, `people`, `helped` and `message` of `evidence.md` section 11, shares from 0 to 1."""
        return {"tier": self.tier.value, "people": self.people, "helped": _helped(self), "message": self.message}


TOO_FEW = Figure(tier=Tier.NONE)
"""For fewer than 11 people, nobody, an unknown treatment, and a cell hidden for the sake of its neighbour."""


def figure(*, people: int, helped: int, estimate: Estimate | None) -> Figure:
    """What may be shown of `helped` in `people`; `estimate` is used only in tier `share`, and must be there for it."""
    which = tier(people=people, helped=helped)
    if which is Tier.NONE:
        return TOO_FEW
    about = shown(people)
    if which is Tier.SHARE:
        if estimate is None:
            raise ValueError("A share needs an estimate.")
        return Figure(tier=which, people=about, share=rounded(estimate, people=people))
    return Figure(tier=which, people=about, bound=_bound(which, about))


def rounded(estimate: Estimate, *, people: int) -> Share:
    """Round to 5 points, or to 1 point from 100 people; the ends outwards. The mean of the purpose always to 5."""
    step = 1 if people >= FINE_FROM else 5
    return Share(
        percent=_nearest(estimate.share, step=step),
        low=max(0, step * floor(estimate.low * 100 / step + _EPSILON)),
        high=min(100, step * ceil(estimate.high * 100 / step - _EPSILON)),
        prior=_nearest(estimate.prior, step=5),
    )


def _nearest(share: float, *, step: int) -> int:
    return step * floor(share * 100 / step + 0.5 + _EPSILON)


def _bound(which: Tier, about: int) -> int | None:
    """The bound is worked out from the rounded count: from the exact one it would give the exact one away."""
    small = FLOOR - 1
    if which is Tier.AT_MOST:
        return 5 * ceil(20 * small / lowest_behind(about))
    if which is Tier.AT_LEAST:
        return 5 * floor(20 * (lowest_behind(about) - small) / lowest_behind(about))
    return None


def _message(figure: Figure) -> str:
    about = f"About {figure.people} people"
    match figure.tier:
        case Tier.NONE:
            return "Too few to say."
        case Tier.COUNT:
            return f"{about}. Too few to say how many it helped."
        case Tier.AT_MOST:
            return f"{about}; at most {figure.bound} % say it helped."
        case Tier.AT_LEAST:
            return f"{about}; at least {figure.bound} % say it helped."
    share = _share_of(figure)
    return f"{about}; {share.percent} % say it helped ({share.low} to {share.high} %)."


def _in_people(figure: Figure) -> str:
    about = f"About {figure.people} people told us."
    match figure.tier:
        case Tier.NONE:
            return "Too few to say."
        case Tier.COUNT:
            return f"{about} That is too few to say how many it helped."
        case Tier.AT_MOST:
            return f"{about} At most {figure.bound} of 100 people say it helped."
        case Tier.AT_LEAST:
            return f"{about} At least {figure.bound} of 100 people say it helped."
    share = _share_of(figure)
    range_ = f"The true number may lie between {share.low} and {share.high}."
    return f"{about} {share.percent} of 100 people say it helped. {range_}"


def _share_of(figure: Figure) -> Share:
    if figure.share is None:
        raise ValueError("A figure of tier share must hold a share.")
    return figure.share


def _helped(figure: Figure) -> dict[str, object] | None:
    if figure.share is not None:
        ends = [figure.share.low / 100, figure.share.high / 100]
        return {
            "share": figure.share.percent / 100,
            "interval": ends,
            "shrunken": True,
            "prior": figure.share.prior / 100,
        }
    if figure.bound is not None:
        return {figure.tier.value: figure.bound / 100}
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition(Generic[K]):
    """A published whole and the parts that add up to it. People whose part is not known are a part of their own."""

    whole: K
    parts: tuple[K, ...]


def visible(counts: Mapping[K, int], partitions: Sequence[Partition[K]]) -> frozenset[K]:
    """The cells of `counts` that may be shown, so that no hidden one can be worked out from the shown, rounded ones.

    Complementary suppression: where one part of a whole is hidden, or the hidden parts hold fewer than 11 people, the
    next smallest part is hidden too; over all partitions (rows and columns) until nothing changes. Then the reader is
    played: as long as a hidden cell can be narrowed down to small numbers, one more beside it is hidden. Raises
    ValueError when the parts of a partition do not add up to its whole.
    """
    for partition in partitions:
        if sum(counts[part] for part in partition.parts) != counts[partition.whole]:
            raise ValueError(f"The parts of {partition.whole!r} do not add up to it.")
    hidden = {cell for cell, people in counts.items() if people < FLOOR}
    while _hide_neighbours(counts, partitions, hidden) or _hide_beside_exposed(counts, partitions, hidden):
        pass
    return frozenset(counts) - hidden


def _hide_neighbours(counts: Mapping[K, int], partitions: Sequence[Partition[K]], hidden: set[K]) -> bool:
    """Hide the smallest shown part of each partition whose hidden ones can be worked out. Say whether any was."""
    before = len(hidden)
    for partition in partitions:
        parts = [part for part in partition.parts if counts[part] > 0]
        open_parts = [part for part in parts if part not in hidden]
        closed = [counts[part] for part in parts if part in hidden]
        if open_parts and _gives_away(closed, whole_is_hidden=partition.whole in hidden):
            hidden.add(min(open_parts, key=counts.__getitem__))
    return len(hidden) > before


def _gives_away(closed: Sequence[int], *, whole_is_hidden: bool) -> bool:
    if whole_is_hidden:
        return not closed  # the shown parts would add up to it
    return bool(closed) and (len(closed) == 1 or sum(closed) < FLOOR)


def _hide_beside_exposed(counts: Mapping[K, int], partitions: Sequence[Partition[K]], hidden: set[K]) -> bool:
    """Hide one cell beside the first exposed one: the smallest shown part, else a whole. Say whether one was hidden."""
    ranges = _ranges(counts, partitions, hidden)
    for cell in (c for c in counts if c in hidden and counts[c] > 0 and _is_exposed(*ranges[c])):
        beside = [p for p in partitions if cell in (p.whole, *p.parts)]
        parts = [part for p in beside for part in p.parts if part not in hidden]
        wholes = [p.whole for p in beside if p.whole not in hidden]
        if parts or wholes:
            hidden.add(min(parts or wholes, key=counts.__getitem__))
            return True
    return False


def _is_exposed(low: int, high: int) -> bool:
    return (low > 0 and high < FLOOR) or high - low < NARROWEST


def _ranges(counts: Mapping[K, int], partitions: Sequence[Partition[K]], hidden: set[K]) -> dict[K, tuple[int, int]]:
    """The lowest and highest count that a reader can conclude for each cell, knowing also which cells are empty."""
    ranges = {cell: _range_of(people, is_hidden=cell in hidden) for cell, people in counts.items()}
    while sum(_narrow(ranges, partition) for partition in partitions):  # each of them, each time
        pass
    return ranges


def _range_of(people: int, *, is_hidden: bool) -> tuple[int, int]:
    if people == 0:
        return 0, 0
    if is_hidden:
        return 0, _NO_LIMIT
    about = shown(people)
    return lowest_behind(about), highest_behind(about)


def _narrow(ranges: dict[K, tuple[int, int]], partition: Partition[K]) -> bool:
    """The whole lies between the sums of its parts, and each part between the whole and the sums of the others.

    Say whether anything was narrowed. Plain loops, because a build asks this some hundred thousand times.
    """
    low = high = 0
    for part in partition.parts:
        least, most = ranges[part]
        low += least
        high += most
    before = ranges[partition.whole]
    floor, ceiling = whole = max(low, before[0]), min(high, before[1])
    ranges[partition.whole] = whole
    narrowed = whole != before
    for part in partition.parts:
        least, most = ranges[part]
        rest_low, rest_high = floor - high + most, ceiling - low + least
        if rest_low > least or rest_high < most:
            ranges[part] = max(least, rest_low), min(most, rest_high)
            narrowed = True
    return narrowed


class Step(StrEnum):
    """What a build does with one cell."""

    KEEP = "keep"
    """Yesterday's bytes stay, be they a figure or "too few to say"."""
    PUBLISH = "publish"
    HIDE = "hide"


def step(*, people: int, changed: int | None, oldest_withdrawal_days: int = 0, may_show: bool = True) -> Step:
    """Say what happens to a cell tonight, so that two builds do not give one person away.

    `changed`: how many of its people joined, left or changed an answer since the cell was last published or hidden;
    None if there was no build before. `oldest_withdrawal_days`: age of the oldest withdrawal that has not reached the
    published figures. `may_show`: whether `visible` lets it stand. Hiding wins over everything.
    """
    if people < FLOOR or not may_show:
        return Step.HIDE
    if changed is None or changed >= FEWEST_CHANGES:
        return Step.PUBLISH
    if oldest_withdrawal_days >= LONGEST_DELAY_DAYS:
        return Step.PUBLISH
    return Step.KEEP
