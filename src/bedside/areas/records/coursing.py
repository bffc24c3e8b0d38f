"""A course of treatment as a sealed body and back."""

from datetime import date
from typing import Any

from bedside.policy.courses import Course, Dose, DoseStep, Kind, Line, Reason, Taking
from bedside.policy.dates import part


def as_body(course: Course) -> dict[str, Any]:
    """Return a course as JSON can hold it: dates as they were typed."""
    return {
        "text": course.text,
        "purpose": course.purpose,
        "declared": course.declared.isoformat(),
        "term_id": course.term_id,
        "condition_id": course.condition_id,
        "kind": course.kind.value,
        "line": course.line.value,
        "dose": _dose(course.dose),
        "route": course.route,
        "start": course.start.value,
        "stop": course.stop.value,
        "taking": course.taking.value,
        "reasons": [one.value for one in course.reasons],
        "main_reason": course.main_reason.value if course.main_reason else "",
        "other_reason": course.other_reason,
        "steps": [{"on": step.on.value} | _dose(step.dose) for step in course.steps],
        "restart_of": course.restart_of,
        "asks": course.asks,
        "entered_by": course.entered_by,
        "source_id": course.source_id,
    }


def _dose(dose: Dose) -> dict[str, str]:
    return {"amount": dose.amount, "unit": dose.unit, "times": dose.times}


def from_body(body: dict[str, Any]) -> Course:
    """Return the course of which `as_body` made `body`."""
    return Course(
        text=body["text"],
        purpose=body["purpose"],
        declared=date.fromisoformat(body["declared"]),
        term_id=body["term_id"],
        condition_id=body["condition_id"],
        kind=Kind(body["kind"]),
        line=Line(body["line"]),
        dose=Dose(**body["dose"]),
        route=body["route"],
        start=part(body["start"]),
        stop=part(body["stop"]),
        taking=Taking(body["taking"]),
        reasons=tuple(Reason(one) for one in body["reasons"]),
        main_reason=Reason(body["main_reason"]) if body["main_reason"] else None,
        other_reason=body["other_reason"],
        steps=tuple(_step(one) for one in body["steps"]),
        restart_of=body["restart_of"],
        asks=body["asks"],
        entered_by=body["entered_by"],
        source_id=body["source_id"],
    )


def _step(one: dict[str, str]) -> DoseStep:
    return DoseStep(part(one["on"]), Dose(amount=one["amount"], unit=one["unit"], times=one["times"]))
