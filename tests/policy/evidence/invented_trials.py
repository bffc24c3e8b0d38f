"""Fixture T2: an invented illness that runs down from 48 points, and a treatment that faster decliners reach for."""

from dataclasses import dataclass

import numpy as np

from bedside.policy.evidence.matching import Histories

TREATED, POOL = 149, 1500


@dataclass(frozen=True)
class Trial:
    """The treated, and everybody else with a score worth following."""

    treated: Histories
    pool: Histories


def trial(seed: int, *, effect: float, latent: bool) -> Trial:
    """`effect` slows the decline by that share. Uptake depends on the slope measured, or, `latent`, on the true one."""
    n, noise = TREATED + POOL, 1.5
    rng = np.random.default_rng(seed)
    shape = (0.93 / 0.55) ** 2
    base = rng.gamma(shape, 0.93 / shape, n)
    pre = np.clip(base + rng.normal(0, 0.25, n), 0.02, 3)
    post = np.clip(0.6 * base + 0.4 * 0.89 + rng.normal(0, 0.30, n), 0, 3)
    start = np.clip(48 - pre * rng.uniform(6, 36, n) * rng.uniform(0.7, 1, n), 12, 48)
    keep = start > 14
    months = np.array([-12, -9, -6, -3, 0])
    before = np.clip(start[:, None] - pre[:, None] * months + rng.normal(0, noise, (n, 5)), 0, 48)
    drive = base if latent else (before[:, 0] - before[:, 4]) / 12
    chance = np.exp(0.6 * np.clip((drive - drive.mean()) / drive.std(), -3, 3)) * keep
    treated = np.zeros(n, bool)
    treated[rng.choice(n, TREATED, replace=False, p=chance / chance.sum())] = True
    decline = post * (1 - effect * treated)
    after = np.clip(start[:, None] - decline[:, None] * np.array([3, 6, 9, 12]) + rng.normal(0, noise, (n, 4)), 0, 48)
    return Trial(_rows(before, after, treated), _rows(before, after, keep & ~treated))


def _rows(before: np.ndarray, after: np.ndarray, chosen: np.ndarray) -> Histories:
    people = np.flatnonzero(chosen)
    return Histories(before=before[people], after=after[people, 3], since_onset=np.zeros(len(people)), person=people)
