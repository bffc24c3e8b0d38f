"""The guards of rows that say allow_if, hold or transform: one file a kind of space, one function a condition.

A guard is a pure function of `Facts`: None lets it through, an `Answer` says why not and what there is instead.
"""

from bedside.policy.boundaries.guards import community, practice, room, square, study
from bedside.policy.boundaries.model import Guard

GUARDS: dict[str, Guard] = {
    **square.GUARDS,
    **community.GUARDS,
    **room.GUARDS,
    **practice.GUARDS,
    **study.GUARDS,
}

__all__ = ["GUARDS"]
