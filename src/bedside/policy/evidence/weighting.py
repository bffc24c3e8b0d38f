"""What the figure would be if those who answered were like everybody with the condition (`evidence.md` section 7).

Weights by raking to the margins of a registry that the operator brings (Deming & Stephan, Ann Math Stat
1940;11:427-444). They mend who answered as far as age, sex and severity tell, and nothing else. The weighted figure
stands beside the plain one and never in its place.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedside.policy.disclosure import FLOOR, SHARE_FLOOR, Estimate, Figure, Share, Tier, rounded
from bedside.policy.evidence.shrinkage import Prior, shrink

Floats = NDArray[np.float64]

COLUMNS = ("condition", "variable", "level", "share", "source", "year")
VARIABLES = ("age", "sex", "severity")
IN_ORDER = ("age", "severity")
"""Variables whose neighbouring levels can be merged."""
MOST_ROUNDS = 50
TOLERANCE = 1e-6
SPREAD = 5.0
"""No weight is more than 5 times the mean, or less than a fifth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How everybody with a condition spreads over the levels of one variable: shares that add up to 1, in order."""

    variable: str
    shares: dict[str, float]
    source: str
    year: int


class BadMargins(ValueError):
    """The operator's file cannot be used. The message says where and why."""


class CannotBeWeighted(ValueError):
    """Those who answered are too few, or too unlike everybody else. The message says which."""


def read_margins(lines: Iterable[str]) -> dict[str, list[Margin]]:
    """The margins of each condition from `margins.csv`. Raises BadMargins.

    Columns: condition, variable (age, sex or severity), level, share (0 to 1), source, year. The levels of a variable
    stand in their order, and their shares add up to 1 within 0.001.
    """
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadMargins(f"The first line must be {','.join(COLUMNS)}.")
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in reader:
        _check_row(row, reader.line_num)
        rows[row["condition"], row["variable"]].append(row)
    margins: dict[str, list[Margin]] = defaultdict(list)
    for (condition, variable), same in rows.items():
        margins[condition].append(_margin(condition, variable, same))
    return dict(margins)


def _check_row(row: Mapping[str, str], line: int) -> None:
    if row["variable"] not in VARIABLES:
        raise BadMargins(f"Line {line}: the variable must be one of {', '.join(VARIABLES)}.")
    if not (_is_share(row["share"]) and (row["year"] or "").isdigit() and row["source"] and row["level"]):
        raise BadMargins(f"Line {line}: a level, a share from 0 to 1, a source and a year are needed.")


def _is_share(text: str | None) -> bool:
    try:
        return 0 <= float(text or "") <= 1
    except ValueError:
        return False


def _margin(condition: str, variable: str, rows: Sequence[Mapping[str, str]]) -> Margin:
    shares = {row["level"]: float(row["share"]) for row in rows}
    if len(shares) < len(rows):
        raise BadMargins(f"{condition}, {variable}: a level stands twice.")
    if abs(sum(shares.values()) - 1) > 0.001:
        raise BadMargins(f"{condition}, {variable}: the shares must add up to 1.")
    return Margin(variable=variable, shares=shares, source=rows[0]["source"], year=int(rows[0]["year"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One weight for each person, with mean 1, and how many people they are worth."""

    values: Floats

    @property
    def effective(self) -> float:
        """Kish's effective number of people: (sum w)^2 / sum w^2."""
        return float(self.values.sum() ** 2 / (self.values**2).sum())


def rake(people: Mapping[str, Sequence[str]], margins: Sequence[Margin]) -> Weights:
    """Weights by which `people` spread over the levels as `margins` say.

    `people` gives for each variable the level of each person; a level that the margin does not know leaves the person's
    weight as it is. Levels of fewer than 11 people are merged with a neighbour, for else the weighted figure beside the
    plain one would tell what those few said. Raises CannotBeWeighted when there is nothing to weight by, when a level
    of a variable without order is too small, and when the weights do not settle.
    """
    groups = [_groups(people[m.variable], m) for m in margins if m.variable in people]
    if not groups:
        raise CannotBeWeighted("Nothing is known of who has this condition.")
    values = np.ones(len(groups[0][0]))
    for _ in range(MOST_ROUNDS):
        for group, targets in groups:
            values = _adjusted(values, group, targets)
        if all(np.max(np.abs(_spread(values, group, targets) - targets)) < TOLERANCE for group, targets in groups):
            return Weights(values=_trimmed(values))
    raise CannotBeWeighted("The margins of the registry contradict each other for those who answered.")


def _groups(levels: Sequence[str], margin: Margin) -> tuple[NDArray[np.int64], Floats]:
    """For each person the number of the group (-1: level unknown), and the share that each group should have."""
    counts = [sum(level == name for level in levels) for name in margin.shares]
    merged = _merged(counts, may_merge=margin.variable in IN_ORDER)
    names = list(margin.shares)
    number = {names[i]: group for group, places in enumerate(merged) for i in places}
    targets = np.array([sum(margin.shares[names[i]] for i in places) for places in merged])
    if len(merged) < 2 or not np.all(targets > 0):
        raise CannotBeWeighted(f"Too few people answered in all but one group of {margin.variable}.")
    return np.array([number.get(level, -1) for level in levels], np.int64), targets / targets.sum()


def _merged(counts: Sequence[int], *, may_merge: bool) -> list[list[int]]:
    """Groups of neighbouring places that hold 11 people or more each, the last one swallowing what is left over."""
    if not may_merge:
        return [[place] for place in range(len(counts))] if min(counts) >= FLOOR else []
    groups: list[list[int]] = [[]]
    for place in range(len(counts)):
        groups[-1].append(place)
        if sum(counts[i] for i in groups[-1]) >= FLOOR:
            groups.append([])
    left = groups.pop()
    if groups:
        groups[-1].extend(left)
    return groups


def _adjusted(values: Floats, group: NDArray[np.int64], targets: Floats) -> Floats:
    factors = targets / _spread(values, group, targets)
    return np.where(group >= 0, values * factors[np.maximum(group, 0)], values)


def _spread(values: Floats, group: NDArray[np.int64], targets: Floats) -> Floats:
    """The share of each group in the weights of all whose level is known."""
    known = group >= 0
    sums = np.bincount(group[known], weights=values[known], minlength=len(targets))
    return np.asarray(sums / sums.sum(), np.float64)


def _trimmed(values: Floats) -> Floats:
    trimmed = np.clip(values, values.mean() / SPREAD, values.mean() * SPREAD)
    return np.asarray(trimmed / trimmed.mean(), np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedShare:
    """What is printed beside the plain figure: a share in whole per cent, and how many people the weights are worth."""

    share: Share
    effective: int


def weighted_share(plain: Figure, weights: Weights, helped: Sequence[bool], *, prior: Prior) -> WeightedShare | None:
    """The weighted figure, shrunken like the plain one with the people it is worth; None where it may not be shown.

    It needs a plain figure of tier `share`, and weights worth 23 people. It is given to 5 points, whatever the number.
    """
    if plain.tier is not Tier.SHARE or weights.effective < SHARE_FLOOR:
        return None
    worth = weights.effective
    share = float(np.average(np.asarray(helped, float), weights=weights.values))
    found = shrink([worth], [min(share, 1.0) * worth], prior=prior)
    estimate = Estimate(
        share=float(found.share[0]), low=float(found.low[0]), high=float(found.high[0]), prior=prior.mean
    )
    return WeightedShare(share=rounded(estimate, people=FLOOR), effective=5 * int(worth // 5))
