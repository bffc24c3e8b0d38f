"""Coming into a space, in the words of the table: which action of whom it is (B31 to B37, B40, B45, B46, B53)."""

from __future__ import annotations

from bedside.policy.boundaries.model import Facts
from bedside.policy.space_kinds import Door


def action_of(space: str, kind: str) -> str:
    """Return what the table calls it when a persona of this kind comes into a space of that kind."""
    if space == "room":
        return "enter"
    if space == "community":
        return {"clinician": "join as guest", "organisation": "enter"}.get(kind, "join")
    return "join"


def facts_of(door: Door | None, *, level: str, agreed: bool, invited: bool, for_students: bool) -> Facts:
    """Return what the guards of these rows are told.

    `agreed` is the clear yes on the page of joining, which shows guests the warning of B36 as well. Where a door asks,
    it is the stewards' own yes that lets somebody in, or their dated invitation: `invited` tells which was there.
    """
    reads_only = door is not None and door.reads_only
    return Facts(
        level=level,
        consented=agreed,
        saw_notice=agreed,
        invited=invited or door is None or not door.invited_only,
        ends=invited,
        labelled=reads_only,
        read_only=reads_only,
        opened_to_students=for_students,
    )
