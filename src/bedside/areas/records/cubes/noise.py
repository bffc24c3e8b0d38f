"""The noise of a release, by OpenDP and nothing else: neither `random` nor `numpy` make noise that protects anybody.

OpenDP itself says what a mechanism costs (`map`), for the most that one person can change. That is asked before the
numbers are given to it, and a release that would cost more than it says is not made.
"""

from decimal import Decimal
from typing import Any, Final

from bedside.policy.evidence.releases import MOST_UNITS, SPAN, Sums, scales

ROUNDING: Final = 1e-9  # a scale is a quotient of floating-point numbers


class CostsMore(Exception):
    """A mechanism would tell more about a person than its release says."""


def noisy(exact: Sums, *, epsilon: Decimal) -> tuple[list[int], list[float]]:
    """Return the counts of people and the centred sums with noise, for `epsilon` of a person in all.

    Each call is another draw, and costs `epsilon` again. Raises CostsMore, before it has looked at a number.
    """
    scale = scales(epsilon)
    people, totals = count_mechanism(scale.count), total_mechanism(scale.total)
    cost = people.map(MOST_UNITS) + totals.map(float(SPAN * MOST_UNITS))
    if cost > float(epsilon) + ROUNDING:
        raise CostsMore(f"{cost} in place of {epsilon}")
    return list(people(list(exact.people))), list(totals([float(total) for total in exact.totals]))


def count_mechanism(scale: float) -> Any:
    """Return Laplace noise of this scale on whole numbers; the distance of two lists is the sum of the differences."""
    dp = _opendp()
    return dp.m.make_laplace(dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int), scale=scale)


def total_mechanism(scale: float) -> Any:
    """Return the same on sums, as floating-point numbers."""
    dp = _opendp()
    domain = dp.vector_domain(dp.atom_domain(T=float, nan=False))
    return dp.m.make_laplace(domain, dp.l1_distance(T=float), scale=scale)


def _opendp() -> Any:
    import opendp.prelude as dp  # here, because only a release needs it

    dp.enable_features("contrib")  # make_laplace is not yet through OpenDP's own vetting, and says so
    return dp
