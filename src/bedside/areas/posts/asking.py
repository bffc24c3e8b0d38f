"""The gate in the write path: whether the table lets somebody write here, and under which row a text was held back."""

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.models import Space
from bedside.policy.boundaries import NO_ROW, Facts, Ruling
from bedside.policy.boundaries.model import Source
from bedside.policy.boundaries.writing import place_asked, release_asked, report_asked
from bedside.policy.guard import Facts as Told
from bedside.policy.guard import Report


def check_place(by: Viewer, space: Space, *, answers: str) -> None:
    """Raise what the gate says where `by` may not write in this space; `answers` is the kind of who is answered."""
    facts = Facts(level=by.level, opened_to_students=space.students_from is not None)
    asked = place_asked(space=space.kind, kind=by.kind, answers=answers, facts=facts)
    boundaries.require(by, space=asked.space, action=asked.action, target=asked.target, facts=asked.facts)


def row_of(by: Viewer, report: Report, told: Told, *, agreed: bool = False) -> Ruling | None:
    """Return what the table says of a text that the guard keeps back; None where no row speaks of it."""
    asked = report_asked(report, told, agreed=agreed)
    if asked is None:
        return None
    ruling = boundaries.ask(
        by, space=asked.space, action=asked.action, target=asked.target, facts=asked.facts, actor=asked.actor
    )
    return ruling if ruling.row != NO_ROW else None


def may_agree(by: Viewer, report: Report, told: Told) -> bool:
    """Say whether the author's word that the other person agreed lets a held text through here (B06)."""
    if report.verdict != "hold":
        return False
    ruling = row_of(by, report, told, agreed=True)
    return ruling is not None and ruling.allowed


def may_call(by: Viewer, kind: str) -> bool:
    """Say whether a text of `by` calls a persona of this kind by its name, so that it is told (H20 to H22)."""
    return boundaries.ask(by, space="square", action="mention", target=kind).allowed


def of_release(by: Viewer, told: Told, *, source: Source, pictures: bool) -> list[Ruling]:
    """Return what the table says of a text that a permission or a declaration releases, row by row."""
    asked = release_asked(told, level=by.level, source=source, pictures=pictures)
    return [
        boundaries.ask(by, space=one.space, action=one.action, target=one.target, facts=one.facts, actor=one.actor)
        for one in asked
    ]
