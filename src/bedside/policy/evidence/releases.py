"""What of members' figures may leave the site as a file: differential privacy, on a budget (`evidence.md` section 10).

A release is final: what is out cannot be called back. So it holds only what was named before anybody looked
(`releases.csv`: pairs of a condition of the vocabulary and a treatment, from general knowledge, none from the data), a
person gives at most 5 units to it, and every number carries noise. The noise is made elsewhere, by OpenDP; here stand
its scales, what becomes of noisy numbers, and how much a year may cost.

Privacy is that of the person, not of one answer: epsilon is for all that somebody gives to a release together. Scales
after Dwork and Roth (2014), section 3.3: a Laplace scale of (what one person can change) / (epsilon of that part).
"""

import csv
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib import resources
from math import ceil, log
from typing import Final, Generic, TypeVar

RULES: Final = "1"
"""The version of these rules and of the list of cells. A change of either is another version."""
MOST_UNITS: Final = 5
"""Units that one person gives to a release at most. Which of them is chance, drawn once for each release."""
FEWEST: Final = 100
"""The fewest people of a cell that is released, by the noisy count."""
CHANCE_OF_NOBODY: Final = 0.01
"""How likely a release may be to hold a cell that nobody is in."""
CENTRE, SPAN = 2, 2
"""Levels of effect run from 0 to 4; they are added up as -2 to 2."""
YEARLY: Final = Decimal(4)
"""Epsilon that all releases of a calendar year (UTC) may cost together."""
STEP: Final = Decimal("0.1")
"""Epsilon is given in tenths."""

P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A cell that a release names in advance."""

    condition: str
    treatment: str


@cache
def named_cells() -> tuple[Named, ...]:
    """Return all cells of a release, in the order of the file."""
    text = resources.files("bedside.policy.evidence").joinpath("releases.csv").read_text(encoding="utf-8")
    return tuple(Named(row["condition"], row["treatment"]) for row in csv.DictReader(text.splitlines()))


def digest_of_cells(cells: Sequence[Named]) -> str:
    """Return the SHA-256 by which one can check which cells were named."""
    return sha256("\n".join(f"{cell.condition}\t{cell.treatment}" for cell in cells).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Scales:
    """The scales of the Laplace noise on each count of people and on each centred sum of levels."""

    count: float
    total: float


def scales_of_a_unit(epsilon: float) -> Scales:
    """Return the scales where a person changes one cell only: half of epsilon for the count, half for the sum.

    A unit changes its count by 1 and its centred sum by 2: 2/epsilon and 4/epsilon.
    """
    return Scales(count=2 / epsilon, total=2 * SPAN / epsilon)


def scales(epsilon: Decimal) -> Scales:
    """Return the scales of a release that costs a person `epsilon` in all, who may change 5 cells."""
    return scales_of_a_unit(float(epsilon) / MOST_UNITS)


def threshold(epsilon: Decimal, *, cells: int) -> int:
    """Return the noisy count from which on a cell is released: 100, or more where noise alone could reach 100.

    Of `cells` in which nobody is, the chance that noise lifts any over it is at most 1 in 100.
    """
    return max(FEWEST, ceil(scales(epsilon).count * log(max(cells, 1) / (2 * CHANCE_OF_NOBODY))))


@dataclass(frozen=True, slots=True)
class Unit(Generic[P]):
    """That one person said how strong the effect of a treatment for a condition was, from 0 to 4."""

    person: P
    cell: Named
    effect: int


def bounded(units: Iterable[Unit[P]], *, key: bytes) -> list[Unit[P]]:
    """Return at most 5 units of each person, chosen by chance; the same key chooses the same.

    What one person gives depends on nobody else, so that adding or leaving out a person changes her own units only.
    """
    of: dict[P, dict[Named, Unit[P]]] = {}
    for unit in units:
        of.setdefault(unit.person, {})[unit.cell] = unit
    return [unit for own in of.values() for unit in sorted(own.values(), key=lambda u: _lot(u, key))[:MOST_UNITS]]


def _lot(unit: Unit[P], key: bytes) -> bytes:
    return sha256(b"\0".join((key, repr(unit.person).encode(), repr(unit.cell).encode()))).digest()


@dataclass(frozen=True, slots=True)
class Sums:
    """What is counted of the named cells, in their order: exact, and for the noise alone."""

    people: tuple[int, ...]
    totals: tuple[int, ...]


def sums(units: Iterable[Unit[P]], cells: Sequence[Named]) -> Sums:
    """Add up bounded units. Raises ValueError for a level outside 0 to 4; a cell that is not named is left out."""
    place = {cell: number for number, cell in enumerate(cells)}
    people, totals = [0] * len(cells), [0] * len(cells)
    for unit in units:
        if not 0 <= unit.effect <= 2 * CENTRE:
            raise ValueError("A level of effect lies between 0 and 4.")
        if unit.cell in place:
            people[place[unit.cell]] += 1
            totals[place[unit.cell]] += unit.effect - CENTRE
    return Sums(tuple(people), tuple(totals))


@dataclass(frozen=True, slots=True)
class Released:
    """One line of a release. All of it is made of noisy numbers, and the last two of the scales and the noisy count."""

    cell: Named
    people: int
    effect: float
    """The mean level of effect, 0 (none) to 4 (very strong)."""
    people_sd: float
    effect_sd: float


def released(
    cells: Sequence[Named], people: Sequence[int], totals: Sequence[float], *, epsilon: Decimal
) -> tuple[Released, ...]:
    """Return the lines of a release from noisy counts and noisy sums; cells under the threshold are left out.

    Raises ValueError where the three do not belong together.
    """
    least = threshold(epsilon, cells=len(cells))
    rows = zip(cells, people, totals, strict=True)
    return tuple(_line(cell, n, total, scales(epsilon)) for cell, n, total in rows if n >= least)


def _line(cell: Named, people: int, total: float, noise: Scales) -> Released:
    mean = min(max(total / people, -SPAN), SPAN) + CENTRE
    spread = 2**0.5
    effect_sd = spread * noise.total / people
    return Released(cell, people, round(mean, 2), round(spread * noise.count, 1), round(effect_sd, 3))


def is_epsilon(epsilon: Decimal) -> bool:
    """Say whether a release may cost so much at all: a tenth or more, in tenths, and no more than a whole year."""
    return epsilon.is_finite() and STEP <= epsilon <= YEARLY and epsilon % STEP == 0


def left(spent: Iterable[Decimal]) -> Decimal:
    """Return what is left of a year in which so much was spent."""
    return YEARLY - sum(spent, Decimal(0))


def may_spend(epsilon: Decimal, *, spent: Iterable[Decimal]) -> bool:
    """Say whether a release fits into what is left of its year."""
    return is_epsilon(epsilon) and epsilon <= left(spent)
