"""Writing, in the words of the table: which row a place asks, and which row a finding of the guard falls under.

The guard reads the words and says how grave they are; the table says what that is: somebody else's health (B06), a
care relation (B10), advice to one (B09), a case (B11, B47), a placement (B21). Both are asked, and both have to agree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bedside.policy.boundaries.deciding import NO_ROW, find
from bedside.policy.boundaries.guards.square import RECENT
from bedside.policy.boundaries.model import Facts, Source
from bedside.policy.guard import Facts as Told
from bedside.policy.guard import Finding, Report
from bedside.policy.guard.model import LEVELS, SELF_ROLES

_AS_ADVICE = frozenset({"rel.plan", "rel.offer"})  # a plan for one person, or an offer of care to one
_PLACES = {"community": "community", "room": "room", "class": "room"}


class Asked(NamedTuple):
    """A question to the table. `actor` is "" for the persona itself, or the voice that it speaks with."""

    space: str
    action: str
    target: str
    facts: Facts
    actor: str = ""


def place_asked(*, space: str, kind: str, answers: str, facts: Facts) -> Asked:
    """Return what a place asks of a persona of this kind that writes there.

    `answers` is the kind of the persona that is answered, "" for a post of its own.
    """
    if space == "square" and kind == "organisation":
        return Asked(space, "post", "followers", replace(facts, labelled=True))  # `labels.py` marks each of its posts
    if space == "square" and kind in ("clinician", "student") and answers in ("patient", "carer"):
        return Asked(space, "general answer", "anyone", facts)
    if space == "practice" and answers:
        return Asked(space, "reply", "everyone", facts)
    return Asked(space, "post", "everyone" if space in ("square", "practice") else space, facts)


def report_asked(report: Report, told: Told, *, agreed: bool = False) -> Asked | None:
    """Return what the gravest finding of a text asks of the table; None for a text that passes or is advised."""
    worst = _worst(report)
    if worst is None:
        return None
    space = _PLACES.get(told.audience, "square")
    target = _target(space)
    if told.role in SELF_ROLES:
        if worst.subject == "self" and report.verdict != "hold":
            return Asked("square", "post own health detail", "everyone", Facts()) if space == "square" else None
        facts = Facts(agreed=agreed, about_minor=report.verdict == "refuse")
        return Asked(space, "post another person's health detail", target, facts)
    if told.role == "practice":
        return Asked("square", "reply to review", "patient", Facts(), "practice") if told.in_reply_to else None
    return _of_those_who_care(worst, told.role, space, target)


def release_asked(told: Told, *, level: str, source: Source, pictures: bool) -> list[Asked]:
    """Return what a text asks of the table that its author has released: a case, a picture of a patient, a story.

    The guard has read it, and the permission or the list was asked by itself: the rows are told that all this is so.
    """
    facts = Facts(
        level=level,
        guard_clear=True,
        source=source,
        authorised=source == "authorisation",
        checklist=True,
        days_since=RECENT,
        images_clean=True,
        labelled=True,
        opened_to_students=True,
    )
    if told.role in ("practice", "organisation"):
        return [Asked("square", "publish testimonial", "everyone", facts, "practice")]
    space = _PLACES.get(told.audience, "square")
    case = Asked(space, "post case", _target(space), facts)
    picture = Asked("square", "post image of a patient", "everyone", facts)
    return [case, picture] if pictures and source == "authorisation" and space == "square" else [case]


def _target(space: str) -> str:
    return "everyone" if space == "square" else space


def row_for(report: Report, told: Told) -> str:
    """Return the id of the row under which such words fall, "" where no row speaks of them."""
    asked = report_asked(report, told)
    if asked is None:
        return ""
    in_a_room = told.role == "clinician" and asked.space == "room"  # whoever writes there was verified
    row = find(asked.space, asked.actor or (f"{told.role} V3" if in_a_room else told.role), asked.action, asked.target)
    return row.id if row != NO_ROW else ""


def _of_those_who_care(worst: Finding, role: str, space: str, target: str) -> Asked | None:
    if role not in ("clinician", "student"):
        return None
    if worst.kind == "relation" and space != "room":
        if worst.rule in _AS_ADVICE:
            return Asked(space, "individual advice", "anyone", Facts(speaks_to_one=True))
        return Asked(space, "tell a care relation", "patient", Facts(tells_relation=True))
    if worst.kind == "image" and role == "clinician" and space == "square":
        return Asked(space, "post image of a patient", target, Facts())
    if role == "student" and space == "square":
        return Asked(space, "post about placement", target, Facts())
    return Asked(space, "post case", target, Facts())


def _worst(report: Report) -> Finding | None:
    found = [one for one in report.findings if LEVELS.index(one.level) >= LEVELS.index("confirm")]
    return max(found, key=lambda one: LEVELS.index(one.level), default=None)
