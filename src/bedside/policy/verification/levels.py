"""What each level may do beyond being a member: one table (spec clinicians.md 1.1)."""

from bedside.policy.personas import CARRIES_TITLE, READS_ROOMS, WRITES_IN_ROOMS

MAY: dict[str, frozenset[str]] = {
    "carry a title": CARRIES_TITLE,
    "read rooms": READS_ROOMS,
    "post in rooms": WRITES_IN_ROOMS,
    "enter teaching rooms": WRITES_IN_ROOMS | READS_ROOMS | {"S"},
    "post in teaching rooms": WRITES_IN_ROOMS | {"S"},
    "vouch": CARRIES_TITLE,
    "review": CARRIES_TITLE,
    "stand on the rota": CARRIES_TITLE,
    "give the clinician vote": CARRIES_TITLE,
}


def may(what: str, *, level: str) -> bool:
    """Say whether a persona of this level may do `what`; KeyError for what is not in the table."""
    return level in MAY[what]
