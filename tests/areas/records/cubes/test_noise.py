"""The noise of a release is OpenDP's, and costs what OpenDP says it costs."""

import ast
from decimal import Decimal
from pathlib import Path

import opendp.prelude as dp
import pytest

from bedside.areas.records.cubes import noise, releasing
from bedside.areas.records.cubes.noise import CostsMore, count_mechanism, noisy, total_mechanism
from bedside.policy.evidence import releases as rules
from bedside.policy.evidence.releases import Scales, Sums


def test_the_two_maps_of_the_spec() -> None:
    dp.enable_features("contrib")
    count = dp.m.make_laplace(dp.atom_domain(T=int), dp.absolute_distance(T=int), scale=2.0)
    total = dp.m.make_laplace(dp.atom_domain(T=float, nan=False), dp.absolute_distance(T=float), scale=4.0)
    assert (count.map(1), total.map(2.0)) == (0.5, 0.5)


def test_ours_cost_the_same_for_one_unit_and_five_times_that_for_a_person() -> None:
    assert (count_mechanism(2.0).map(1), total_mechanism(4.0).map(2.0)) == (0.5, 0.5)
    assert (count_mechanism(2.0).map(5), total_mechanism(4.0).map(10.0)) == (2.5, 2.5)


@pytest.mark.parametrize("epsilon", ["0.1", "0.3", "1", "2.7", "4"])
def test_a_release_costs_its_epsilon(epsilon: str) -> None:
    scales = rules.scales(Decimal(epsilon))
    cost = count_mechanism(scales.count).map(rules.MOST_UNITS) + total_mechanism(scales.total).map(10.0)
    assert cost == pytest.approx(float(epsilon), abs=1e-9)


def test_a_release_that_would_cost_more_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noise, "scales", lambda _epsilon: Scales(count=2, total=4))
    with pytest.raises(CostsMore):
        noisy(Sums((5,), (5,)), epsilon=Decimal(1))


def test_the_noise_is_as_wide_as_it_says() -> None:
    """20,000 draws: the mean distance of Laplace noise from nought is its scale. Off by 8 % is 11 standard errors."""
    people, totals = noisy(Sums((0,) * 20_000, (0,) * 20_000), epsilon=Decimal(1))
    assert 9.2 < sum(map(abs, people)) / 20_000 < 10.8
    assert 18.4 < sum(map(abs, totals)) / 20_000 < 21.6
    assert all(isinstance(one, int) for one in people)


def test_neither_random_nor_numpy_is_near_it() -> None:
    for module in (noise, releasing, rules):
        tree = ast.parse(Path(str(module.__file__)).read_text())
        named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        named |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {"random", "numpy"} & {name.partition(".")[0] for name in named}
