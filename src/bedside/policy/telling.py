"""Who is told when somebody's crash begins: people whom she named before, who said yes, and only while they are near.

Source: spec records.md section 2 (crash mode). Nobody is told by default, and nothing but that it is a hard time.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

MOST: Final = 3
NAMES: Final = frozenset({"patient", "carer"})
"""Kinds of personas that can name somebody, and that can be named: what a clinician is told goes through a practice."""


class Named(NamedTuple):
    """One person who was named. `near`: a carer by a grant that runs, or each follows the other; and no block."""

    near: bool
    accepted: bool
    switched_on: bool
    tells_end: bool = False


def may_be_named(*, owner: str, person: str, is_carer: bool, is_mutual: bool) -> bool:
    """Say whether a persona of kind `owner` can name one of kind `person` that is her carer, or follows as she does."""
    return owner in NAMES and person in NAMES and (is_carer or is_mutual)


def is_told(one: Named, *, over: bool = False, pressed_it: bool = False) -> bool:
    """Say whether somebody is told that a crash began, or that it is over. Who pressed it for her knows already."""
    told = one.near and one.accepted and one.switched_on and not pressed_it
    return told and (one.tells_end or not over)


def has_room(named: Iterable[object]) -> bool:
    """Say whether one more can be named."""
    return len(list(named)) < MOST
