"""The verdict table: author and person meant, audience, weight of the finding -> level.

Each cell is identity / number / relation. Columns: public (and followers), community, room (and class), practice,
mentioned. "-" is a place the author cannot post in, or a rule that does not read such authors: it takes the public cell
of its row, so that no combination of facts goes unanswered.
"""

from __future__ import annotations

from bedside.policy.guard.model import (
    LEVELS,
    OWN_SIDE_ROLES,
    SELF_ROLES,
    Audience,
    Facts,
    Level,
    Role,
    Subject,
    Verdict,
    Weight,
)

COLUMNS = ("public", "community", "room", "practice", "mentioned")
TABLE: dict[str, tuple[str, ...]] = {
    #                  public                  community               room                practice          mentioned
    "patient, self": ("advise/confirm/-", "advise/confirm/-", "-", "pass/pass/pass", "advise/confirm/-"),
    "patient, other": ("hold/hold/-", "hold/hold/-", "-", "pass/pass/pass", "confirm/confirm/-"),
    "clinician": ("hold/hold/refuse", "hold/hold/refuse", "hold/hold/hold", "pass/pass/pass", "hold/hold/refuse"),
    "student": ("hold/hold/refuse", "hold/hold/refuse", "hold/hold/hold", "-", "hold/hold/refuse"),
    "practice": ("hold/hold/refuse", "hold/hold/refuse", "hold/hold/hold", "pass/pass/pass", "hold/hold/refuse"),
    "researcher": ("hold/hold/refuse", "hold/hold/refuse", "hold/hold/refuse", "-", "confirm/confirm/confirm"),
}
_ROWS: dict[Role, str] = {
    "clinician": "clinician",
    "student": "student",
    "practice": "practice",
    "organisation": "practice",
    "researcher": "researcher",
    "moderator": "researcher",
}
_AS_COLUMN: dict[Audience, str] = {"followers": "public", "class": "room"}
_PLACE_IN_CELL: dict[Weight, int] = {"identity": 0, "number": 1, "relation": 2}
_LEVEL_OF: dict[str, Level] = {
    "pass": "info",
    "advise": "advise",
    "confirm": "confirm",
    "hold": "hold",
    "refuse": "refuse",
}
_VERDICT_OF: dict[Level, Verdict] = {
    "info": "pass",
    "advise": "advise",
    "confirm": "confirm",
    "hold": "hold",
    "refuse": "refuse",
}


def level_of(*, weight: Weight, rule: str, subject: Subject, facts: Facts) -> Level:
    """Give the level of one finding.

    Where no person is described an identity finding is information only and a number asks for one more press at most.
    An offer of care never weighs more than advice.
    """
    cell = _cell(weight=weight, subject=subject, facts=facts)
    if rule == "rel.offer":
        return _milder(cell, "advise")
    if subject != "unknown":
        return cell
    return "info" if weight == "identity" else _milder(cell, "confirm")


def unchecked_level(role: Role) -> Level:
    """Give the level when the guard itself failed: those who care for others wait, everybody else is told."""
    return "hold" if role in OWN_SIDE_ROLES else "advise"


def worst(levels: tuple[Level, ...]) -> Verdict:
    """Give the verdict of a text: its worst finding wins, none is a pass."""
    return _VERDICT_OF[max(levels, key=LEVELS.index, default="info")]


def _cell(*, weight: Weight, subject: Subject, facts: Facts) -> Level:
    row = TABLE[_row(facts.role, subject)]
    column = COLUMNS.index(_AS_COLUMN.get(facts.audience, facts.audience))
    place = _PLACE_IN_CELL[weight]
    return _LEVEL_OF.get(_part(row[column], place)) or _LEVEL_OF.get(_part(row[0], place), "info")


def _part(cell: str, place: int) -> str:
    return "-" if cell == "-" else cell.split("/")[place]


def _row(role: Role, subject: Subject) -> str:
    if role in SELF_ROLES:
        return "patient, self" if subject == "self" else "patient, other"
    return _ROWS[role]


def _milder(one: Level, other: Level) -> Level:
    return min(one, other, key=LEVELS.index)
