"""Fixture T4: do treatments that help in one condition help in the other? (TREATME, PNAS 2025: R-squared 0.68.)"""

import numpy as np
import pytest

from bedside.policy.evidence.agreement import Agreement, agreement, reliability

TREATMENTS = 150


def effects(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Effects in two conditions with a squared correlation of exactly 0.68."""
    raw = rng.standard_normal((TREATMENTS, 2))
    raw -= raw.mean(axis=0)
    white = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T))).T
    return white[:, 0], np.sqrt(0.68) * white[:, 0] + np.sqrt(0.32) * white[:, 1]


def observed(seed: int, people: int) -> Agreement:
    """What is seen of them when each mean stands on so many people, who differ by 0.7."""
    rng = np.random.default_rng(seed)
    x, y = effects(rng)
    error = 0.7 / np.sqrt(people)
    sides = [(0.15 * z + rng.normal(0, error, TREATMENTS), np.full(TREATMENTS, error)) for z in (x, y)]
    return agreement(sides[0], sides[1])


def test_without_noise_it_is_what_was_put_in() -> None:
    x, y = effects(np.random.default_rng(0))
    nothing = np.zeros(TREATMENTS)
    assert agreement((x, nothing), (y, nothing)).corrected == pytest.approx(0.680, abs=1e-3)


@pytest.mark.parametrize(("people", "raw"), [(30, 0.23), (60, 0.36), (200, 0.55)])
def test_noise_makes_the_raw_figure_too_small(people: int, raw: float) -> None:
    assert np.mean([observed(seed, people).raw for seed in range(200)]) == pytest.approx(raw, abs=0.02)


@pytest.mark.parametrize(("people", "spread"), [(60, 0.09), (200, 0.04)])
def test_the_corrected_figure_is_right_on_average(people: int, spread: float) -> None:
    found = [observed(seed, people).corrected for seed in range(200)]
    assert np.mean(found) == pytest.approx(0.68, abs=0.02)
    assert np.std(found) == pytest.approx(spread, abs=0.02)


def test_figures_that_are_mostly_noise_are_not_compared() -> None:
    assert observed(0, 5).corrected is None


def test_ten_treatments_are_too_few_to_compare() -> None:
    line = (np.arange(10.0), np.zeros(10))
    assert agreement(line, line).corrected is None


def test_means_that_are_all_alike_tell_nothing() -> None:
    flat, line = (np.ones(20), np.ones(20)), (np.arange(20.0), np.zeros(20))
    assert (reliability(*flat), agreement(flat, line).raw, agreement(flat, line).corrected) == (0, 0, None)


def test_less_spread_than_the_errors_alone_would_make_is_no_spread() -> None:
    assert reliability([1, 2, 3], [9, 9, 9]) == 0


@pytest.mark.parametrize("second", [([1.0], [1.0]), ([1.0, 2.0], [1.0])])
def test_lists_of_other_treatments_are_refused(second: tuple[list[float], list[float]]) -> None:
    with pytest.raises(ValueError, match="same treatments"):
        agreement(([1.0, 2.0], [1.0, 1.0]), second)
