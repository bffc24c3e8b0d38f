"""Who may turn to somebody for the first time: what each persona chooses for itself, and what holds for newcomers.

Sources: boundaries.csv B38 (consent for each conversation), security.md section 8 (5 first messages a day, 3 in the
first week), and for what a clinician is asked before looking, B15.
"""

from datetime import timedelta
from enum import StrEnum

NEWCOMER = timedelta(days=7)  # how long after it was made a persona counts as new
LOOK_OPEN = timedelta(hours=1)  # how long a page stays open after a clinician has given a reason
LOOKED_UP = frozenset({"patient", "carer"})  # whose pages a clinician is asked a reason for
REASON = (10, 500)  # characters of a reason: fewer say nothing


class Openness(StrEnum):
    """From whom a persona takes a first contact of one kind."""

    EVERYBODY = "everybody"
    FOLLOWED = "followed"  # only those whom it follows
    NOBODY = "nobody"


class Reach(StrEnum):
    """What becomes of a first message."""

    AT_ONCE = "at once"
    ASKS = "asks"  # it waits until the one it is for takes it
    NOT_TAKEN = "not taken"  # and its author is told so


def takes(openness: str, *, follows: bool) -> bool:
    """Say whether somebody who chose `openness` takes a first contact; `follows`: she follows the one who asks."""
    return openness == Openness.EVERYBODY or (openness == Openness.FOLLOWED and follows)


def reach(*, target: str, openness: str, follows: bool) -> Reach:
    """Say what becomes of a first message to a persona of kind `target`, who may be written to at all.

    Members are asked first, unless they follow the author. Colleagues, researchers and organisations write to each
    other in the way of work, and are not asked.
    """
    if not takes(openness, follows=follows):
        return Reach.NOT_TAKEN
    return Reach.ASKS if target in LOOKED_UP and not follows else Reach.AT_ONCE
