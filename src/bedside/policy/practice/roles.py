"""Who on a practice's team may do what: one table (spec clinicians.md 7; boundary row B59, minimum necessary).

A role gives the work, not the person's title: a nurse and a doctor may both be responders. Reading means opening what
patients wrote. Everything that is not in the table, nobody on the team may do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody does for the practice. One person may hold several."""

    OWNER = "owner"  # answers for the practice: the team, its hours, and that nothing stays lying
    EDITOR = "editor"  # writes for the page, and the templates
    APPROVER = "approver"  # agrees to what an editor wrote
    RESPONDER = "responder"  # reads and answers what is about health
    FRONT_DESK = "front_desk"  # reads and answers what is administrative
    ON_CALL = "on_call"  # reads and answers what is urgent


class Right(StrEnum):
    """What may be done in the practice."""

    READ_ADMIN = "read administrative threads"
    READ_HEALTH = "read threads about health"
    READ_URGENT = "read urgent threads"
    ANSWER = "answer"
    ASSIGN = "assign to others"
    SEE_LIST = "see the inbox"
    TEAM = "change the team"
    HOURS = "change hours and closures"
    ROTA = "change the on-call rota"
    TEMPLATE_WRITE = "write templates"
    TEMPLATE_APPROVE = "approve templates"
    PART2 = "tag records of substance use treatment"
    CAP = "change the workload cap"
    CODES = "give identity codes"


TABLE: Final[dict[Right, frozenset[Role]]] = {
    Right.SEE_LIST: frozenset({Role.OWNER, Role.RESPONDER, Role.FRONT_DESK, Role.ON_CALL}),
    Right.READ_ADMIN: frozenset({Role.OWNER, Role.RESPONDER, Role.FRONT_DESK}),
    Right.READ_HEALTH: frozenset({Role.OWNER, Role.RESPONDER}),
    Right.READ_URGENT: frozenset({Role.OWNER, Role.RESPONDER, Role.ON_CALL}),
    Right.ANSWER: frozenset({Role.RESPONDER, Role.FRONT_DESK, Role.ON_CALL}),
    Right.ASSIGN: frozenset({Role.OWNER, Role.RESPONDER, Role.FRONT_DESK, Role.ON_CALL}),
    Right.TEAM: frozenset({Role.OWNER}),
    Right.HOURS: frozenset({Role.OWNER}),
    Right.ROTA: frozenset({Role.OWNER}),
    Right.CAP: frozenset({Role.OWNER}),
    Right.TEMPLATE_WRITE: frozenset({Role.EDITOR, Role.OWNER}),
    Right.TEMPLATE_APPROVE: frozenset({Role.APPROVER, Role.OWNER}),
    Right.PART2: frozenset({Role.OWNER, Role.RESPONDER}),
    Right.CODES: frozenset({Role.OWNER, Role.FRONT_DESK}),
}
NAMES: Final[dict[Role, str]] = {
    Role.OWNER: "Owner",
    Role.EDITOR: "Editor",
    Role.APPROVER: "Approver",
    Role.RESPONDER: "Responder",
    Role.FRONT_DESK: "Front desk",
    Role.ON_CALL: "On call",
}


@dataclass(frozen=True)
class Case:
    """What a thread is, as far as it decides who reads it. `mine`: she owns it, or is its second person."""

    administrative: bool
    urgent: bool
    mine: bool = False


def may(right: Right, *, roles: Iterable[str]) -> bool:
    """Say whether somebody with these roles has the right."""
    return not TABLE[right].isdisjoint(roles)


def may_read(case: Case, *, roles: Iterable[str]) -> bool:
    """Say whether somebody on the team with these roles may open such a thread.

    Whoever was handed a thread reads it, if any role of hers sees the inbox at all. Otherwise the reason decides.
    """
    held = frozenset(roles)
    if not may(Right.SEE_LIST, roles=held):
        return False
    if case.mine:
        return True
    if case.urgent and may(Right.READ_URGENT, roles=held):
        return True
    return may(Right.READ_ADMIN if case.administrative else Right.READ_HEALTH, roles=held)


def may_answer(case: Case, *, roles: Iterable[str]) -> bool:
    """Say whether she may answer: she reads it, and answering is among her work."""
    held = frozenset(roles)
    return may_read(case, roles=held) and may(Right.ANSWER, roles=held)


def may_be_handed(roles: Iterable[str]) -> bool:
    """Say whether a thread may be given to somebody with these roles: only to who may answer it."""
    return may(Right.ANSWER, roles=roles)
