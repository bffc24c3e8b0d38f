"""The rule of `disclosure.visible` for many tables at once gives what the rule gives for each."""

from functools import partial

import numpy as np
import pytest

from bedside.policy.disclosure import Partition, visible
from bedside.policy.disclosure_many import Sum, visible_many

SHAPES: dict[str, list[Sum]] = {
    "one sum": [Sum(0, (1, 2, 3, 4))],
    "a page": [Sum(5, (6, 7)), Sum(5, (0, 4)), Sum(0, (1, 2, 3)), Sum(2, (8, 9, 10, 11, 12)), Sum(6, (13, 14))],
    "rows and columns": [
        Sum(0, (1, 2)),
        Sum(3, (4, 5)),
        Sum(6, (7, 8)),
        Sum(6, (0, 3)),
        Sum(7, (1, 4)),
        Sum(8, (2, 5)),
    ],
}


def drawn(name: str, rng: np.random.Generator, pages: int) -> np.ndarray:
    """Random pages of a shape, many of whose cells are small, empty or equal."""
    few = partial(rng.choice, [0, 1, 3, 5, 9, 10, 11, 11, 12, 13, 14, 16, 20, 40])
    counts = np.zeros((pages, 15), np.int64)
    if name == "one sum":
        counts[:, 1:5] = few((pages, 4))
        counts[:, 0] = counts[:, 1:5].sum(axis=1)
        return counts[:, :5]
    if name == "a page":
        counts[:, 8:13], counts[:, 13:15] = few((pages, 5)), few((pages, 2))
        counts[:, [1, 3, 4]] = few((pages, 3))
        counts[:, 2], counts[:, 6] = counts[:, 8:13].sum(axis=1), counts[:, 13:15].sum(axis=1)
        counts[:, 0] = counts[:, 1:4].sum(axis=1)
        rest = counts[:, 6] - counts[:, 0] - counts[:, 4]
        counts[:, 4] += np.maximum(rest, 0)
        counts[:, 5] = counts[:, 0] + counts[:, 4]
        counts[:, 7] = counts[:, 5] - counts[:, 6]
        return counts
    counts[:, [1, 2, 4, 5]] = few((pages, 4))
    for one in (Sum(0, (1, 2)), Sum(3, (4, 5)), Sum(7, (1, 4)), Sum(8, (2, 5)), Sum(6, (0, 3))):
        counts[:, one.whole] = counts[:, list(one.parts)].sum(axis=1)
    return counts[:, :9]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("seed", [1, 2])
def test_many_tables_are_decided_as_each_would_be(name: str, seed: int) -> None:
    counts = drawn(name, np.random.default_rng(seed), 300)
    plain = [Partition(whole=one.whole, parts=one.parts) for one in SHAPES[name]]
    expected = [visible(dict(enumerate(row)), plain) for row in counts.tolist()]
    found = visible_many(counts, SHAPES[name])
    assert [frozenset(np.flatnonzero(row).tolist()) for row in found] == expected
    hidden_for_others = ~found & (counts >= 11)
    assert hidden_for_others.any()  # else nothing hard was asked


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        visible_many(np.array([[30, 15, 15], [30, 15, 14]]), [Sum(0, (1, 2))])
