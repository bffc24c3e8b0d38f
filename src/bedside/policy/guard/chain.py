"""The sums over all ways to label a row of words (forward and backward), for five labels.

Written out label by label: this runs for every word of every draft, and a loop over five numbers costs more than the
sums themselves. All is told beside the last label: a factor says how much more strongly something speaks for each of
the other four. Strengths are multiplied, weights (their logarithms) are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp
from typing import NamedTuple

Factor = tuple[float, float, float, float]
Row = tuple[float, float, float, float, float]
EVEN: Factor = (1.0, 1.0, 1.0, 1.0)


class Moves(NamedTuple):
    """How strongly each label but the last makes each of the five the next one; the last makes all equally likely.

    A label can count more with the move to it and less with the move from it, which changes no chance but at the ends
    of the row: so all moves from the last label are made 1, and `first` and `last` set the ends right.
    """

    rows: tuple[Row, Row, Row, Row]
    first: Factor
    last: Factor


def moves(weights: Sequence[Sequence[float]]) -> Moves:
    """Give moves from their weights: a row for each label, in it the weight of each label behind it."""
    last = weights[-1]
    a, b, c, d = [_row(row, last, at) for at, row in enumerate(weights[:-1])]
    return Moves((a, b, c, d), factor([[-weight for weight in last]]), factor([last]))


def _row(weights: Sequence[float], last: Sequence[float], at: int) -> Row:
    a, b, c, d, e = [exp(to + last[at] - other - last[-1]) for to, other in zip(weights, last, strict=True)]
    return a, b, c, d, e


def factor(weights: Iterable[Sequence[float]]) -> Factor:
    """Give what some features say together, each with its weights of the five labels."""
    a = b = c = d = e = 0.0
    for v, w, x, y, z in weights:
        a, b, c, d, e = a + v, b + w, c + x, d + y, e + z
    return exp(a - e), exp(b - e), exp(c - e), exp(d - e)


def times(one: Factor, other: Factor) -> Factor:
    """Give what two factors say together."""
    if other is EVEN:
        return one
    a, b, c, d = one
    v, w, x, y = other
    return a * v, b * w, c * x, d * y


def together(own: Factor, before: Factor, two_before: Factor, after: Factor, two_after: Factor) -> Factor:
    """Give what a word and its four neighbours say together of its label."""
    a, b, c, d = own
    f, g, h, i = before
    k, l, m, n = two_before  # noqa: E741 - letters in a row
    p, q, r, s = after
    v, w, x, y = two_after
    return a * f * k * p * v, b * g * l * q * w, c * h * m * r * x, d * i * n * s * y


def marginals(factors: Sequence[Factor], moves: Moves) -> list[Factor]:
    """Give the chance of each label but the last for each word."""
    found: list[Factor] = []
    (aa, ab, ac, ad, ae), (ba, bb, bc, bd, be), (ca, cb, cc, cd, ce), (da, db, dc, dd, de) = moves.rows
    a, b, c, d = moves.last
    for (f, g, h, i), (v, w, x, y) in zip(reversed(factors), reversed(_forward(factors, moves)), strict=True):
        k, l, m, n = v * a, w * b, x * c, y * d  # noqa: E741
        whole = 1 / (k + l + m + n + 1)
        found.append((k * whole, l * whole, m * whole, n * whole))
        p, q, r, s = f * a, g * b, h * c, i * d
        whole = 1 / (p + q + r + s + 1)
        a = (aa * p + ab * q + ac * r + ad * s + ae) * whole
        b = (ba * p + bb * q + bc * r + bd * s + be) * whole
        c = (ca * p + cb * q + cc * r + cd * s + ce) * whole
        d = (da * p + db * q + dc * r + dd * s + de) * whole
    found.reverse()
    return found


def _forward(factors: Sequence[Factor], moves: Moves) -> list[Factor]:
    """Give for each word what it and all before it say of its label."""
    found: list[Factor] = []
    (aa, ab, ac, ad, ae), (ba, bb, bc, bd, be), (ca, cb, cc, cd, ce), (da, db, dc, dd, de) = moves.rows
    p, q, r, s = moves.first  # what the words before say of this label
    for f, g, h, i in factors:
        a, b, c, d = f * p, g * q, h * r, i * s
        found.append((a, b, c, d))
        whole = 1 / (a * ae + b * be + c * ce + d * de + 1)
        p = (a * aa + b * ba + c * ca + d * da + 1) * whole
        q = (a * ab + b * bb + c * cb + d * db + 1) * whole
        r = (a * ac + b * bc + c * cc + d * dc + 1) * whole
        s = (a * ad + b * bd + c * cd + d * dd + 1) * whole
    return found
