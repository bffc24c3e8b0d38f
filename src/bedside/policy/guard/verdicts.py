"""The verdict table: author and person meant, audience, weight of the finding -> level.

Each cell reads identity / number / combination / relation. A combination cell holds three levels for the bands of
people who fit (under 11, 11 to 99, 100 to 999), or one level that stands for all three; a cell of one word stands for
everything in it. Columns: public (and followers), community, room (and class), practice, mentioned. "-" is a place the
author cannot post in, or a rule that does not read such authors: it takes the public cell of its row, and "pass" if
that is empty too, so that no combination of facts goes unanswered.

Sources: 45 CFR 164.514(b)(2) for identifiers, 45 CFR 164.502(a) for relation phrases, AMA and GMC guidance on social
media for combinations, boundary rows B05, B06, B10, B11, B21, B32, B47 for the level. 11 people is the common floor
of published health tables.
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
BANDS = (11, 100, 1_000)
_WIDE_CLINICIAN = "hold/hold/hold·confirm·advise/refuse"
_WIDE_STUDENT = "hold/hold/hold·hold·advise/refuse"
_ROOM_CLINICIAN = "hold/hold/hold·confirm·pass/hold"
_MENTIONED_CLINICIAN = "hold/hold/hold·advise·pass/refuse"
_WIDE_PRACTICE = "hold/hold/hold·hold·confirm/refuse"
_WIDE_SELF = "advise/confirm/advise·pass·pass/-"
_NARROW_SELF = "advise/confirm/pass/-"
_WIDE_OTHER = "hold/hold/confirm·advise·pass/-"
_COMMUNITY_OTHER = "hold/hold/confirm·pass·pass/-"
TABLE: dict[str, tuple[str, ...]] = {
    "patient, self": (_WIDE_SELF, _NARROW_SELF, "-", "pass", _NARROW_SELF),
    "patient, other": (_WIDE_OTHER, _COMMUNITY_OTHER, "-", "pass", "confirm/confirm/advise/-"),
    "clinician": (_WIDE_CLINICIAN, _WIDE_CLINICIAN, _ROOM_CLINICIAN, "pass", _MENTIONED_CLINICIAN),
    "student": (_WIDE_STUDENT, _WIDE_STUDENT, _ROOM_CLINICIAN, "-", _MENTIONED_CLINICIAN),
    "practice": (_WIDE_PRACTICE, _WIDE_PRACTICE, "hold", "pass", "hold/hold/hold/refuse"),
    "researcher": (_WIDE_CLINICIAN, _WIDE_CLINICIAN, _WIDE_CLINICIAN, "-", "confirm"),
}  # fmt: skip
MINORS_NAME = ("refuse", "refuse", "-", "pass", "hold")
RECENCY: dict[Role, tuple[str, ...]] = {
    "clinician": ("confirm", "confirm", "advise", "pass", "confirm"),
    "student": ("hold", "hold", "advise", "-", "hold"),
}
_ROWS: dict[Role, str] = {
    "clinician": "clinician",
    "student": "student",
    "practice": "practice",
    "organisation": "practice",
    "researcher": "researcher",
    "moderator": "researcher",
}
# An offer of care never weighs more than advice; a sentence that only the model of small signs suspects is no ground to
# refuse, so it asks for one more press.
_AT_MOST: dict[str, Level] = {"rel.offer": "advise", "rel.likely": "confirm"}
_NOBODY_DESCRIBED: frozenset[Subject] = frozenset({"unknown", "public_figure"})
_AS_COLUMN: dict[Audience, str] = {"followers": "public", "class": "room"}
_PLACE_IN_CELL: dict[Weight, int] = {"identity": 0, "number": 1, "combination": 2, "relation": 3}
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


def level_of(
    *,
    weight: Weight,
    rule: str,
    subject: Subject,
    facts: Facts,
    minor: bool = False,
    own_clinician: bool = False,
) -> Level:
    """Give the level of one finding that is no combination.

    `minor`: the finding names or shows a child. `own_clinician`: it names the clinician or the hospital of the author.
    Where no person is described an identity finding is information only and a number asks for one more press at most;
    a public figure without a claim of care is treated alike. Some rules have a ceiling (`_AT_MOST`). A finding of
    weight "none" speaks of an event that is too fresh.
    """
    if weight == "none":
        return _of_fresh_event(facts)
    cell = _level(_row(facts.role, subject), facts.audience, place=_PLACE_IN_CELL[weight])
    if rule in _AT_MOST:
        return _milder(cell, _AT_MOST[rule])
    if weight == "identity":
        return _of_identity(cell, subject=subject, facts=facts, minor=minor, own_clinician=own_clinician)
    described = weight == "relation" or subject not in _NOBODY_DESCRIBED
    return cell if described else _milder(cell, "confirm")


def level_of_combination(*, k: int, subject: Subject, facts: Facts) -> Level:
    """Give the level of a combination that about `k` people fit.

    A case declared invented or authorised lowers a hold to one more press. Who it is about is not asked to be certain:
    a combination is found only where one person is described, so an unknown subject counts as somebody else.
    """
    if k >= BANDS[-1] or subject == "public_figure":
        return "info"
    band = next(number for number, floor in enumerate(BANDS) if k < floor)
    level = _level(_row(facts.role, subject), facts.audience, place=_PLACE_IN_CELL["combination"], band=band)
    return level if facts.declared == "none" else _milder(level, "confirm")


def unchecked_level(role: Role) -> Level:
    """Give the level when the guard itself failed: those who care for others wait, everybody else is told."""
    return "hold" if role in OWN_SIDE_ROLES else "advise"


def worst(levels: tuple[Level, ...]) -> Verdict:
    """Give the verdict of a text: its worst finding wins, none is a pass."""
    return _VERDICT_OF[max(levels, key=LEVELS.index, default="info")]


def _of_identity(cell: Level, *, subject: Subject, facts: Facts, minor: bool, own_clinician: bool) -> Level:
    if facts.role in SELF_ROLES and own_clinician:
        return "info"
    if facts.role in SELF_ROLES and minor and subject == "other":
        return _level(MINORS_NAME, facts.audience)
    return "info" if subject in _NOBODY_DESCRIBED else cell


def _of_fresh_event(facts: Facts) -> Level:
    row = RECENCY.get(facts.role)
    return "info" if row is None else _level(row, facts.audience)


def _level(row: tuple[str, ...], audience: Audience, *, place: int = 0, band: int = 0) -> Level:
    column = COLUMNS.index(_AS_COLUMN.get(audience, audience))
    words = (_part(row[at], place=place, band=band) for at in (column, 0))
    return next((_LEVEL_OF[word] for word in words if word != "-"), "info")


def _part(cell: str, *, place: int, band: int) -> str:
    parts = cell.split("/")
    bands = parts[place if len(parts) > 1 else 0].split("·")
    return bands[band if len(bands) > 1 else 0]


def _row(role: Role, subject: Subject) -> tuple[str, ...]:
    if role in SELF_ROLES:
        return TABLE["patient, self" if subject == "self" else "patient, other"]
    return TABLE[_ROWS[role]]


def _milder(one: Level, other: Level) -> Level:
    return min(one, other, key=LEVELS.index)
