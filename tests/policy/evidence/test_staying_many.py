"""The curves of many treatments at once are those of each."""

import numpy as np

from bedside.policy.evidence.staying import Point, shown_points
from bedside.policy.evidence.staying_many import shown_points_many
from bedside.policy.evidence.survival import Spells, spells


def some_courses(rng: np.random.Generator) -> Spells:
    """Courses of up to 150 people, some of whom come late, stop at once, or stop on a day of the grid."""
    people = int(rng.integers(0, 150))
    leave = rng.choice([0.5, 14, 91, 183, 365, 730, 20, 100, 300, 500, 900], people) + rng.choice([0, 0, 1], people)
    entry = np.where(rng.random(people) < 0.7, 0, rng.integers(0, 200, people))
    return spells(entry, leave, rng.choice([0, 0, 1, 2, 3, 4, 5], people))


def test_many_curves_are_shown_as_each_would_be() -> None:
    rng = np.random.default_rng(11)
    courses = [some_courses(rng) for _ in range(400)]
    expected = [shown_points(one) for one in courses]
    assert shown_points_many(courses) == expected
    assert len({len(points) for points in expected}) > 3  # curves of all lengths were asked for


def test_of_no_treatments_there_are_no_curves() -> None:
    nothing: list[tuple[Point, ...]] = []
    assert shown_points_many([]) == nothing
